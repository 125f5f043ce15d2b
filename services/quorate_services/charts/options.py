"""The choices that the NHS "Making Data Count" rules leave to whoever draws a control chart."""

import math
from dataclasses import dataclass
from enum import Enum

from quorate_services.charts.errors import ChartOptionInvalid
from quorate_services.charts.periods import Period

RUN_LENGTHS = (6, 7, 8)
FEWEST = 6
"""Limits need at least so many figures (Wheeler, Understanding Variation, p. 60: "as few as five or six")."""
SETTLED = 12
"""With fewer figures limits are called trial limits (NHSRplotthedots, "Number of points required")."""


class Direction(Enum):
    """Where better lies."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


@dataclass(frozen=True)
class Options:
    """How a chart is worked out. Raises :class:`ChartOptionInvalid`.

    - ``direction``: whether higher or lower is better, or neither.
    - ``target``: in the unit of the figures, or None.
    - ``screen``: leave moving ranges of 3.267 times their mean and more out, once, as the R package does by default;
      the NHS Excel tool leaves none out.
    - ``run_length``: how many figures in a row on one side of the mean, or rising or falling, are a signal. Editions
      of the rules say 6, 7 or 8.
    - ``baseline``: rest the limits on the first so many figures; None for all of them.
    - ``recalculate_from``: periods from which on the limits are worked out anew.
    """

    direction: Direction = Direction.UP
    target: float | None = None
    screen: bool = True
    run_length: int = 7
    baseline: int | None = None
    recalculate_from: tuple[Period, ...] = ()

    def __post_init__(self) -> None:
        if self.run_length not in RUN_LENGTHS:
            raise ChartOptionInvalid("The length of a run is not one of the rules'.", "Take 6, 7 or 8.")
        if self.baseline is not None and self.baseline < FEWEST:
            raise ChartOptionInvalid(
                f"A baseline has at least {FEWEST} figures.", f"Take {SETTLED} or more if there are as many."
            )
        if self.target is not None and not math.isfinite(self.target):
            raise ChartOptionInvalid("The target is no number.", "Give a number, or leave it out.")
