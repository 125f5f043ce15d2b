"""The attendance trend with small numbers hidden."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, cast
from uuid import UUID

from msgspec.structs import replace

from quorate_events.access.numbered_tables import Axis, Cell
from quorate_events.meetings.vocabulary import MeetingKind, Origin, Sector
from quorate_graphql.context import Asking
from quorate_graphql.metrics.suppression import (
    Family,
    Shown,
    Split,
    hidden_figures,
    is_within,
    month_split,
    parts,
    whole_periods,
)
from quorate_projections.asking import Asked
from quorate_projections.attendance.state import InvolvementBucket
from quorate_projections.attendance.trend import TrendCell, TrendDimension, TrendFilter, attendance_trend
from quorate_projections.metrics.trends import Period

RATES: Mapping[str, tuple[str, str]] = {
    "attendance": ("attended", "invited"),
    "attendance_where_involved": ("attended_where_involved", "involved"),
    "attendance_where_significantly_involved": (
        "attended_where_significantly_involved",
        "significantly_involved",
    ),
    "reports_provided": ("report_received", "invited"),
    "reports_provided_where_involved": ("report_received_where_involved", "involved"),
    "reports_in_time": ("reports_on_time", "reports_due"),
    "neither_came_nor_answered": ("neither", "invited"),
}
_SIGNIFICANT = (InvolvementBucket.HISTORIC_SIGNIFICANT, InvolvementBucket.CURRENT_SIGNIFICANT)
_INVOLVED, _GRAVE = Axis("involved"), Axis("significant", "involved")
_SPLITS: Mapping[TrendDimension, tuple[Split, ...]] = {
    TrendDimension.SECTOR: (Split(Axis("sector"), lambda row: str(row.sector)),),
    TrendDimension.AGENCY: (Split(Axis("agency", "sector"), lambda row: str(row.agency_id)),),
    TrendDimension.ROLE: (Split(Axis("role"), lambda row: str(row.role)),),
    TrendDimension.KIND: (Split(Axis("kind"), lambda row: str(row.kind)),),
    TrendDimension.INVOLVEMENT: (
        Split(_INVOLVED, lambda row: _yes(row.involvement.involved)),
        Split(_GRAVE, lambda row: _yes(row.involvement in _SIGNIFICANT)),
        Split(Axis("involvement", "significant"), lambda row: str(row.involvement)),
    ),
}


async def shown_attendance(
    asking: Asking, *, period: Period, by: Iterable[TrendDimension], only: TrendFilter
) -> list[Shown]:
    """Return the cells of the trend with whatever would show a small number hidden. Raises ``TooManyCells``."""
    grouped = set(by)
    days = whole_periods(period, only.first_day, only.last_day)
    wanted = replace(only, first_day=days[0], last_day=days[1])
    cells = await attendance_trend(asking.counts, period=period, by=grouped, only=wanted)
    dimensions = _split_by(grouped, only)
    rows = await _breakdown(asking.counts, period, dimensions, only)
    splits = [split for each in dimensions for split in _SPLITS[each]]
    if period is Period.MONTH:
        splits.insert(0, month_split())
    if only.origin is not None:
        splits.insert(0, Split(Axis("origin"), lambda row: str(row.origin)))
    shown_by = [each for each in TrendDimension if each in grouped]
    names = [each.value for each in shown_by]
    families = _families(TrendDimension.INVOLVEMENT in dimensions)
    accepted = _accepted(only)
    hidden = await hidden_figures(asking.turn, rows, splits, families, by=names, wanted=accepted)
    known = {_key(cell, shown_by): cell for cell in cells}
    empty = (key for key in hidden if key not in known and is_within(key[0], days))
    agencies = {str(row.agency_id): row for row in rows if row.agency_id is not None}
    known |= {key: _nothing(key, shown_by, agencies) for key in empty}
    answers = [Shown(known[key], hidden.get(key, frozenset()), RATES) for key in known]
    return sorted(answers, key=_order)


def _split_by(grouped: Collection[TrendDimension], only: TrendFilter) -> list[TrendDimension]:
    filtered = {
        TrendDimension.AGENCY: only.agency_ids,
        TrendDimension.SECTOR: only.sectors,
        TrendDimension.ROLE: only.roles,
        TrendDimension.KIND: only.kinds,
        TrendDimension.INVOLVEMENT: only.involvements,
    }
    chosen = {*grouped, *(each for each, values in filtered.items() if values is not None)}
    if TrendDimension.AGENCY in chosen:
        chosen.add(TrendDimension.SECTOR)
    order = (TrendDimension.SECTOR, *(each for each in TrendDimension if each is not TrendDimension.SECTOR))
    return [each for each in order if each in chosen]


class _OfOrigin:
    """A row of the breakdown, with the origin that it was counted for."""

    def __init__(self, row: TrendCell, origin: Origin) -> None:
        self.origin = origin
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)


async def _breakdown(
    views: Asked, period: Period, dimensions: Collection[TrendDimension], only: TrendFilter
) -> list[Any]:
    """Return the rows of whole quarters by all dimensions, without any filter but the time."""
    first, last = whole_periods(Period.QUARTER, only.first_day, only.last_day)
    if only.origin is None:
        window = TrendFilter(first_day=first, last_day=last)
        return list(await attendance_trend(views, period=period, by=dimensions, only=window))
    rows: list[Any] = []
    for origin in Origin:
        window = TrendFilter(first_day=first, last_day=last, origin=origin)
        found = await attendance_trend(views, period=period, by=dimensions, only=window)
        rows += [_OfOrigin(row, origin) for row in found]
    return rows


def _families(by_involvement: bool) -> tuple[Family, ...]:
    came = _with_involvement(
        "attended", "attended_where_involved", "attended_where_significantly_involved", by_involvement
    )
    reported = _with_involvement("report_received", "report_received_where_involved", None, by_involvement)
    named = ("apologies", "represented_by_deputy", "nothing_held", "report_without_presence", "neither")
    declared = parts("invited", "involved", "involvement_not_declared")
    return (came, reported, _ON_TIME, declared, *(parts("invited", name) for name in named))


def _with_involvement(figure: str, where_involved: str, where_grave: str | None, split: bool) -> Family:
    """Return the family of a figure that is also counted where the agency was (significantly) involved."""
    axis = Axis(figure)

    def facts(row: Any) -> Iterator[tuple[Cell, int]]:
        yes, all_of = getattr(row, figure), row.invited
        if split:
            yield ("yes",), yes
            yield ("no",), all_of - yes
            return
        involved, yes_involved = row.involved, getattr(row, where_involved)
        if where_grave is None:
            yield ("no", "yes"), yes - yes_involved
            yield ("no", "no"), all_of - involved - (yes - yes_involved)
            yield ("yes", "yes"), yes_involved
            yield ("yes", "no"), involved - yes_involved
            return
        grave, yes_grave = row.significantly_involved, getattr(row, where_grave)
        yield ("no", "no", "yes"), yes - yes_involved
        yield ("no", "no", "no"), all_of - involved - (yes - yes_involved)
        yield ("yes", "no", "yes"), yes_involved - yes_grave
        yield ("yes", "no", "no"), involved - grave - (yes_involved - yes_grave)
        yield ("yes", "yes", "yes"), yes_grave
        yield ("yes", "yes", "no"), grave - yes_grave

    came, involved, grave = {axis.name: "yes"}, {"involved": "yes"}, {"involved": "yes", "significant": "yes"}
    figures: dict[str, Mapping[str, str]] = {
        "invited": {},
        "involved": involved,
        figure: came,
        where_involved: {**involved, **came},
    }
    if where_grave:
        figures |= {"significantly_involved": grave, where_grave: {**grave, **came}}
    apart = () if split else (_INVOLVED,) if where_grave is None else (_INVOLVED, _GRAVE)
    return Family((*apart, axis), facts, figures)


def _due_on_time(row: Any) -> Iterator[tuple[Cell, int]]:
    yield ("yes", "yes"), row.reports_on_time
    yield ("yes", "no"), row.reports_due - row.reports_on_time
    yield ("no", "no"), row.invited - row.reports_due


_ON_TIME = Family(
    (Axis("due"), Axis("on time", "due")),
    _due_on_time,
    {"invited": {}, "reports_due": {"due": "yes"}, "reports_on_time": {"due": "yes", "on time": "yes"}},
)


def _accepted(only: TrendFilter) -> Any:
    filters: dict[str, set[str]] = {}
    for name, values in (
        ("agency", only.agency_ids),
        ("sector", only.sectors),
        ("role", only.roles),
        ("kind", only.kinds),
        ("involvement", only.involvements),
        ("origin", None if only.origin is None else (only.origin,)),
    ):
        if values is not None:
            filters[name] = {str(value) for value in cast(Iterable[Any], values)}

    def wanted(cell: Mapping[str, str]) -> bool:
        return all(cell[name] in values for name, values in filters.items())

    return wanted


def _key(cell: TrendCell, shown_by: Iterable[TrendDimension]) -> tuple[str, ...]:
    attributes = {TrendDimension.AGENCY: "agency_id"}
    return (cell.period, *(str(getattr(cell, attributes.get(each, each.value))) for each in shown_by))


def _nothing(
    key: tuple[str, ...], shown_by: Iterable[TrendDimension], agencies: Mapping[str, Any]
) -> TrendCell:
    """Return the cell of nothing at all, which is shown where its zeros are hidden among others."""
    values = dict(zip([each.value for each in shown_by], key[1:], strict=True))
    agency = agencies.get(values.get("agency", ""))
    figures = dict.fromkeys([name for name in TrendCell.__struct_fields__ if name not in _LABELS], 0)
    sector = agency.sector if agency is not None else values.get("sector")
    return TrendCell(
        period=key[0],
        agency_id=UUID(values["agency"]) if "agency" in values else None,
        agency_name=None if agency is None else agency.agency_name,
        sector=None if sector in (None, "None") else Sector(sector),
        role=values.get("role"),
        kind=MeetingKind(values["kind"]) if "kind" in values else None,
        involvement=InvolvementBucket(values["involvement"]) if "involvement" in values else None,
        **figures,
    )


_LABELS = ("period", "agency_id", "agency_name", "sector", "role", "kind", "involvement")


def _order(cell: Any) -> tuple[str, ...]:
    names = ("period", "agency_name", "agency_id", "sector", "role", "kind", "involvement")
    return tuple(str(getattr(cell, name)) for name in names)


def _yes(value: bool) -> str:
    return "yes" if value else "no"
