"""How clocks are kept, and how long conferences took, with small numbers hidden."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from quorate_events.access.numbered_tables import Axis, Cell
from quorate_events.meetings.vocabulary import MeetingKind, Origin
from quorate_graphql.context import Asking
from quorate_graphql.metrics.suppression import (
    Family,
    HiddenFigures,
    Shown,
    Split,
    hidden_figures,
    month_split,
    single,
    whole_periods,
)
from quorate_projections.metrics.trends import Period
from quorate_projections.timeliness.queries import (
    ClockCell,
    DurationCell,
    conference_durations,
    timeliness_trend,
)

_RATES = {
    "meetings_in_time": ("in_time", "of_meetings"),
    "children_met_in_time": ("children_in_time", "of_children"),
}
_TOGETHER = {"in_time": "children_in_time", "late": "children_late", "overdue": "children_overdue"}
_BANDS = ("up_to_10", "from_11_to_15", "from_16_to_20", "over_20")
_QUARTILES = ("lower_quartile", "median", "upper_quartile")


def _settled(prefix: str, whole: str) -> Family:
    names = ("in_time", "late", "overdue")
    figures: dict[str, Mapping[str, str]] = {prefix + name: {whole: name} for name in names}

    def facts(row: Any) -> list[tuple[Cell, int]]:
        return [((name,), getattr(row, prefix + name)) for name in names]

    return Family((Axis(whole),), facts, {whole: {}, **figures})


_CLOCK = (
    Split(Axis("kind"), lambda row: str(row.kind)),
    Split(Axis("clock", "kind"), lambda row: str(row.clock)),
)
_FAMILIES = (_settled("", "of_meetings"), _settled("children_", "of_children"), single("running"))


async def shown_timeliness(
    asking: Asking,
    *,
    period: Period,
    today: date,
    first_day: date | None,
    last_day: date | None,
    kinds: tuple[MeetingKind, ...] | None,
    clocks: tuple[str, ...] | None,
    origin: Origin | None,
) -> list[Shown]:
    """Return the cells with whatever would show a small number hidden. Raises ``TooManyCells``."""
    first, last = whole_periods(period, first_day, last_day)
    cells = await timeliness_trend(
        asking.counts,
        period=period,
        today=today,
        first_day=first,
        last_day=last,
        kinds=kinds,
        clocks=clocks,
        origin=origin,
    )
    first, last = whole_periods(Period.QUARTER, first_day, last_day)
    rows: list[Any] = []
    for each in (None,) if origin is None else tuple(Origin):
        found = await timeliness_trend(
            asking.counts, period=period, today=today, first_day=first, last_day=last, origin=each
        )
        rows += [_Of(row, each) for row in found]
    hidden = await hidden_figures(
        asking.turn,
        rows,
        _splits(period, origin, _CLOCK),
        _FAMILIES,
        by=("kind", "clock"),
        wanted=_of_origin(origin),
    )
    return [_shown(cell, hidden) for cell in cells]


def _shown(cell: ClockCell, hidden: HiddenFigures) -> Shown:
    figures = set(hidden.get((cell.period, str(cell.kind), cell.clock), frozenset()))
    # Who knows how many meetings knows nearly how many children.
    for meetings, children in _TOGETHER.items():
        if figures & {meetings, children}:
            figures |= {meetings, children}
    if figures & {"of_meetings", "of_children"}:
        figures |= {"of_meetings", "of_children"}
    return Shown(cell, frozenset(figures), _RATES)


async def shown_durations(
    asking: Asking, *, period: Period, first_day: date | None, last_day: date | None, origin: Origin | None
) -> list[Shown]:
    """Return how long initial conferences took with whatever would show a small number hidden."""
    first, last = whole_periods(period, first_day, last_day)
    cells = await conference_durations(
        asking.counts, period=period, first_day=first, last_day=last, origin=origin
    )
    first, last = whole_periods(Period.QUARTER, first_day, last_day)
    rows: list[Any] = []
    for each in (None,) if origin is None else tuple(Origin):
        found = await conference_durations(
            asking.counts, period=period, first_day=first, last_day=last, origin=each
        )
        rows += [_Of(row, each) for row in found]
    bands = Family(
        (Axis("band"),),
        lambda row: [((name,), getattr(row, name)) for name in _BANDS],
        {"children": {}, **{name: {"band": name} for name in _BANDS}},
    )
    hidden = await hidden_figures(
        asking.turn, rows, _splits(period, origin, ()), (bands,), by=(), wanted=_of_origin(origin)
    )
    return [_shown_band(cell, hidden) for cell in cells]


def _shown_band(cell: DurationCell, hidden: HiddenFigures) -> Shown:
    figures = hidden.get((cell.period,), frozenset())
    # A quartile says how many lie on either side of it; a sum of two bands is as telling as the bands.
    if figures:
        figures |= {*_QUARTILES, "within"}
    return Shown(cell, figures, {"within_15": ("within", "children")})


def _splits(period: Period, origin: Origin | None, by: tuple[Split, ...]) -> list[Split]:
    splits = list(by)
    if period is Period.MONTH:
        splits.insert(0, month_split())
    if origin is not None:
        splits.insert(0, Split(Axis("origin"), lambda row: str(row.origin)))
    return splits


def _of_origin(origin: Origin | None) -> Any:
    return lambda cell: origin is None or cell["origin"] == str(origin)


class _Of:
    """A row of the breakdown, with the origin that it was counted for."""

    def __init__(self, row: object, origin: Origin | None) -> None:
        self.origin = origin
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)
