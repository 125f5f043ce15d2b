"""What was shared in a meeting, and at earlier meetings about the same children."""

from typing import Annotated
from uuid import UUID

import msgspec
import strawberry

from quorate_events.errors import Invalid
from quorate_graphql.as_it_was.arguments import AsOfArgument, meeting_asked, moment_asked, position_of
from quorate_graphql.context import Asking, Info, at_least
from quorate_graphql.information_shared import types
from quorate_graphql.looks.empty import nothing_of
from quorate_graphql.looks.noting import refused, shown
from quorate_graphql.meetings.any_meeting import require_any_meeting
from quorate_graphql.meetings.errors import MeetingNotVisible
from quorate_graphql.outputs.fields import AtLeast, MeetingId, answers
from quorate_projections.as_it_was.moment import Moment
from quorate_projections.as_it_was.shared import shared_as_it_was
from quorate_projections.information_shared import queries
from quorate_projections.information_shared.seen import InformationShared

_VIEWS = ("information_shared", "directory")

OfChild = Annotated[UUID | None, strawberry.argument(description="Meetings about this child until now.")]
BeforeMeeting = Annotated[
    UUID | None, strawberry.argument(description="Meetings before this one, about any of its children.")
]


class OneOfTwo(Invalid):
    """Earlier meetings are asked for by child or by meeting."""

    code = "one_of_two"

    def __init__(self) -> None:
        super().__init__("Earlier than what is not clear.", "Give either the child or the meeting.")


@strawberry.type
class Queries:
    """What may be asked about the information shared."""

    @answers("What was asked and shared in a meeting, by agency.", types.InformationShared)
    async def information_shared(
        self,
        info: Info,
        meeting_id: MeetingId,
        as_of: AsOfArgument = None,
        at_least_position: AtLeast = None,
    ) -> InformationShared:
        """Return what the viewer may see. Raises ``MeetingNotVisible``, ``NotYetPast``."""
        info.context.require_actor()
        moment = None if as_of is None else await moment_asked(info.context, as_of)
        await at_least(info, position_of(as_of, at_least_position), _VIEWS)
        found = await _shared(info, meeting_id, moment)
        info.context.names.add(found.names)
        return found

    @answers("Earlier meetings about the same children, the latest first.", list[types.InformationShared])
    async def earlier_meetings(
        self,
        info: Info,
        child_id: OfChild = None,
        meeting_id: BeforeMeeting = None,
        at_least_position: AtLeast = None,
    ) -> list[InformationShared]:
        """Return what the viewer may still see of them. Raises ``MeetingNotVisible``, ``OneOfTwo``."""
        await at_least(info, at_least_position, _VIEWS)
        viewer, now = info.context.require_actor(), info.context.clock.now()
        await require_any_meeting(info.context, "earlier_meeting", child_id)
        if meeting_id is not None and child_id is None:
            meeting = await _shared(info, meeting_id)
            children, before = meeting.child_ids, meeting.scheduled_for
        elif child_id is not None and meeting_id is None:
            children, before = (child_id,), now
        else:
            raise OneOfTwo
        found = await queries.earlier_meetings(info.context.views, children, before, viewer, now)
        for each in found:
            await _looked(info.context, "earlier_meeting", each)
            info.context.names.add(each.names)
        if not found:
            await nothing_of(info.context, "earlier_meeting", child_id=child_id)
        return found


async def _shared(info: Info, meeting_id: UUID, moment: Moment | None = None) -> InformationShared:
    asking = info.context
    viewer, now = asking.require_actor(), asking.clock.now()
    found = await queries.information_shared(asking.views, meeting_id, viewer, now)
    if found is None:
        await refused(asking, "information_shared", meeting_id=meeting_id)
        raise MeetingNotVisible
    if moment is not None:
        past = await meeting_asked(asking, meeting_id)
        then = await shared_as_it_was(asking.views, past, moment, viewer, now)
        # That there was nothing to be seen then is a look all the same.
        await _looked(asking, "information_shared", then or msgspec.structs.replace(found, agencies=()))
        if then is None:
            raise MeetingNotVisible
        return then
    await _looked(asking, "information_shared", found)
    return found


async def _looked(asking: Asking, what: str, found: InformationShared) -> None:
    await shown(
        asking,
        what,
        ground=found.ground,
        meeting_id=found.meeting_id,
        child_ids=found.child_ids,
        part_ids=found.part_ids,
    )
