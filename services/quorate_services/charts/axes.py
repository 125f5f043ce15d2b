"""Where things stand on the drawing: the two axes, and labels that do not cover each other."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quorate_services.charts.periods import Period
from quorate_services.charts.series import Unit

_STEPS = (1, 2, 2.5, 5, 10)
_TICKS = 5
_LEAST = 1.0
"""An axis spans no less: figures are shown to one decimal."""


@dataclass(frozen=True)
class UpAxis:
    """The vertical axis: values from ``low`` to ``high``, drawn from ``bottom`` up to ``top``."""

    low: float
    high: float
    ticks: tuple[float, ...]
    top: float
    bottom: float

    def at(self, value: float) -> float:
        """Return the height of a value, never outside the axis."""
        inside = min(max(value, self.low), self.high)
        share = (inside - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)


@dataclass(frozen=True)
class AlongAxis:
    """The axis of time: as many places as periods, in the middle of equal steps."""

    left: float
    right: float
    places: int

    @property
    def step(self) -> float:
        """The width of one period."""
        return (self.right - self.left) / max(self.places, 1)

    def at(self, place: float) -> float:
        """Return where the middle of a period stands; half a place less is its beginning."""
        return self.left + (place + 0.5) * self.step


def up_axis(unit: Unit, values: Iterable[float], top: float, bottom: float) -> UpAxis:
    """Return an axis that holds all values. One that is bounded on both sides shows all of what is possible.

    So two agencies beside each other are drawn to the same scale, and a small change does not look large.
    """
    if unit.lowest is not None and unit.highest is not None:
        low, high, step = unit.lowest, unit.highest, (unit.highest - unit.lowest) / _TICKS
    else:
        found = [unit.bounded(value) for value in values]
        low, high = min([0.0, *found]), max([0.0, *found])
        step = _nice(max(high - low, _LEAST) / _TICKS)
        low, high = math.floor(low / step) * step, max(math.ceil(high / step), 1) * step
    number = round((high - low) / step)
    return UpAxis(low, high, tuple(low + step * each for each in range(number + 1)), top, bottom)


def labelled(periods: Sequence[Period], step: float, room: float) -> list[tuple[int, str, str]]:
    """Return which places get a label: the place, its month or quarter, and the year where it is new.

    ``step`` is the width of a period, ``room`` what a label needs. The last period always has one.
    """
    every = max(math.ceil(room / step), 1)
    found, year = [], None
    for place, period in enumerate(periods):
        if (len(periods) - 1 - place) % every == 0:
            found.append((place, period.short, "" if period.year == year else str(period.year)))
            year = period.year
    return found


def spread(heights: Sequence[float], apart: float, top: float, bottom: float) -> list[float]:
    """Return heights at least ``apart`` from each other and in the order given, near where they were.

    As far as there is room, they stay between ``top`` and ``bottom``.
    """
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    found = [0.0] * len(heights)
    lowest = top
    for place in order:
        found[place] = max(heights[place], lowest)
        lowest = found[place] + apart
    highest = bottom
    for place in reversed(order):
        found[place] = min(found[place], highest)
        highest = found[place] - apart
    return found


def _nice(step: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(step))
    return power * next(each for each in _STEPS if each * power >= step * (1 - 1e-9))
