"""NHS numbers: ten digits, the last a modulus 11 check (NHS Data Dictionary)."""

from quorate_events.errors import Invalid


class NhsNumberInvalid(Invalid):
    """Not an NHS number, or one that this installation does not take."""

    code = "nhs_number_invalid"


def is_nhs_number(number: str) -> bool:
    """True for ten digits with a right check digit."""
    if len(number) != 10 or not number.isascii() or not number.isdigit():
        return False
    return check_digit(number[:9]) == int(number[9])


def check_digit(nine: str) -> int:
    """Return the check digit of nine digits; 10 means that no such number exists."""
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), nine, strict=True))
    return (11 - total % 11) % 11


def require_nhs_number(number: str, *, synthetic: bool) -> None:
    """Raise ``NhsNumberInvalid`` unless valid; invented people have numbers from 999, real ones never."""
    if not is_nhs_number(number):
        raise NhsNumberInvalid(
            "This is not an NHS number: ten digits, the last a check digit.", "Check it digit by digit."
        )
    if number.startswith("999") != synthetic:
        raise NhsNumberInvalid(
            "Numbers that begin with 999 belong to invented people only, and invented people have no other.",
            "Use a 999 number in demo and test, and never elsewhere.",
        )
