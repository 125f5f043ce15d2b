"""What is drawn: one figure a period, or the reason why there is none."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from quorate_services.charts.errors import FigureInvalid, PeriodInvalid
from quorate_services.charts.periods import Period, of_one_length
from quorate_services.charts.text import one_line


class Gap(Enum):
    """Why a period has no figure. None of them is a zero."""

    HIDDEN = "hidden, small numbers"
    NOTHING = "nothing to count"
    MISSING = "no figure"


@dataclass(frozen=True)
class Unit:
    """What figures are in. ``lowest`` and ``highest`` are what they can be at all, ``axis`` what the axis says."""

    axis: str
    suffix: str
    short: str
    lowest: float | None
    highest: float | None

    def allows(self, value: float) -> bool:
        """Say whether a figure can have this value."""
        return math.isfinite(value) and self.bounded(value) == value

    def bounded(self, value: float) -> float:
        """Return the value, or the end of what is possible that it lies beyond."""
        value = value if self.lowest is None else max(value, self.lowest)
        return value if self.highest is None else min(value, self.highest)

    def say(self, value: float) -> str:
        """Return the figure in a sentence, to one decimal: ``82.4%``, ``82%``."""
        return f"{tenths(value).removesuffix('.0')}{self.suffix}"


def tenths(value: float) -> str:
    """Return a number to one decimal, never as minus zero."""
    return f"{round(value, 1) + 0.0:.1f}"


PERCENT = Unit("Percent", "%", "%", 0, 100)
WORKING_DAYS = Unit("Working days", " working days", "", 0, None)
NUMBER = Unit("Number", "", "", None, None)


@dataclass(frozen=True)
class Point:
    """One period. Where there is a gap there is no figure at all, so none can be drawn or worked with.

    ``numerator`` and ``denominator`` are the counts behind ``value``, where it has any.
    Raises :class:`FigureInvalid`.
    """

    period: Period
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    gap: Gap | None = None

    def __post_init__(self) -> None:
        if (self.value is None) != (self.gap is not None):
            raise FigureInvalid("A period has either a figure or a reason for none.", "Give one of the two.")
        if self.gap and (self.numerator, self.denominator) != (None, None):
            raise FigureInvalid("A period without a figure has no counts either.", "Leave the counts out.")


@dataclass(frozen=True)
class Series:
    """A measure over time: ``title`` is the measure, ``scope`` whom it is about (may be empty).

    Raises :class:`FigureInvalid` for a figure that the unit does not allow, and :class:`PeriodInvalid`
    unless the points are of consecutive periods: what is missing in between is a point with a gap.
    """

    title: str
    points: tuple[Point, ...]
    unit: Unit = PERCENT
    scope: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", one_line(self.title))
        object.__setattr__(self, "scope", one_line(self.scope))
        of_one_length(point.period for point in self.points)
        for before, after in pairwise(self.points):
            if after.period.number != before.period.number + 1:
                raise PeriodInvalid(
                    "The periods of a series do not follow each other.", "Give a point with a gap."
                )
        if not all(self.unit.allows(value) for value in self.values if value is not None):
            raise FigureInvalid(
                "A figure is no number, or outside what its unit allows.", "A percentage is 0 to 100."
            )

    @property
    def values(self) -> tuple[float | None, ...]:
        """The figures in order; None for a gap."""
        return tuple(point.value for point in self.points)

    @property
    def heading(self) -> str:
        """Measure and scope in one line."""
        return f"{self.title}: {self.scope}" if self.scope else self.title

    def gaps(self, kind: Gap) -> int:
        """Return how many periods have no figure for this reason."""
        return sum(point.gap is kind for point in self.points)


def stretches(values: Iterable[float | None]) -> list[range]:
    """Return the places of the figures that stand side by side. Nothing is ever joined across a gap."""
    found: list[range] = []
    for place, value in enumerate(values):
        if value is None:
            continue
        if found and found[-1].stop == place:
            found[-1] = range(found[-1].start, place + 1)
        else:
            found.append(range(place, place + 1))
    return found
