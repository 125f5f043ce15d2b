"""Writes down a list that shows nothing of what it was asked about, because that is not for whoever asks."""

from uuid import UUID

from quorate_events.access.action import Action
from quorate_events.access.policy import Reason
from quorate_events.access.resources import Circle
from quorate_graphql.context import Asking
from quorate_graphql.looks.noting import refused
from quorate_projections.meeting_record.queries import child_facts, circles_of


async def nothing_of(
    asking: Asking, what: str, *, meeting_id: UUID | None = None, child_id: UUID | None = None
) -> None:
    """Write down a refusal where the meeting, or the child, is not for whoever asks, or is not there.

    A list that is empty for any other reason tells nothing about anybody, and is no look.
    """
    if meeting_id is not None:
        reason = _reason(asking, (await circles_of(asking.facts, [meeting_id])).get(meeting_id))
        if reason is not None:
            await refused(asking, what, reason=reason, meeting_id=meeting_id)
    elif child_id is not None:
        facts = await child_facts(asking.facts, child_id)
        if facts is None or not asking.decide(Action.READ_CHILD, facts).allowed:
            await refused(asking, what, child_ids=(child_id,))


def _reason(asking: Asking, circle: Circle | None) -> Reason | None:
    actor = asking.require_actor()
    if circle is None:
        return Reason.NOT_CONCERNED
    if circle.excludes(actor.recorder):
        return Reason.EXCLUDED
    concerned = circle.reads(actor.recorder) or actor.agency_id in circle.acting_agency_ids
    return None if concerned else Reason.NOT_CONCERNED
