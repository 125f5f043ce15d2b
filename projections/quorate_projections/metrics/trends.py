"""What every trend shares: the length of its steps, and how much of it may be asked for at once."""

from enum import StrEnum

from quorate_events.errors import Invalid

MOST_CELLS = 5000
"""The largest answer; a year by month, agency, kind and involvement stays well below."""


class Period(StrEnum):
    """The length of the steps of a trend: calendar months or quarters, by London dates."""

    MONTH = "month"
    QUARTER = "quarter"


class TooManyCells(Invalid):
    """A trend that would have more cells than anybody reads."""

    code = "too_many_cells"

    def __init__(self) -> None:
        super().__init__(
            f"The trend would have more than {MOST_CELLS} cells.",
            "Ask for a shorter time, fewer groupings, or quarters instead of months.",
        )
