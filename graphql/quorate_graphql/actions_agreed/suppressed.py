"""How many actions were done on time, with small numbers hidden."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from quorate_events.access.numbered_tables import Axis, Cell
from quorate_graphql.context import Asking
from quorate_graphql.metrics.suppression import (
    Family,
    Key,
    Shown,
    Split,
    hidden_figures,
    is_within,
    month_split,
    parts,
    whole_periods,
)
from quorate_projections.actions_agreed.queries import ActionsDone, Period, actions_done
from quorate_projections.metrics import trends

_COUNTED = ("due", "done_on_time", "done_late", "not_done", "still_open", "put_off")
_ENDINGS = ("done_on_time", "done_late", "not_done", "still_open")


def _facts(row: Any) -> Iterator[tuple[Cell, int]]:
    for name in _ENDINGS:
        yield (name,), getattr(row, name)


_FAMILIES = (
    Family((Axis("ended"),), _facts, {"due": {}, **{name: {"ended": name} for name in _ENDINGS}}),
    parts("due", "put_off"),
)


async def shown_actions(
    asking: Asking,
    today: date,
    *,
    by: Period,
    by_agency: bool,
    due_from: date | None,
    due_to: date | None,
    agency_id: UUID | None,
) -> list[Shown]:
    """Return the counts by period with whatever would show a small number hidden.

    They are those of the whole partnership, or, where ``by_agency`` says so or ``agency_id`` names one, of each
    owning agency.
    """
    period = trends.Period(by.value)
    days = whole_periods(period, due_from, due_to)
    first, last = whole_periods(trends.Period.QUARTER, due_from, due_to)
    rows = await actions_done(asking.counts, today, by=by, due_from=first, due_to=last)
    grouped = by_agency or agency_id is not None
    splits = [_AGENCY] if grouped else []
    if period is trends.Period.MONTH:
        splits.insert(0, month_split())
    axes = tuple(split.axis.name for split in splits if split is _AGENCY)

    def wanted(cell: Mapping[str, str]) -> bool:
        return agency_id is None or cell[_AGENCY.axis.name] == str(agency_id)

    cells = rows if grouped else _together(rows)
    hidden = await hidden_figures(asking.turn, cells, splits, _FAMILIES, by=axes, wanted=wanted)
    known: dict[Key, ActionsDone] = {
        _key(row): row for row in cells if is_within(row.period, days) and agency_id in (None, row.agency_id)
    }
    empty = [key for key in hidden if key not in known and is_within(key[0], days)]
    known |= {key: ActionsDone(key[0], UUID(key[1]) if grouped else None, 0, 0, 0, 0, 0, 0) for key in empty}
    rates = {"on_time": ("done_on_time", "due")}
    return [Shown(known[key], hidden.get(key, frozenset()), rates) for key in sorted(known)]


_AGENCY = Split(Axis("agency"), lambda row: str(row.agency_id))


def _key(row: ActionsDone) -> Key:
    return (row.period,) if row.agency_id is None else (row.period, str(row.agency_id))


def _together(rows: Sequence[ActionsDone]) -> list[ActionsDone]:
    """Return the counts of all agencies together."""
    periods: dict[str, ActionsDone] = {}
    for row in rows:
        before = periods.get(row.period, ActionsDone(row.period, None, 0, 0, 0, 0, 0, 0))
        added = {name: getattr(before, name) + getattr(row, name) for name in _COUNTED}
        periods[row.period] = replace(before, **added)
    return list(periods.values())
