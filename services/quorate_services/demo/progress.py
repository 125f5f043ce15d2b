"""How far the playing of a history has come."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """Commands carried out so far, an estimate of all of them, speed per second, and seconds remaining.

    The estimate becomes exact at the end; ``remaining`` is None before there is a speed.
    """

    done: int
    total: int
    per_second: float
    remaining: float | None


Report = Callable[[Progress], None]


class Meter:
    """Measures and reports, at most ten times a second."""

    def __init__(self, report: Report | None) -> None:
        self._report = report
        self._began = self._last = time.monotonic()

    def tell(self, done: int, total: int, *, finished: bool = False) -> None:
        """Report how far things are, unless it was done a moment ago."""
        now = time.monotonic()
        if self._report is None or (now - self._last < 0.1 and not finished):
            return
        self._last = now
        speed = done / max(now - self._began, 1e-9)
        remaining = max(total - done, 0) / speed if done else None
        self._report(Progress(done, total, speed, remaining))
