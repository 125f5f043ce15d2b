"""Plans over time, as the API shows them: no child, no meeting. Values are the view's own Structs."""

import strawberry

from quorate_graphql.metrics.types import Rate, measured, suppressed


@strawberry.type(description="The child protection plans of one period, counted.")
class PlanMetricsCell:
    """One period."""

    period: str = strawberry.field(description="The month, `2026-03`, or the quarter, `2026-Q1`.")
    plans_made: int | None = strawberry.field(description="Plans made in the period, one for each child.")
    plans_open: int | None = strawberry.field(description="Plans open at the end of the period, or today.")
    repeat_plans: Rate = measured("repeat_plans")
    plans_of_two_years: Rate = measured("plans_of_two_years")
    suppressed: bool = suppressed()
