"""Takes small numbers out of a trend before it is shown. What is hidden is worked out on its full breakdown.

The full breakdown splits by everything that the question groups by or filters by, so that asking the same with
another filter hides the same cells. Each quarter is a table of its own, with its months as an axis.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeAlias

from quorate_events.access.numbered_tables import Axis, Cell
from quorate_events.access.small_numbers import suppress, work_of
from quorate_graphql.metrics.turns import Stopped, Turn
from quorate_projections.metrics.rate import Rate
from quorate_projections.metrics.trends import Period

Key: TypeAlias = tuple[str, ...]
"""The period of a cell, then its value on each axis that is grouped by."""

HiddenFigures: TypeAlias = Mapping[Key, frozenset[str]]
"""The names of the figures that a cell must not show."""

MONTH = "month"


class Split(NamedTuple):
    """Something that a question groups or filters by, and how its value is read from a row of the breakdown."""

    axis: Axis
    of: Callable[[Any], str]


class Family(NamedTuple):
    """Figures that are parts of one count. ``facts`` gives a row's counts by ``axes``, which follow the splits.

    ``figures`` says which cell each figure of a trend is: its value on some of the axes; on none, the whole.
    """

    axes: tuple[Axis, ...]
    facts: Callable[[Any], Iterable[tuple[Cell, int]]]
    figures: Mapping[str, Mapping[str, str]]


def parts(whole: str, *named: str) -> Family:
    """Return the family of figures that are apart from each other, with what none of them counts as the rest."""
    axis = f"part of {whole}: {', '.join(named)}"

    def facts(row: Any) -> Iterator[tuple[Cell, int]]:
        for name in named:
            yield (name,), getattr(row, name)
        yield ("",), getattr(row, whole) - sum(getattr(row, name) for name in named)

    figures: dict[str, Mapping[str, str]] = {name: {axis: name} for name in named}
    return Family((Axis(axis),), facts, {whole: {}, **figures})


def single(name: str) -> Family:
    """Return the family of a figure that is part of nothing."""
    return Family((), lambda row: [((), getattr(row, name))], {name: {}})


async def hidden_figures(
    turn: Turn,
    rows: Sequence[Any],
    splits: Sequence[Split],
    families: Sequence[Family],
    *,
    by: Sequence[str],
    wanted: Callable[[Mapping[str, str]], bool],
) -> HiddenFigures:
    """Work out which figures of which cells must not be shown, when it is the asker's turn.

    ``rows`` is the full breakdown by ``splits``, of whole quarters; ``by`` are the axes that the cells of the
    answer are grouped by, and ``wanted`` says whether a cell of the breakdown is part of the answer.
    Raises ``TrendTooFine``, ``TrendsBusy`` and ``RateLimited``.
    """
    work = work_beforehand(rows, splits, families)
    return await turn.work_out(work, lambda stopped: _hidden(stopped, rows, splits, families, by, wanted))


def work_beforehand(rows: Sequence[Any], splits: Sequence[Split], families: Sequence[Family]) -> int:
    """Return how many cells there can be in all tables that have to be looked at."""
    if not rows:
        return 0
    return sum(
        work_of(len(rows) * len(list(family.facts(rows[0]))), _axes(splits, family)) for family in families
    )


def _axes(splits: Sequence[Split], family: Family) -> tuple[Axis, ...]:
    return (*(split.axis for split in splits), *family.axes)


def _hidden(
    stopped: Stopped,
    rows: Sequence[Any],
    splits: Sequence[Split],
    families: Sequence[Family],
    by: Sequence[str],
    wanted: Callable[[Mapping[str, str]], bool],
) -> HiddenFigures:
    found: dict[Key, set[str]] = {}
    quarters: dict[str, list[Any]] = {}
    for row in rows:
        quarters.setdefault(quarter_of(row.period), []).append(row)
    for quarter, within in quarters.items():
        for family in families:
            if stopped():
                return {}
            for figure, cell in _hidden_cells(within, splits, family):
                if wanted(cell):
                    key = (cell.get(MONTH, quarter), *(cell[axis] for axis in by))
                    found.setdefault(key, set()).add(figure)
    return {key: frozenset(figures) for key, figures in found.items()}


def _hidden_cells(
    rows: Sequence[Any], splits: Sequence[Split], family: Family
) -> Iterator[tuple[str, Mapping[str, str]]]:
    facts: dict[Cell, int] = {}
    for row in rows:
        base = tuple(split.of(row) for split in splits)
        for rest, count in family.facts(row):
            if count:
                facts[base + rest] = facts.get(base + rest, 0) + count
    axes = _axes(splits, family)
    hidden = suppress(facts, axes)
    split_by = {split.axis.name for split in splits}
    for figure, fixed in family.figures.items():
        level = tuple(axis.name for axis in axes if axis.name in split_by or axis.name in fixed)
        for values in hidden.of(level, fixed):
            yield figure, dict(zip(level, values, strict=True))


class PartialRate(NamedTuple):
    """A share of which something may be hidden."""

    numerator: int | None
    denominator: int | None
    percentage: float | None


class Shown:
    """A cell of a trend as it may be shown: what is hidden is None. ``rates`` names the figures of each rate."""

    def __init__(self, cell: Any, hidden: frozenset[str], rates: Mapping[str, tuple[str, str]]) -> None:
        self._cell = cell
        self._hidden = hidden
        self._rates = rates

    @property
    def suppressed(self) -> bool:
        """Whether anything in it is hidden."""
        return bool(self._hidden)

    @property
    def hidden_figures(self) -> int:
        """How many of its figures are hidden. Rates are not counted: they follow from the figures."""
        return len(self._hidden)

    def __getattr__(self, name: str) -> Any:
        if name in self._hidden:
            return None
        value = getattr(self._cell, name)
        if not isinstance(value, Rate):
            return value
        above, below = (figure in self._hidden for figure in self._rates[name])
        return PartialRate(
            None if above else value.numerator,
            None if below else value.denominator,
            None if above or below else value.percentage,
        )


def month_split() -> Split:
    """Return the split by the months of a quarter."""
    return Split(Axis(MONTH), lambda row: str(row.period))


def quarter_of(period: str) -> str:
    """Return the quarter, ``2026-Q1``, of a period such as ``2026-03`` or of a quarter itself."""
    year, _, part = period.partition("-")
    return period if part.startswith("Q") else f"{year}-Q{(int(part) + 2) // 3}"


def whole_periods(period: Period, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """Return the days widened to whole periods: a part of one would give away the rest by difference."""
    months = 1 if period is Period.MONTH else 3
    return (None if first is None else _start(first, months)), (None if last is None else _end(last, months))


def is_within(period: str, days: tuple[date | None, date | None]) -> bool:
    """Return whether a period begins within the days."""
    year, _, part = period.partition("-")
    first = date(int(year), int(part[1:]) * 3 - 2 if part.startswith("Q") else int(part), 1)
    return (days[0] is None or first >= days[0]) and (days[1] is None or first <= days[1])


def _start(day: date, months: int) -> date:
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def _end(day: date, months: int) -> date:
    start = _start(day, months)
    following = start.month - 1 + months
    return date(start.year + following // 12, following % 12 + 1, 1) - timedelta(days=1)
