"""Checks on texts and times that every command passes, whatever it is about."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeAlias, get_args
from uuid import UUID

import msgspec

from quorate_events.errors import Invalid
from quorate_events.personal import ERASED

# All but line breaks and tabs, as they look in UTF-8: one byte, or two that begin with C2 (U+0080 to U+009F).
# Deleting bytes and searching for a fixed first byte cost a fifth of searching for a class of characters.
_CONTROL_BYTES = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
_TWO_BYTE_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")

MOST_ITEMS = 200
"""How many entries a list of one command may have: several times the largest meeting."""

LONGEST_NAME = 200
"""How many characters the name of a person or an organisation may have."""

# Whatever this work is about lies well within. Nearer the ends of the calendar a time of one zone has no
# equivalent in another, and PostgreSQL's driver takes the last day for infinity.
_FIRST_TIME = datetime(1900, 1, 1, tzinfo=UTC)
_LAST_TIME = datetime(2200, 1, 1, tzinfo=UTC)
_FIRST_DAY = _FIRST_TIME.date()
_LAST_DAY = _LAST_TIME.date()


class BlankText(Invalid):
    """A text that must say something says nothing."""

    code = "blank_text"


class TextTooLong(Invalid):
    """A text is longer than the limit."""

    code = "text_too_long"


class ControlCharacters(Invalid):
    """A text holds control characters other than line breaks and tabs."""

    code = "control_characters"


class ReservedText(Invalid):
    """A text holds the words that stand for what was erased."""

    code = "reserved_text"


class TooManyItems(Invalid):
    """A list is longer than any meeting has use for."""

    code = "too_many_items"


class NameNotALine(Invalid):
    """A name that does not fit into one line of a list."""

    code = "name_not_a_line"


class TimeWithoutZone(Invalid):
    """A time does not say which zone it is in."""

    code = "time_without_zone"


class DateOutOfRange(Invalid):
    """A date or time that cannot be meant: before 1900, or from 2200 on."""

    code = "date_out_of_range"

    def __init__(self, field: str) -> None:
        super().__init__(f"The date in {field} lies before 1900 or after 2199.", "Check the year.")


def well_formed(value: Any, limit: int, field: str = "command") -> None:
    """Check every text and time anywhere inside ``value``.

    ``limit`` is in bytes of UTF-8. Raises ``TextTooLong``, ``ControlCharacters`` or ``TimeWithoutZone``; the
    message names the field, never its content. Dates and times outside the years 1900 to 2199 are refused with
    ``DateOutOfRange``.
    """
    check = _CHECK_OF[type(value)]
    if check is not None:
        check(value, limit, field)


_Check: TypeAlias = Callable[[Any, int, str], None]


def _check_struct(value: msgspec.Struct, limit: int, field: str) -> None:
    for name in _fields_to_check(type(value)):
        content = getattr(value, name)
        check = _CHECK_OF[type(content)]
        if check is not None:
            check(content, limit, name)


def _check_items(value: Any, limit: int, field: str) -> None:
    if len(value) > MOST_ITEMS:
        raise TooManyItems(f"The list {field} has more than {MOST_ITEMS} entries.", "Send several commands.")
    for item in value:
        well_formed(item, limit, field)


def _check_dict(value: Any, limit: int, field: str) -> None:
    _check_items(value.keys(), limit, field)
    _check_items(value.values(), limit, field)


def _check_time(value: datetime, limit: int, field: str) -> None:
    if value.tzinfo is None:
        raise TimeWithoutZone(f"The time in {field} has no time zone.", "Send times with an offset or Z.")
    if not _FIRST_TIME <= value < _LAST_TIME:
        raise DateOutOfRange(field)


def _check_date(value: date, limit: int, field: str) -> None:
    if not _FIRST_DAY <= value < _LAST_DAY:
        raise DateOutOfRange(field)


def _check_text(text: str, limit: int, field: str) -> None:
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        raise ControlCharacters(
            f"The text in {field} is not valid Unicode.", "Paste the text again as plain text."
        ) from None
    if len(encoded) > limit:
        raise TextTooLong(
            f"The text in {field} is {len(encoded)} bytes long; the limit is {limit}.",
            "Split the text into several parts, or leave out what is not relevant.",
        )
    if ERASED in text:
        raise ReservedText(
            f"The text in {field} holds the sign that stands for what was erased.", "Say it in other words."
        )
    if len(encoded.translate(None, _CONTROL_BYTES)) < len(encoded) or _TWO_BYTE_CONTROLS.search(encoded):
        raise ControlCharacters(
            f"The text in {field} holds control characters.", "Paste the text again as plain text."
        )


_CHECKS: dict[type[Any], _Check] = {
    str: _check_text,
    datetime: _check_time,
    date: _check_date,
    msgspec.Struct: _check_struct,
    dict: _check_dict,
    tuple: _check_items,
    list: _check_items,
}


class _CheckOf(dict[type[Any], _Check | None]):
    """What checks values of exactly one class, found once; ``None`` where there is nothing to check."""

    def __missing__(self, kind: type[Any]) -> _Check | None:
        check = None
        # A word of a closed vocabulary is ours, not the sender's.
        if not issubclass(kind, Enum):
            check = next((check for base, check in _CHECKS.items() if issubclass(kind, base)), None)
        self[kind] = check
        return check


_CHECK_OF = _CheckOf()


@cache
def _fields_to_check(struct: type[msgspec.Struct]) -> tuple[str, ...]:
    """Return the fields that may hold something to check, by what they are declared to be."""
    return tuple(
        field.name
        for field in msgspec.structs.fields(struct)
        if not all(_is_plain(each) for each in (get_args(field.type) or (field.type,)))
    )


def _is_plain(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, (UUID, Enum, int, float, NoneType))


def require_text(text: str, field: str) -> None:
    """Raise ``BlankText`` when ``text`` says nothing: it is empty, or holds only what cannot be seen."""
    for sign in text:
        if sign.isprintable() and not sign.isspace():
            break
    else:
        raise BlankText(f"{field} must not be empty.", "Say it in one sentence.")


def require_name(text: str, field: str) -> None:
    """Raise ``BlankText`` when ``text`` says nothing, ``NameNotALine`` when it is no name that a list can show."""
    require_text(text, field)
    if len(text) > LONGEST_NAME or len(text.splitlines()) > 1:
        raise NameNotALine(
            f"The {field} is longer than one line of {LONGEST_NAME} characters.",
            "Give the name alone; what else there is to say has a place of its own.",
        )
