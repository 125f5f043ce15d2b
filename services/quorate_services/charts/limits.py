"""The limits of an XmR chart: the mean, and how far chance alone takes a figure from it.

Source: NHS "Making Data Count"; NHSRplotthedots 0.2.2 (github.com/nhs-r-community/NHSRplotthedots) is its reference.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from quorate_services.charts.options import FEWEST
from quorate_services.charts.series import stretches

FROM_MEAN = 2.66
"""Limits lie so many mean moving ranges from the mean: 3 / 1.128 (Nelson 1982, J. Quality Technology 14(3))."""
NEAR = 2 / 3
"""Nearer than a third to a limit counts as close to it."""
SCREENED = 3.267
"""Moving ranges of so many times their mean and more come from something special (Nelson 1982)."""


@dataclass(frozen=True)
class Limits:
    """The mean and the limits, in the unit of the figures, not yet bounded to what is possible.

    ``screened`` is how many moving ranges were left out.
    """

    mean: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float
    screened: int

    def is_outside(self, value: float) -> bool:
        """Say whether a figure lies beyond a limit."""
        return side(value, self.upper) > 0 or side(value, self.lower) < 0

    def is_near(self, value: float) -> bool:
        """Say whether a figure is within the limits, and close to one."""
        close = side(value, self.near_upper) > 0 or side(value, self.near_lower) < 0
        return close and not self.is_outside(value)


def limits_of(values: Sequence[float | None], screen: bool = True) -> Limits | None:
    """Return the limits that figures give, or None where they are too few.

    None stands for a gap: it is no figure, and no moving range reaches across it. Asks for ``FEWEST``
    figures and one moving range less.
    """
    known = [value for value in values if value is not None]
    ranges = moving_ranges(values)
    if len(known) < FEWEST or len(ranges) < FEWEST - 1:
        return None
    kept = _screened(ranges) if screen else ranges
    mean, width = fmean(known), FROM_MEAN * fmean(kept)
    return Limits(
        mean=mean,
        lower=mean - width,
        upper=mean + width,
        near_lower=mean - NEAR * width,
        near_upper=mean + NEAR * width,
        screened=len(ranges) - len(kept),
    )


def moving_ranges(values: Sequence[float | None]) -> list[float]:
    """Return how far each figure is from the one directly before it."""
    found: list[float] = []
    for stretch in stretches(values):
        side_by_side = (value for value in values[stretch.start : stretch.stop] if value is not None)
        found.extend(abs(after - before) for before, after in pairwise(side_by_side))
    return found


def side(value: float, line: float) -> int:
    """Return 1 above a line, -1 below it, 0 on it. What differs by rounding alone is on it."""
    if math.isclose(value, line, rel_tol=1e-9, abs_tol=1e-9):
        return 0
    return 1 if value > line else -1


def _screened(ranges: list[float]) -> list[float]:
    # Where all are zero none is special; and never all are left out, since one of them is at most the mean.
    most = SCREENED * fmean(ranges)
    return [each for each in ranges if each < most] or ranges
