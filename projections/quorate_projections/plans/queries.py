"""Asks how many plans were made, made again, are open, and have been open for two years or more."""

from datetime import date

import msgspec

from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.metrics.rate import Rate
from quorate_projections.metrics.trends import MOST_CELLS, Period, TooManyCells


class PlanCell(msgspec.Struct, frozen=True, kw_only=True):
    """The plans of one period. Open plans are counted at its end, or on the last day asked for within it."""

    period: str
    plans_made: int
    plans_made_again: int
    plans_open: int
    plans_open_two_years: int

    @property
    def repeat_plans(self) -> Rate:
        """Plans made after an earlier plan of the same child had ended, of plans made."""
        return Rate(self.plans_made_again, self.plans_made)

    @property
    def plans_of_two_years(self) -> Rate:
        """Plans open for two years or more, of plans open."""
        return Rate(self.plans_open_two_years, self.plans_open)


async def plan_metrics(
    views: Asked,
    *,
    period: Period,
    today: date,
    first_day: date | None = None,
    last_day: date | None = None,
) -> list[PlanCell]:
    """Return every period from the first plan (or ``first_day``) to ``last_day`` or ``today``, in one statement.

    Days are London dates, inclusive. Raises :class:`TooManyCells` for days that lie too far apart.
    """
    if first_day is not None and (today - first_day).days > 30 * MOST_CELLS:
        raise TooManyCells
    rows = await views.fetch(
        load_sql("quorate_projections.plans", "plan_metrics"), period, first_day, last_day, today
    )
    return [msgspec.convert(dict(row), PlanCell) for row in rows]
