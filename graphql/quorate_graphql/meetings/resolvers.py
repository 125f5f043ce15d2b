"""The record of a meeting, and lists of meetings."""

from datetime import date
from functools import partial
from typing import Annotated
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.meetings.vocabulary import MeetingKind, MeetingStatus
from quorate_graphql.as_it_was.arguments import AsOfArgument, meeting_asked, moment_asked, position_of
from quorate_graphql.context import Info, at_least
from quorate_graphql.looks.empty import nothing_of
from quorate_graphql.looks.noting import looked_at_meeting, shown
from quorate_graphql.meetings import types
from quorate_graphql.meetings.any_meeting import require_any_meeting
from quorate_graphql.meetings.errors import MeetingNotVisible
from quorate_graphql.outputs.fields import After, AtLeast, First, MeetingId, answers
from quorate_graphql.pagination import DEFAULT_PAGE, Connection, page, window
from quorate_projections.as_it_was.record import record_as_it_was
from quorate_projections.directory.queries import names
from quorate_projections.meeting_record import queries

_VIEWS = ("meeting_record", "directory")

Kinds = Annotated[list[MeetingKind] | None, strawberry.argument(description="Only these kinds.")]
Statuses = Annotated[
    list[MeetingStatus] | None, strawberry.argument(description="Only meetings that stand so.")
]
From = Annotated[date | None, strawberry.argument(description="Planned on this London date or later.")]
To = Annotated[date | None, strawberry.argument(description="Planned on this London date or earlier.")]
OfChild = Annotated[UUID | None, strawberry.argument(description="Only meetings about this child.")]
OfAgency = Annotated[
    UUID | None, strawberry.argument(description="Only meetings that this agency is invited to or convened.")
]
OfChair = Annotated[UUID | None, strawberry.argument(description="Only meetings that this person chairs.")]
EarliestFirst = Annotated[
    bool,
    strawberry.argument(description="The earliest first, as what is to come is read; otherwise the latest."),
]


@strawberry.type
class Queries:
    """What may be asked about meetings."""

    @answers("The record of one meeting, assembled.", types.Meeting)
    async def meeting(
        self, info: Info, id: MeetingId, as_of: AsOfArgument = None, at_least_position: AtLeast = None
    ) -> queries.AssembledMeeting:
        """Return the meeting. Raises ``MeetingNotVisible``, ``NotYetPast``."""
        asking = info.context
        viewer = asking.require_actor()
        moment = None if as_of is None else await moment_asked(asking, as_of)
        await at_least(info, position_of(as_of, at_least_position), _VIEWS)
        found = await queries.meeting(asking.views, id, viewer, asking.moment)
        standing = None if found is None else found.record.standing
        circle, children = (None, ()) if standing is None else (standing.circle, standing.child_ids)
        await looked_at_meeting(asking, "meeting", Action.READ_MEETING, id, circle, children)
        if found is not None and moment is not None:
            past = await meeting_asked(asking, id)
            found = await record_as_it_was(asking.views, past, moment, viewer, asking.moment)
        if found is None:
            raise MeetingNotVisible
        asking.names.add(found.names)
        return found

    @answers(
        "The meetings that the viewer may read, the latest first unless the earliest are asked for.",
        types.Meetings,
    )
    async def meetings(
        self,
        info: Info,
        kinds: Kinds = None,
        statuses: Statuses = None,
        planned_from: From = None,
        planned_to: To = None,
        child_id: OfChild = None,
        agency_id: OfAgency = None,
        chair_id: OfChair = None,
        earliest_first: EarliestFirst = False,
        first: First = DEFAULT_PAGE,
        after: After = None,
        at_least_position: AtLeast = None,
    ) -> Connection[queries.ListedMeeting]:
        """List meetings."""
        asking = info.context
        viewer = asking.require_actor()
        await require_any_meeting(asking, "meeting_listed", child_id)
        await at_least(info, at_least_position, _VIEWS)
        which = queries.MeetingFilter(
            kinds, statuses, planned_from, planned_to, child_id, agency_id, chair_id
        )
        wanted = window(first, after, queries.ByTime)
        rows = await queries.meetings(
            asking.views,
            which,
            viewer,
            after=wanted.after,
            limit=wanted.limit,
            earliest_first=earliest_first,
        )
        await _add_names(info, rows)
        for row in rows[: wanted.first]:
            ground = asking.decide(Action.LIST_MEETINGS, row.circle).ground
            await shown(
                asking,
                "meeting_listed",
                ground=ground,
                meeting_id=row.meeting_id,
                child_ids=row.child_ids,
            )
        if not rows:
            await nothing_of(asking, "meeting_listed", child_id=child_id)
        return page(
            rows,
            wanted,
            key=lambda row: queries.ByTime(row.scheduled_for, row.meeting_id),
            node=lambda row: row,
            count=partial(queries.count_meetings, asking.views, which, viewer),
        )


async def _add_names(info: Info, rows: list[queries.ListedMeeting]) -> None:
    found = await names(
        info.context.views,
        agencies={row.convening_agency_id for row in rows},
        practitioners={row.chair_id for row in rows},
        children={child_id for row in rows for child_id in row.child_ids},
    )
    info.context.names.add(found)
