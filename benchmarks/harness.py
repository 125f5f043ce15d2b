"""Rounds, medians, and how figures are told: a JSON line each, and a table at the end."""

import json
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from rich.console import Console
from rich.table import Table


class InvalidMeasurement(Exception):
    """Something that was measured did not do its work, so the figures mean nothing."""


def require(holds: bool, otherwise: str) -> None:
    """Raise ``InvalidMeasurement`` unless ``holds``."""
    if not holds:
        raise InvalidMeasurement(otherwise)


@dataclass(frozen=True)
class Effort:
    """How long to measure: rounds of each comparison, and seconds of each run within a round.

    ``meetings`` are there when commands are measured, ``history`` meetings are in the log that is rebuilt, and the demo
    whose portal is opened has ``months``.
    """

    rounds: int = 5
    seconds: float = 2.0
    meetings: int = 4000
    history: int = 2500
    months: int = 24

    @classmethod
    def quick(cls) -> "Effort":
        """Enough to see that everything runs, and the order of magnitude."""
        return cls(rounds=3, seconds=0.7, meetings=1200, history=600, months=2)


@dataclass(frozen=True)
class Figure:
    """One measure: ours beside a peer. ``ratio`` says how many times better ours is.

    ``ratio`` is the median of the ratios of the single rounds, ``lowest`` and ``highest`` their range; None
    where there is no peer. ``target`` is the ratio (or, without a peer, the value) that the project asks for.
    """

    measure: str
    case: str
    unit: str
    ours: float
    peer_name: str = ""
    peer: float | None = None
    ratio: float | None = None
    lowest: float | None = None
    highest: float | None = None
    rounds: int = 1
    target: str = ""
    note: str = ""


def compared(
    measure: str,
    case: str,
    unit: str,
    ours: Sequence[float],
    peer_name: str,
    peer: Sequence[float],
    *,
    target: str = "",
    note: str = "",
    less_is_better: bool = False,
) -> Figure:
    """Compare figures of the same rounds."""
    pairs = zip(ours, peer, strict=True)
    ratios = [theirs / mine if less_is_better else mine / theirs for mine, theirs in pairs]
    return Figure(
        measure, case, unit, median(ours), peer_name, median(peer),
        median(ratios), min(ratios), max(ratios), len(ratios), target, note,
    )  # fmt: skip


Run = Callable[[], Awaitable[float]]


async def interleaved(rounds: int, runs: Mapping[str, Run]) -> dict[str, list[float]]:
    """Run everything once a round, in reversed order every second round, so that drift hits all alike."""
    figures: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds):
        for name in list(runs) if number % 2 == 0 else list(runs)[::-1]:
            figures[name].append(await runs[name]())
    return figures


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Report:
    """Tells figures as they come: JSON lines on standard output, words on standard error."""

    def __init__(self, as_json: bool = False) -> None:
        self._as_json = as_json
        self._figures: list[Figure] = []

    def say(self, words: str) -> None:
        """Say what is going on."""
        if not self._as_json:
            print(words, file=sys.stderr, flush=True)

    def add(self, figure: Figure) -> None:
        """Print a figure as one JSON line, and keep it for the table."""
        self._figures.append(figure)
        told = {
            name: round(value, 3) if isinstance(value, float) else value
            for name, value in asdict(figure).items()
            if value not in ("", None)
        }
        print(json.dumps(told), flush=True)

    def table(self) -> None:
        """Print everything as a table, unless JSON alone was asked for."""
        if self._as_json or not self._figures:
            return
        table = Table("measure", "case", "ours", "peer", "", "unit", "ratio (lowest-highest)", "target")
        for each in self._figures:
            ratio = (
                f"{each.ratio:.2f} ({each.lowest:.2f}-{each.highest:.2f})" if each.ratio is not None else ""
            )
            table.add_row(
                each.measure, each.case, _short(each.ours), each.peer_name, _short(each.peer), each.unit,
                ratio, each.target,
            )  # fmt: skip
        Console(width=max(140, Console().width)).print(table)


def _short(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
