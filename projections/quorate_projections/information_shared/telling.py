"""Whether somebody may be told that something happened to a part. Pure.

Who sees a meeting sees where the information of each agency stands, and nothing of the parts that are not theirs
to know of. So something that happened to such a part is told only where it moved the former.
"""

from uuid import UUID

from quorate_events.access.actor import Actor
from quorate_events.access.resources import Circumstances
from quorate_events.access.sight import Sight, sight_of_part
from quorate_events.meetings.contributions import ContributionSubmitted
from quorate_events.meetings.parts import PartWithdrawn
from quorate_events.meetings.vocabulary import ContributionStatus
from quorate_projections.information_shared.state import AgencyAnswer, SharedMeeting, SharedPart


def may_be_told(meeting: SharedMeeting, topic: str, part_id: UUID, viewer: Actor, now: Circumstances) -> bool:
    """Return whether ``viewer``, who may see the meeting, may be told that ``topic`` happened to a part."""
    for answer in meeting.answers.values():
        for part in answer.parts:
            if part.part_id == part_id:
                return _knows_of(meeting, part, viewer, now) or _moved_the_answer(
                    meeting, answer, part, topic, viewer, now
                )
    return False


def _knows_of(meeting: SharedMeeting, part: SharedPart, viewer: Actor, now: Circumstances) -> bool:
    opened = meeting.standing.opened_at is not None
    released = part.is_released(sitting_opened=opened, now=now.now)
    return sight_of_part(viewer, part.facts(meeting.circle, released=released), now) is not Sight.NOTHING


def _moved_the_answer(
    meeting: SharedMeeting,
    answer: AgencyAnswer,
    part: SharedPart,
    topic: str,
    viewer: Actor,
    now: Circumstances,
) -> bool:
    """The first that an agency shared makes it one that has answered; the last withdrawn, one that withdrew.

    The latter only to whoever may know of some part of it: to others it goes on as one that has answered.
    """
    if topic == ContributionSubmitted.TOPIC:
        return part.part_id == answer.parts[0].part_id
    withdrew = topic == PartWithdrawn.TOPIC and answer.status is ContributionStatus.WITHDRAWN
    return withdrew and any(_knows_of(meeting, each, viewer, now) for each in answer.parts)
