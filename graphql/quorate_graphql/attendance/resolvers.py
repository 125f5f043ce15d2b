"""Who came: to one meeting, and over time."""

from typing import Annotated, cast
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.meetings.vocabulary import Sector
from quorate_graphql.as_it_was.arguments import AsOfArgument, meeting_asked, moment_asked, position_of
from quorate_graphql.attendance.suppressed import shown_attendance
from quorate_graphql.attendance.suppressed_meetings import shown_meetings
from quorate_graphql.attendance.trend_types import AttendanceTrendCell, MeetingMetricsCell
from quorate_graphql.attendance.types import AttendanceGrid
from quorate_graphql.context import Info, at_least
from quorate_graphql.fields import field
from quorate_graphql.looks.noting import looked_at_meeting, require_trends
from quorate_graphql.metrics.arguments import AtLeast, FirstDay, FromOrigin, Kinds, LastDay, PeriodStep
from quorate_projections.as_it_was.attendance import attendance_as_it_was
from quorate_projections.attendance import queries
from quorate_projections.attendance.projection import AttendanceProjection
from quorate_projections.attendance.state import InvolvementBucket
from quorate_projections.attendance.trend import TrendDimension

_READ = ("attendance", "directory")


@strawberry.type
class Queries:
    """What may be asked about attendance."""

    @field("Who was invited to a meeting, who was there, who is missing, who has not answered.")
    async def attendance_grid(
        self,
        info: Info,
        meeting_id: Annotated[UUID, strawberry.argument(description="The meeting.")],
        as_of: AsOfArgument = None,
        at_least_position: AtLeast = None,
    ) -> AttendanceGrid | None:
        """Return the grid, or None when there is no such meeting for this viewer. Raises ``NotYetPast``."""
        asking = info.context
        viewer = asking.require_actor()
        moment = None if as_of is None else await moment_asked(asking, as_of)
        await at_least(info, position_of(as_of, at_least_position), _READ)
        grid = await queries.attendance_grid(asking.views, meeting_id, viewer, asking.moment)
        circle = None if grid is None else grid.circle
        children = () if grid is None else tuple(each.child_id for each in grid.children)
        await looked_at_meeting(asking, "attendance", Action.READ_ATTENDANCE, meeting_id, circle, children)
        if grid is not None and moment is not None:
            past, view = await meeting_asked(asking, meeting_id), AttendanceProjection(asking.rules)
            grid = await attendance_as_it_was(asking.views, view, past, moment, viewer, asking.moment)
        return cast(AttendanceGrid | None, grid)

    @field("How often agencies come, by period and any grouping; at most 5000 cells.")
    async def attendance_trend(
        self,
        info: Info,
        period: PeriodStep,
        group_by: Annotated[
            list[TrendDimension], strawberry.argument(description="What the cells are split by, besides.")
        ],
        first_day: FirstDay = None,
        last_day: LastDay = None,
        agency_ids: Annotated[
            list[UUID] | None, strawberry.argument(description="Only these agencies.")
        ] = None,
        sectors: Annotated[
            list[Sector] | None, strawberry.argument(description="Only agencies of these sectors.")
        ] = None,
        roles: Annotated[
            list[str] | None, strawberry.argument(description="Only invitations in these roles.")
        ] = None,
        kinds: Kinds = None,
        involvements: Annotated[
            list[InvolvementBucket] | None, strawberry.argument(description="Only these involvements.")
        ] = None,
        origin: FromOrigin = None,
        at_least_position: AtLeast = None,
    ) -> list[AttendanceTrendCell]:
        """Return the cells that are not empty."""
        await require_trends(info.context)
        await at_least(info, at_least_position, _READ)
        only = queries.TrendFilter(
            first_day=first_day,
            last_day=last_day,
            agency_ids=None if agency_ids is None else tuple(agency_ids),
            sectors=None if sectors is None else tuple(sectors),
            roles=None if roles is None else tuple(roles),
            kinds=None if kinds is None else tuple(kinds),
            involvements=None if involvements is None else tuple(involvements),
            origin=origin,
        )
        cells = await shown_attendance(info.context, period=period, by=group_by, only=only)
        return cast(list[AttendanceTrendCell], cells)

    @field("How meetings are held, by period: quoracy, the core three, information, children, dissent.")
    async def meeting_metrics(
        self,
        info: Info,
        period: PeriodStep,
        by_kind: Annotated[bool, strawberry.argument(description="Whether to split by kind.")] = False,
        first_day: FirstDay = None,
        last_day: LastDay = None,
        kinds: Kinds = None,
        origin: FromOrigin = None,
        at_least_position: AtLeast = None,
    ) -> list[MeetingMetricsCell]:
        """Return the periods in which meetings were held."""
        await require_trends(info.context)
        await at_least(info, at_least_position, _READ)
        cells = await shown_meetings(
            info.context,
            period=period,
            by_kind=by_kind,
            first_day=first_day,
            last_day=last_day,
            kinds=None if kinds is None else tuple(kinds),
            origin=origin,
        )
        return cast(list[MeetingMetricsCell], cells)
