"""How many actions were done on time, with small numbers hidden."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

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
    due_from: date | None,
    due_to: date | None,
    agency_id: UUID | None,
) -> list[Shown]:
    """Return the counts by period and owning agency with whatever would show a small number hidden."""
    period = trends.Period(by.value)
    days = whole_periods(period, due_from, due_to)
    first, last = whole_periods(trends.Period.QUARTER, due_from, due_to)
    rows = await actions_done(asking.counts, today, by=by, due_from=first, due_to=last)
    splits = [Split(Axis("agency"), lambda row: str(row.agency_id))]
    if period is trends.Period.MONTH:
        splits.insert(0, month_split())

    def wanted(cell: Mapping[str, str]) -> bool:
        return agency_id is None or cell["agency"] == str(agency_id)

    hidden = await hidden_figures(asking.turn, rows, splits, _FAMILIES, by=("agency",), wanted=wanted)
    known: dict[Key, ActionsDone] = {
        (row.period, str(row.agency_id)): row
        for row in rows
        if is_within(row.period, days) and agency_id in (None, row.agency_id)
    }
    empty = [key for key in hidden if key not in known and is_within(key[0], days)]
    known |= {key: ActionsDone(key[0], UUID(key[1]), 0, 0, 0, 0, 0, 0) for key in empty}
    rates = {"on_time": ("done_on_time", "due")}
    return [Shown(known[key], hidden.get(key, frozenset()), rates) for key in sorted(known)]
