"""How many plans are made, made again, and how long they stay open."""

from typing import cast

import strawberry

from quorate_events.rules.clocks import london_date
from quorate_graphql.context import Info, at_least
from quorate_graphql.fields import field
from quorate_graphql.looks.noting import require_trends
from quorate_graphql.metrics.arguments import AtLeast, FirstDay, LastDay, PeriodStep
from quorate_graphql.plans.suppressed import shown_plans
from quorate_graphql.plans.types import PlanMetricsCell

_READ = ("plans",)


@strawberry.type
class Queries:
    """What may be asked about plans."""

    @field("Child protection plans by period: made, made again, open, and open for two years or more.")
    async def plan_metrics(
        self,
        info: Info,
        period: PeriodStep,
        first_day: FirstDay = None,
        last_day: LastDay = None,
        at_least_position: AtLeast = None,
    ) -> list[PlanMetricsCell]:
        """Return every period from the first plan on."""
        await require_trends(info.context)
        await at_least(info, at_least_position, _READ)
        cells = await shown_plans(
            info.context,
            period=period,
            today=london_date(info.context.clock.now()),
            first_day=first_day,
            last_day=last_day,
        )
        return cast(list[PlanMetricsCell], cells)
