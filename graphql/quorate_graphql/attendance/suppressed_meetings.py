"""How meetings are held, with small numbers hidden."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from quorate_events.access.numbered_tables import Axis, Cell
from quorate_events.meetings.vocabulary import ChildParticipation, MeetingKind, Origin
from quorate_graphql.context import Asking
from quorate_graphql.metrics.suppression import (
    Family,
    HiddenFigures,
    Key,
    Shown,
    Split,
    hidden_figures,
    is_within,
    month_split,
    parts,
    whole_periods,
)
from quorate_projections.attendance.meeting_metrics import MeetingCell, meeting_metrics
from quorate_projections.metrics.trends import Period

RATES: Mapping[str, tuple[str, str]] = {
    "quorate": ("conferences_quorate", "conferences_held"),
    "adjourned_inquorate": ("conferences_adjourned_inquorate", "conferences_held"),
    "proceeded_inquorate": ("conferences_proceeded_inquorate", "conferences_held"),
    "core_three": ("discussions_with_core_three", "discussions_held"),
    "worker_and_manager": ("discussions_with_worker_and_manager", "discussions_held"),
    "information_complete": ("discussions_with_information_complete", "discussions_held"),
    "dissents_resolved": ("dissents_settled", "dissents"),
    "escalations_resolved_in_time": ("escalations_in_time", "escalations_raised"),
}
_ENDINGS = (
    "conferences_quorate",
    "conferences_adjourned_inquorate",
    "conferences_proceeded_inquorate",
)
"""Together nearly all conferences: who knows two of them knows the third, so they are hidden together."""


def _held(row: Any) -> Iterator[tuple[Cell, int]]:
    yield (), row.held


def _children(row: Any) -> Iterator[tuple[Cell, int]]:
    for code, count in zip(ChildParticipation, row.participation, strict=True):
        yield (code.value,), count
    yield ("",), row.children - sum(row.participation)


_HEARD = Family(
    (Axis("participation"),),
    _children,
    {"children": {}, **{code.value: {"participation": code.value} for code in ChildParticipation}},
)
_CONFERENCE = Split(
    Axis("conference"), lambda row: "no" if row.kind is MeetingKind.STRATEGY_DISCUSSION else "yes"
)
_KIND = Split(Axis("kind", "conference"), lambda row: str(row.kind))
_FAMILIES = (
    Family((), _held, {"held": {}, "conferences_held": {}, "discussions_held": {}}),
    *(parts("conferences_held", name) for name in _ENDINGS),
    parts("discussions_held", "discussions_with_core_three"),
    parts("discussions_held", "discussions_with_worker_and_manager"),
    parts("discussions_held", "discussions_with_information_complete"),
    parts("escalations_raised", "escalations_resolved"),
    parts("escalations_raised", "escalations_in_time"),
    _HEARD,
    parts("dissents", "dissents_settled"),
)


async def shown_meetings(
    asking: Asking,
    *,
    period: Period,
    by_kind: bool,
    first_day: date | None,
    last_day: date | None,
    kinds: tuple[MeetingKind, ...] | None,
    origin: Origin | None,
) -> list[Shown]:
    """Return the periods in which meetings were held with whatever would show a small number hidden."""
    days = whole_periods(period, first_day, last_day)
    first, last = days
    cells = await meeting_metrics(
        asking.counts,
        period=period,
        by_kind=by_kind,
        first_day=first,
        last_day=last,
        kinds=kinds,
        origin=origin,
    )
    first, last = whole_periods(Period.QUARTER, first_day, last_day)
    rows: list[Any] = []
    for each in (None,) if origin is None else tuple(Origin):
        found = await meeting_metrics(
            asking.counts, period=period, by_kind=True, first_day=first, last_day=last, origin=each
        )
        rows += [_Of(row, each) for row in found]
    splits = [_CONFERENCE, _KIND]
    if period is Period.MONTH:
        splits.insert(0, month_split())
    if origin is not None:
        splits.insert(0, Split(Axis("origin"), lambda row: str(row.origin)))
    chosen = None if kinds is None else {str(kind) for kind in kinds}

    def wanted(cell: Mapping[str, str]) -> bool:
        mine = origin is None or cell["origin"] == str(origin)
        return mine and (chosen is None or cell["kind"] in chosen)

    # Whoever asks without kinds is shown sums over all of them, which are tables of their own.
    split = (
        splits if by_kind or chosen is not None else [each for each in splits if each.axis.name not in _KINDS]
    )
    by = ("kind",) if by_kind else ()
    families = _families(by_kind or chosen is not None)
    hidden = await hidden_figures(asking.turn, rows, split, families, by=by, wanted=wanted)
    known: dict[Key, MeetingCell] = {
        (cell.period, str(cell.kind)) if by_kind else (cell.period,): cell for cell in cells
    }
    if by_kind:
        known |= {key: _nothing(key) for key in hidden if key not in known and is_within(key[0], days)}
    return [Shown(_Heard(known[key], _of(hidden, key)), _of(hidden, key), RATES) for key in sorted(known)]


def _nothing(key: Key) -> MeetingCell:
    """Return the cell of no meeting at all, which is shown where its zeros are hidden among others."""
    figures: dict[str, Any] = dict.fromkeys(MeetingCell.__struct_fields__, 0)
    return MeetingCell(
        **figures
        | {"period": key[0], "kind": MeetingKind(key[1]), "participation": (0,) * len(ChildParticipation)}
    )


_KINDS = ("conference", "kind")


def _families(by_kind: bool) -> tuple[Family, ...]:
    if by_kind:
        return _FAMILIES
    apart = Family(
        (Axis("conference"),),
        lambda row: [(("yes",), row.conferences_held), (("no",), row.discussions_held)],
        {"held": {}, "conferences_held": {"conference": "yes"}, "discussions_held": {"conference": "no"}},
    )
    return (apart, *_FAMILIES[1:])


def _of(hidden: HiddenFigures, key: Key) -> frozenset[str]:
    figures = hidden.get(key, frozenset())
    return figures | set(_ENDINGS) if figures & set(_ENDINGS) else figures


class _Of:
    """A row of the breakdown, with the origin that it was counted for."""

    def __init__(self, row: MeetingCell, origin: Origin | None) -> None:
        self.origin = origin
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)


class _Count:
    """How many children were heard in one way; None where hidden."""

    def __init__(self, participation: ChildParticipation, children: int | None) -> None:
        self.participation = participation
        self.children = children


class _Heard:
    """A cell whose counts of children may be hidden one by one."""

    def __init__(self, cell: MeetingCell, hidden: frozenset[str]) -> None:
        self._cell = cell
        self._hidden = hidden

    @property
    def children_heard(self) -> list[_Count]:
        """Return the children by code, every code named."""
        return [
            _Count(each.participation, None if each.participation.value in self._hidden else each.children)
            for each in self._cell.children_heard
        ]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cell, name)
