"""What one person could see of a meeting at a moment: the policy, asked with everything as it stood then."""

from uuid import UUID

import msgspec

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import Circumstances
from quorate_events.people.practitioner import Practitioner
from quorate_events.people.standing import MembershipStatus
from quorate_events.store.past import Past
from quorate_events.store.repository import fold
from quorate_projections.actions_agreed.queries import RegisteredAction
from quorate_projections.as_it_was.actions import actions_seen_then
from quorate_projections.as_it_was.attendance import attendance_at
from quorate_projections.as_it_was.meeting import PastMeeting, past_meeting
from quorate_projections.as_it_was.moment import Moment
from quorate_projections.as_it_was.record import record_for
from quorate_projections.asking import Asked
from quorate_projections.attendance.grid import AttendanceGrid
from quorate_projections.attendance.projection import AttendanceProjection
from quorate_projections.directory.queries import names
from quorate_projections.information_shared.mentioned import mentioned_in
from quorate_projections.information_shared.seen import InformationShared, seen
from quorate_projections.meeting_record.queries import AssembledMeeting


class SeenThen(msgspec.Struct, frozen=True):
    """What a person could see of a meeting. ``member``: the person was an active member then; else all is None."""

    member: bool
    meeting: AssembledMeeting | None = None
    information_shared: InformationShared | None = None
    attendance: AttendanceGrid | None = None
    actions: tuple[RegisteredAction, ...] = ()


async def actor_then(past: Past, practitioner_id: UUID, moment: Moment) -> Actor | None:
    """Return somebody with the agency and the duties of that moment; None for whoever was no active member."""
    events = moment.until(await past.stream(practitioner_id))
    person = fold([each.event for each in events])
    if not isinstance(person, Practitioner) or person.status is not MembershipStatus.ACTIVE:
        return None
    return Actor(person.id, person.agency_id, person.duties, person.kind)


async def seen_then(
    past: Past,
    views: Asked,
    projection: AttendanceProjection,
    meeting: PastMeeting,
    moment: Moment,
    practitioner_id: UUID,
) -> SeenThen:
    """Return what the person could see at ``moment``, and nothing that happened later.

    ``views`` are read for names only, which are those of today.
    """
    person, then = await actor_then(past, practitioner_id, moment), meeting.shared(moment)
    if person is None or then is None:
        return SeenThen(member=person is not None)
    now, circle = Circumstances(moment.at), then.standing.circle

    async def read(meeting_id: UUID) -> bool:
        other = await past_meeting(past, meeting_id)
        shared = None if other is None else other.shared(moment)
        return shared is not None and decide(person, Action.READ_MEETING, shared.circle, now).allowed

    mentioned = mentioned_in(then)
    named = await names(
        views,
        agencies=mentioned.agency_ids,
        practitioners=mentioned.practitioner_ids,
        children=then.standing.child_ids,
    )
    shared = seen(meeting.meeting_id, then, Action.READ_MEETING, person, moment.at, named)
    comes = decide(person, Action.READ_ATTENDANCE, circle, now).allowed
    grid = await attendance_at(views, projection, meeting, moment)
    works = decide(person, Action.READ_WORK_LIST, None, now).allowed
    return SeenThen(
        member=True,
        meeting=await record_for(views, meeting, moment, person, now, circle, read),
        information_shared=shared,
        attendance=grid.told(shared) if grid is not None and comes else None,
        actions=tuple(actions_seen_then(meeting, moment, person)) if works else (),
    )
