"""The four rules that tell a signal from chance, in the order in which they are applied.

Source: NHS "Making Data Count", as NHSRplotthedots 0.2.2 works them out. A gap ends a run, a trend and a three.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from quorate_services.charts.limits import Limits, side
from quorate_services.charts.series import stretches


class Cause(Enum):
    """Why a figure is unlikely to be chance."""

    OUTSIDE = "outside the limits"
    TREND = "part of a trend"
    NEAR = "two of three near a limit"
    RUN = "part of a run on one side of the average"


@dataclass(frozen=True)
class Signal:
    """A figure that stands out: by which rule, and whether upwards (above, or rising) or downwards."""

    cause: Cause
    upwards: bool


def signals(values: Sequence[float | None], limits: Limits, run_length: int) -> list[Signal | None]:
    """Return the signal of each figure, or None. The first rule that holds for a figure names it."""
    found: list[Signal | None] = [None] * len(values)
    for stretch in stretches(values):
        together = [value for value in values[stretch.start : stretch.stop] if value is not None]
        for place, signal in _of_stretch(together, limits, run_length):
            found[stretch.start + place] = signal
    return found


def _of_stretch(values: list[float], limits: Limits, length: int) -> Iterator[tuple[int, Signal]]:
    """Yield places with their signal, the strongest rule last: it replaces what was said before."""
    sides = [side(value, limits.mean) for value in values]
    for start, upwards in _runs(sides, length):
        for place in range(start, start + length):
            yield place, Signal(Cause.RUN, upwards)
    near = [limits.is_near(value) for value in values]
    for start in range(len(values) - 2):
        three = range(start, start + 3)
        if sum(near[place] for place in three) >= 2 and abs(sum(sides[start : start + 3])) == 3:
            for place in three:
                if near[place]:
                    yield place, Signal(Cause.NEAR, sides[place] > 0)
    steps = [side(after, before) for before, after in pairwise(values)]
    for start, upwards in _runs(steps, length - 1):
        for place in range(start, start + length):
            yield place, Signal(Cause.TREND, upwards)
    for place, value in enumerate(values):
        if limits.is_outside(value):
            yield place, Signal(Cause.OUTSIDE, sides[place] > 0)


def _runs(signs: list[int], length: int) -> Iterator[tuple[int, bool]]:
    """Yield where ``length`` equal signs in a row begin, from left to right, and whether they are upwards."""
    for start in range(len(signs) - length + 1):
        window = set(signs[start : start + length])
        if len(window) == 1 and window != {0}:
            yield start, window == {1}
