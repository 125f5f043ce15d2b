"""Whether a meeting may decide, and how often conferences cannot."""

from typing import Annotated, cast
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_graphql.context import Info, at_least
from quorate_graphql.fields import field
from quorate_graphql.looks.noting import looked_at_meeting, require_trends
from quorate_graphql.metrics.arguments import AtLeast, FirstDay, LastDay, PeriodStep
from quorate_graphql.quoracy.suppressed import shown_inquorate
from quorate_graphql.quoracy.types import InquorateTrendCell, MeetingQuoracy
from quorate_projections.quoracy import queries

_READ = ("quoracy",)


@strawberry.type
class Queries:
    """What may be asked about quoracy."""

    @field("Whether a meeting is quorate, in words: now while it is in session, as recorded afterwards.")
    async def quoracy(
        self,
        info: Info,
        meeting_id: Annotated[UUID, strawberry.argument(description="The meeting.")],
        at_least_position: AtLeast = None,
    ) -> MeetingQuoracy | None:
        """Return the quoracy, or None when there is no such meeting for this viewer."""
        asking = info.context
        viewer = asking.require_actor()
        await at_least(info, at_least_position, _READ)
        answer = await queries.quoracy(asking.views, meeting_id, viewer, asking.moment)
        circle = None if answer is None else answer.circle
        await looked_at_meeting(asking, "quoracy", Action.READ_QUORACY, meeting_id, circle)
        return cast(MeetingQuoracy | None, answer)

    @field("How many conferences are inquorate, and how many directly after an inquorate one.")
    async def inquorate_trend(
        self,
        info: Info,
        period: PeriodStep,
        first_day: FirstDay = None,
        last_day: LastDay = None,
        at_least_position: AtLeast = None,
    ) -> list[InquorateTrendCell]:
        """Return the periods in which conferences were held."""
        await require_trends(info.context)
        await at_least(info, at_least_position, _READ)
        cells = await shown_inquorate(info.context, period=period, first_day=first_day, last_day=last_day)
        return cast(list[InquorateTrendCell], cells)
