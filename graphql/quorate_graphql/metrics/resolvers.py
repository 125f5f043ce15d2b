"""What the metrics mean."""

from typing import cast

import strawberry

from quorate_events.access.action import Action
from quorate_graphql.context import Info
from quorate_graphql.fields import field
from quorate_graphql.metrics.types import MetricDefinition
from quorate_projections.metrics.registry import METRICS


@strawberry.type
class Queries:
    """What may be asked about the metrics."""

    @field("Every metric: numerator, denominator, what is counted, and where the definition comes from.")
    def metric_definitions(self, info: Info) -> list[MetricDefinition]:
        """Return the registry."""
        info.context.require(Action.READ_DEFINITIONS)
        return cast(list[MetricDefinition], list(METRICS))
