"""What had been shared in a meeting, for one viewer."""

from datetime import datetime

from msgspec.structs import replace

from quorate_events.access.actor import Actor
from quorate_projections.as_it_was.meeting import PastMeeting
from quorate_projections.as_it_was.moment import Moment
from quorate_projections.asking import Asked
from quorate_projections.directory.queries import names
from quorate_projections.information_shared.mentioned import mentioned_in
from quorate_projections.information_shared.seen import InformationShared, seen_as_it_was


async def shared_as_it_was(
    views: Asked, meeting: PastMeeting, moment: Moment, viewer: Actor, now: datetime
) -> InformationShared | None:
    """Return what of it ``viewer`` may see at ``now``; None when nothing, and before the meeting was convened."""
    then = meeting.shared(moment)
    if then is None:
        return None
    seen = seen_as_it_was(meeting.meeting_id, then, moment.at, meeting.today, viewer, now)
    if seen is None:
        return None
    mentioned = mentioned_in(then)
    named = await names(
        views,
        agencies=mentioned.agency_ids,
        practitioners=mentioned.practitioner_ids,
        children=seen.child_ids,
    )
    return replace(seen, names=named)
