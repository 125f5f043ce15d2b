"""The schema, composed of the features."""

from functools import partial
from typing import Annotated, Any

import strawberry
from graphql import GraphQLError
from strawberry import relay
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from quorate_events.access.actor import Actor
from quorate_graphql import enums  # noqa: F401 - declares the enums before any type uses them
from quorate_graphql.actions_agreed.resolvers import Queries as ActionQueries
from quorate_graphql.as_it_was.resolvers import Queries as ReviewQueries
from quorate_graphql.attendance.resolvers import Queries as AttendanceQueries
from quorate_graphql.context import Info
from quorate_graphql.directory.resolvers import Queries as DirectoryQueries
from quorate_graphql.evidence.resolvers import Queries as EvidenceQueries
from quorate_graphql.extensions import Gate, KnownDocuments, PresentErrors, TimeLimit
from quorate_graphql.fields import field
from quorate_graphql.ids import find_node
from quorate_graphql.information_shared.resolvers import Queries as InformationQueries
from quorate_graphql.limits.limits import DocumentTooLong, Limits
from quorate_graphql.limits.rates import NEW_DOCUMENT, Meter, Rates
from quorate_graphql.limits.tokens import check_tokens
from quorate_graphql.looks.operation import OperationName
from quorate_graphql.looks.resolvers import Queries as LookQueries
from quorate_graphql.meetings.oversight import Queries as OversightQueries
from quorate_graphql.meetings.resolvers import Queries as MeetingQueries
from quorate_graphql.metrics.resolvers import Queries as MetricQueries
from quorate_graphql.mutations.fields import mutation_type
from quorate_graphql.personal_data.resolvers import Queries as PersonalDataQueries
from quorate_graphql.plans.resolvers import Queries as PlanQueries
from quorate_graphql.quoracy.resolvers import Queries as QuoracyQueries
from quorate_graphql.rule_sets.resolvers import Queries as RuleSetQueries
from quorate_graphql.sign_ins.resolvers import Queries as SignInQueries
from quorate_graphql.subscriptions.resolvers import Subscription
from quorate_graphql.timeline.resolvers import Queries as TimelineQueries
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
    TimelineQueries,
    ReviewQueries,
    OversightQueries,
    WorkListQueries,
    LookQueries,
    EvidenceQueries,
    SignInQueries,
    PersonalDataQueries,
):
    """Every question, by feature: a feature is added by adding its ``Queries`` to the bases."""

    @field("Fetch anything by its global id; null for what does not exist or is not for the viewer.")
    async def node(self, info: Info, id: GlobalId) -> relay.Node | None:
        """Fetch a node of whatever type."""
        return await find_node(info, id)


class QuorateSchema(strawberry.Schema):
    """Strawberry's schema, which does not log errors: their texts may quote what somebody wrote.

    ``known`` are the documents that need no checking any more; ``meter`` charges whoever asks.
    """

    def __init__(
        self,
        query: type,
        *,
        limits: Limits | None = None,
        known: KnownDocuments | None = None,
        meter: Meter | None = None,
        **schema: Any,
    ) -> None:
        super().__init__(query, **schema)
        self.limits = limits or Limits()
        self.known = known or KnownDocuments()
        self.meter = meter or Meter()

    def admit(self, actor: Actor | None, text: str) -> None:
        """Let a document in to be read. One that is not known yet is bounded in length and tokens, and charged.

        Raises ``DocumentTooLong``, ``TooManyTokens`` or ``RateLimited``.
        """
        if self.known.find(text) is None:
            longest = self.limits.document_bytes
            if len(text) > longest or len(text.encode()) > longest:
                raise DocumentTooLong(longest)
            check_tokens(text, self.limits.tokens)
            self.meter.charge(actor, NEW_DOCUMENT)

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log nothing. What nobody expected is logged, without its text, where it is given a number."""


def build_schema(limits: Limits | None = None, rates: Rates | None = None) -> QuorateSchema:
    """Return the schema with its limits and rates; without any, those of production."""
    limits = limits or Limits()
    known, meter = KnownDocuments(), Meter(rates)
    return QuorateSchema(
        limits=limits,
        known=known,
        meter=meter,
        query=Query,
        mutation=mutation_type(),
        subscription=Subscription,
        config=StrawberryConfig(relay_max_results=100),
        extensions=[
            partial(PresentErrors, limits),
            partial(Gate, limits, known, meter),
            partial(TimeLimit, limits),
            OperationName,
        ],
    )
