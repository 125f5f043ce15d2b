"""What somebody could see of a meeting, and did: for reviewers."""

from typing import Annotated, Any, cast
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.access.policy import Ground
from quorate_graphql.actions_agreed.resolvers import names_of_actions
from quorate_graphql.as_it_was.arguments import AsOf, meeting_asked, moment_asked, position_of
from quorate_graphql.as_it_was.types import AsSeenBy
from quorate_graphql.context import Asking, Info, at_least
from quorate_graphql.fields import field
from quorate_graphql.looks.noting import refused, shown
from quorate_graphql.meetings.errors import MeetingNotVisible
from quorate_graphql.outputs.fields import AtLeast, MeetingId
from quorate_projections.as_it_was.meeting import PastMeeting
from quorate_projections.as_it_was.moment import Moment
from quorate_projections.as_it_was.seen_by import seen_then
from quorate_projections.attendance.projection import AttendanceProjection
from quorate_projections.looks import queries as looks

MOST_LOOKS = 500
_WHAT = "as_seen_by"
_VIEWS = ("meeting_record", "directory")

PersonId = Annotated[UUID, strawberry.argument(description="The person, or the agency's own software.")]
At = Annotated[AsOf, strawberry.argument(description="The moment.")]


@strawberry.type
class Queries:
    """What reviewers may ask."""

    @field("What a person could see of a meeting at a moment, and what the person had looked at by then.")
    async def as_seen_by(
        self,
        info: Info,
        meeting_id: MeetingId,
        practitioner_id: PersonId,
        as_of: At,
        at_least_position: AtLeast = None,
    ) -> AsSeenBy:
        """Return it to a reviewer. Raises ``MeetingNotVisible``, ``NotYetPast``."""
        asking = info.context
        asking.require_actor()
        moment = await moment_asked(asking, as_of)
        await at_least(info, position_of(as_of, at_least_position), _VIEWS)
        meeting, ground = await _reviewed(asking, meeting_id)
        projection = AttendanceProjection(asking.rules)
        seen = await seen_then(asking.past, asking.views, projection, meeting, moment, practitioner_id)
        information = seen.information_shared
        await shown(
            asking,
            _WHAT,
            ground=ground,
            meeting_id=meeting_id,
            child_ids=meeting.today.standing.child_ids,
            part_ids=() if information is None else information.part_ids,
            about=practitioner_id,
        )
        for each in (seen.meeting, seen.information_shared):
            if each is not None:
                asking.names.add(each.names)
        asking.names.add(await names_of_actions(asking.views, seen.actions))
        listed, count = await _looks(asking, meeting_id, practitioner_id, moment)
        return AsSeenBy(
            meeting_id=meeting_id,
            practitioner_id=practitioner_id,
            at=moment.at,
            member=seen.member,
            meeting=seen.meeting,
            information_shared=seen.information_shared,
            attendance=cast(Any, seen.attendance),
            actions=cast(Any, list(seen.actions)),
            looks=cast(Any, listed),
            looks_in_all=count,
        )


async def _reviewed(asking: Asking, meeting_id: UUID) -> tuple[PastMeeting, Ground]:
    """Return the meeting to its reviewer, with the ground; write down a refusal. Raises ``MeetingNotVisible``."""
    try:
        meeting = await meeting_asked(asking, meeting_id)
        ground = asking.decide(Action.REVIEW_MEETING, meeting.circle).ground
    except MeetingNotVisible:
        ground = None
    if ground is None:
        await refused(asking, _WHAT, meeting_id=meeting_id)
        raise MeetingNotVisible
    return meeting, ground


async def _looks(
    asking: Asking, meeting_id: UUID, practitioner_id: UUID, moment: Moment
) -> tuple[list[looks.LookTaken], int]:
    wanted = looks.LookFilter(meeting_id=meeting_id, practitioner_id=practitioner_id, until=moment.at)
    listed = await looks.looks(asking.audit, asking.ledger, wanted, limit=MOST_LOOKS)
    return listed, await looks.count_looks(asking.audit, asking.ledger, wanted)
