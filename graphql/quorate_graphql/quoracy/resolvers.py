"""Whether a meeting may decide, and how often conferences cannot."""

from typing import Annotated, cast
from uuid import UUID

import strawberry

from quorate_graphql.context import Info, at_least
from quorate_graphql.fields import field
from quorate_graphql.metrics.arguments import AtLeast, FirstDay, LastDay, PeriodStep
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
        viewer = info.context.require_viewer()
        await at_least(info, at_least_position, _READ)
        return cast(MeetingQuoracy | None, await queries.quoracy(info.context.views, meeting_id, viewer))

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
        info.context.require_viewer()
        await at_least(info, at_least_position, _READ)
        cells = await queries.consecutive_inquorate(
            info.context.views, period=period, first_day=first_day, last_day=last_day
        )
        return cast(list[InquorateTrendCell], cells)
