"""What of a change somebody may be told: the policy is asked for everything that happened."""

from collections.abc import Iterable
from uuid import UUID

from quorate_events.access.action import Action
from quorate_events.access.resources import Circle, WorkFacts
from quorate_events.meetings.notices import TELLS_OF_AN_OPENING
from quorate_graphql.changes import Happened
from quorate_graphql.context import Asking
from quorate_graphql.happened import ABOUT_PARTS
from quorate_projections.information_shared.queries import shared_meeting
from quorate_projections.information_shared.telling import may_be_told


async def kinds_told(
    asking: Asking, meeting_id: UUID, circle: Circle, happened: Iterable[Happened]
) -> list[str]:
    """Return the topics of what happened in a meeting that whoever asks, who may see it, may know of."""
    whole = set(happened)
    parts = {each for each in whole if each.topic in ABOUT_PARTS}
    told = {each.topic for each in whole - parts if _open_to(asking, circle, each.topic)}
    return sorted(told | await _told_of_parts(asking, meeting_id, parts))


async def _told_of_parts(asking: Asking, meeting_id: UUID, happened: set[Happened]) -> set[str]:
    meeting = await shared_meeting(asking.views, meeting_id) if happened else None
    if meeting is None:
        return set()
    viewer, moment = asking.require_actor(), asking.moment
    return {
        topic
        for topic, part_id in happened
        if part_id is not None and may_be_told(meeting, topic, part_id, viewer, moment)
    }


def _open_to(asking: Asking, circle: Circle, topic: str) -> bool:
    """All that happens in a meeting is part of its record, but for who opened it in an emergency and who noted it.

    That is told to the chair, whose work it is to look into it, and to those who see every opening, or every look.
    """
    if topic not in {each.TOPIC for each in TELLS_OF_AN_OPENING}:
        return True
    notice = WorkFacts(circle, practitioner_id=circle.chair_id)
    return (
        asking.decide(Action.READ_WORK_ITEM, notice).allowed
        or asking.decide(Action.READ_EMERGENCY_OPENINGS).allowed
        or asking.decide(Action.READ_LOOKS).allowed
    )
