"""How often conferences are inquorate, with small numbers hidden."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from quorate_events.access.numbered_tables import Axis, Cell
from quorate_graphql.context import Asking
from quorate_graphql.metrics.suppression import Family, Shown, hidden_figures, month_split, whole_periods
from quorate_projections.metrics.trends import Period
from quorate_projections.quoracy.queries import consecutive_inquorate


def _facts(row: Any) -> Iterator[tuple[Cell, int]]:
    yield ("no", "no"), row.held - row.inquorate
    yield ("yes", "no"), row.inquorate - row.consecutive_inquorate
    yield ("yes", "yes"), row.consecutive_inquorate


_FAMILY = Family(
    (Axis("inquorate"), Axis("again", "inquorate")),
    _facts,
    {
        "held": {},
        "inquorate": {"inquorate": "yes"},
        "consecutive_inquorate": {"inquorate": "yes", "again": "yes"},
    },
)


async def shown_inquorate(
    asking: Asking, *, period: Period, first_day: date | None, last_day: date | None
) -> list[Shown]:
    """Return the periods in which conferences were held with whatever would show a small number hidden."""
    first, last = whole_periods(period, first_day, last_day)
    cells = await consecutive_inquorate(asking.counts, period=period, first_day=first, last_day=last)
    first, last = whole_periods(Period.QUARTER, first_day, last_day)
    rows = await consecutive_inquorate(asking.counts, period=period, first_day=first, last_day=last)
    splits = [month_split()] if period is Period.MONTH else []
    hidden = await hidden_figures(asking.turn, rows, splits, [_FAMILY], by=(), wanted=lambda _: True)
    rates = {"consecutive": ("consecutive_inquorate", "held")}
    return [Shown(cell, hidden.get((cell.period,), frozenset()), rates) for cell in cells]
