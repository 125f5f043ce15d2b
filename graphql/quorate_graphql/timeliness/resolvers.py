"""How the clocks of a meeting stand, and how clocks are kept over time."""

from typing import Annotated, cast
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.rules.clocks import london_date
from quorate_graphql.context import Info, at_least
from quorate_graphql.fields import field
from quorate_graphql.looks.noting import looked_at_meeting, require_trends
from quorate_graphql.metrics.arguments import AtLeast, FirstDay, FromOrigin, Kinds, LastDay, PeriodStep
from quorate_graphql.timeliness.suppressed import shown_durations, shown_timeliness
from quorate_graphql.timeliness.types import ConferenceDurationCell, MeetingTimeliness, TimelinessTrendCell
from quorate_projections.timeliness import queries

_READ = ("timeliness", "directory")


@strawberry.type
class Queries:
    """What may be asked about timeliness."""

    @field("How the clocks of a meeting stand today, and when each agency's report is due.")
    async def timeliness(
        self,
        info: Info,
        meeting_id: Annotated[UUID, strawberry.argument(description="The meeting.")],
        at_least_position: AtLeast = None,
    ) -> MeetingTimeliness | None:
        """Return the clocks, or None when there is no such meeting for this viewer."""
        asking = info.context
        viewer, moment = asking.require_actor(), asking.moment
        await at_least(info, at_least_position, _READ)
        today = london_date(moment.now)
        answer = await queries.timeliness(asking.views, meeting_id, viewer, today=today, now=moment)
        circle = None if answer is None else answer.circle
        await looked_at_meeting(asking, "timeliness", Action.READ_TIMELINESS, meeting_id, circle)
        return cast(MeetingTimeliness | None, answer)

    @field("How clocks are kept, by period, kind of meeting and clock; at most 5000 cells.")
    async def timeliness_trend(
        self,
        info: Info,
        period: PeriodStep,
        first_day: FirstDay = None,
        last_day: LastDay = None,
        kinds: Kinds = None,
        clocks: Annotated[
            list[str] | None, strawberry.argument(description="Only clocks with these codes.")
        ] = None,
        origin: FromOrigin = None,
        at_least_position: AtLeast = None,
    ) -> list[TimelinessTrendCell]:
        """Return the cells that are not empty."""
        await require_trends(info.context)
        await at_least(info, at_least_position, _READ)
        cells = await shown_timeliness(
            info.context,
            period=period,
            today=london_date(info.context.clock.now()),
            first_day=first_day,
            last_day=last_day,
            kinds=None if kinds is None else tuple(kinds),
            clocks=None if clocks is None else tuple(clocks),
            origin=origin,
        )
        return cast(list[TimelinessTrendCell], cells)

    @field("How many working days initial conferences took, counted by children.")
    async def conference_durations(
        self,
        info: Info,
        period: PeriodStep,
        first_day: FirstDay = None,
        last_day: LastDay = None,
        origin: FromOrigin = None,
        at_least_position: AtLeast = None,
    ) -> list[ConferenceDurationCell]:
        """Return the periods in which initial conferences were held."""
        await require_trends(info.context)
        await at_least(info, at_least_position, _READ)
        cells = await shown_durations(
            info.context, period=period, first_day=first_day, last_day=last_day, origin=origin
        )
        return cast(list[ConferenceDurationCell], cells)
