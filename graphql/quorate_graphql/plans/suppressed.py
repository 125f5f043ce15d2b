"""Plans over time, with small numbers hidden."""

from datetime import date

from quorate_graphql.context import Asking
from quorate_graphql.metrics.suppression import Shown, hidden_figures, month_split, parts, whole_periods
from quorate_projections.metrics.trends import Period
from quorate_projections.plans.queries import plan_metrics

RATES = {
    "repeat_plans": ("plans_made_again", "plans_made"),
    "plans_of_two_years": ("plans_open_two_years", "plans_open"),
}
_FAMILIES = (parts("plans_made", "plans_made_again"), parts("plans_open", "plans_open_two_years"))


async def shown_plans(
    asking: Asking, *, period: Period, today: date, first_day: date | None, last_day: date | None
) -> list[Shown]:
    """Return every period from the first plan on with whatever would show a small number hidden."""
    first, last = whole_periods(period, first_day, last_day)
    cells = await plan_metrics(asking.counts, period=period, today=today, first_day=first, last_day=last)
    first, last = whole_periods(Period.QUARTER, first_day, last_day)
    rows = await plan_metrics(asking.counts, period=period, today=today, first_day=first, last_day=last)
    splits = [month_split()] if period is Period.MONTH else []
    hidden = await hidden_figures(asking.turn, rows, splits, _FAMILIES, by=(), wanted=lambda _: True)
    return [Shown(cell, hidden.get((cell.period,), frozenset()), RATES) for cell in cells]
