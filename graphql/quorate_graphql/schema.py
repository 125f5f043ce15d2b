"""The schema, composed of the features."""

from functools import partial
from typing import Annotated

import strawberry
from graphql import GraphQLError
from strawberry import relay
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from quorate_graphql import enums  # noqa: F401 - declares the enums before any type uses them
from quorate_graphql.actions_agreed.resolvers import Queries as ActionQueries
from quorate_graphql.attendance.resolvers import Queries as AttendanceQueries
from quorate_graphql.context import Info
from quorate_graphql.directory.resolvers import Queries as DirectoryQueries
from quorate_graphql.extensions import Gate, KnownDocuments, PresentErrors, TimeLimit
from quorate_graphql.fields import field
from quorate_graphql.ids import find_node
from quorate_graphql.information_shared.resolvers import Queries as InformationQueries
from quorate_graphql.limits.limits import Limits
from quorate_graphql.meetings.resolvers import Queries as MeetingQueries
from quorate_graphql.metrics.resolvers import Queries as MetricQueries
from quorate_graphql.mutations.fields import mutation_type
from quorate_graphql.plans.resolvers import Queries as PlanQueries
from quorate_graphql.quoracy.resolvers import Queries as QuoracyQueries
from quorate_graphql.rule_sets.resolvers import Queries as RuleSetQueries
from quorate_graphql.subscriptions.resolvers import Subscription
from quorate_graphql.timeliness.resolvers import Queries as TimelinessQueries
from quorate_graphql.viewer.resolvers import Queries as ViewerQueries
from quorate_graphql.work_list.resolvers import Queries as WorkListQueries

GlobalId = Annotated[
    relay.GlobalID, strawberry.argument(description="An `id` that a type of the schema shows.")
]


@strawberry.type(description="What may be asked.")
class Query(
    ViewerQueries,
    AttendanceQueries,
    QuoracyQueries,
    TimelinessQueries,
    PlanQueries,
    MetricQueries,
    RuleSetQueries,
    DirectoryQueries,
    InformationQueries,
    ActionQueries,
    MeetingQueries,
    WorkListQueries,
):
    """Every question, by feature: a feature is added by adding its ``Queries`` to the bases."""

    @field("Fetch anything by its global id; null for what does not exist or is not for the viewer.")
    async def node(self, info: Info, id: GlobalId) -> relay.Node | None:
        """Fetch a node of whatever type."""
        return await find_node(info, id)


class QuorateSchema(strawberry.Schema):
    """Strawberry's schema, which does not log errors: their texts may quote what somebody wrote."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log nothing. What nobody expected is logged, without its text, where it is given a number."""


def build_schema(limits: Limits | None = None) -> QuorateSchema:
    """Return the schema with its limits; without any, those of production."""
    limits = limits or Limits()
    known = KnownDocuments()
    return QuorateSchema(
        query=Query,
        mutation=mutation_type(),
        subscription=Subscription,
        config=StrawberryConfig(relay_max_results=100),
        extensions=[partial(PresentErrors, limits), partial(Gate, limits, known), partial(TimeLimit, limits)],
    )
