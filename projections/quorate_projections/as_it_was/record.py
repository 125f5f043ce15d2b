"""The record of a meeting as it stood, for one viewer."""

from collections.abc import Awaitable, Callable
from functools import partial
from uuid import UUID

from quorate_events.access.actor import Actor
from quorate_events.access.resources import Circle, Circumstances
from quorate_projections.as_it_was.meeting import PastMeeting
from quorate_projections.as_it_was.moment import Moment
from quorate_projections.asking import Asked
from quorate_projections.directory.queries import names
from quorate_projections.meeting_record.mentioned import agencies_in, practitioners_in
from quorate_projections.meeting_record.projection import MeetingRecordProjection
from quorate_projections.meeting_record.queries import AssembledMeeting, as_shown, may_read

_RECORD = MeetingRecordProjection()


async def record_as_it_was(
    views: Asked, meeting: PastMeeting, moment: Moment, viewer: Actor, now: Circumstances
) -> AssembledMeeting | None:
    """Return the record at ``moment`` to whom the policy lets read the meeting at ``now``; None before it was convened.

    Names are those of today: a person who married is found under the name that the person has.
    """
    reads = partial(may_read, views, viewer, now)
    return await record_for(views, meeting, moment, viewer, now, meeting.circle, reads)


async def record_for(
    views: Asked,
    meeting: PastMeeting,
    moment: Moment,
    viewer: Actor,
    now: Circumstances,
    circle: Circle,
    reads: Callable[[UUID], Awaitable[bool]],
) -> AssembledMeeting | None:
    """Return the record at ``moment`` as far as ``circle`` lets ``viewer`` see it at ``now``, or None.

    ``reads`` says whether the viewer reads another meeting; ``views`` are read for names only.
    """
    then = meeting.at(moment, _RECORD)
    record = None if then is None else await as_shown(then, circle, viewer, now, reads)
    if record is None:
        return None
    mentioned = await names(
        views,
        agencies=agencies_in(record),
        practitioners=practitioners_in(record),
        children=record.standing.child_ids,
    )
    return AssembledMeeting(meeting.meeting_id, record, mentioned)
