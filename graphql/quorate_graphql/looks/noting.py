"""Writes down what a resolver is about to show, or has to refuse."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from quorate_events.access.action import Action
from quorate_events.access.errors import NoDuty
from quorate_events.access.policy import Ground, Look, Reason
from quorate_events.access.resources import Circle
from quorate_graphql.context import Asking
from quorate_projections.meeting_record.queries import children_of


async def shown(
    asking: Asking,
    what: str,
    *,
    ground: Ground | None,
    meeting_id: UUID | None = None,
    child_ids: Iterable[UUID] = (),
    action_id: UUID | None = None,
    part_ids: Iterable[UUID] = (),
    about: UUID | None = None,
) -> None:
    """Write down that these ids are shown. Raises ``LooksNotKept``: then nothing may be shown."""
    looked = Look(
        asking.require_actor(),
        what,
        ground=ground,
        meeting_id=meeting_id,
        child_ids=tuple(child_ids),
        action_id=action_id,
        part_ids=tuple(part_ids),
        about_practitioner_id=about,
    )
    await asking.look(looked)


async def refused(
    asking: Asking,
    what: str,
    *,
    reason: Reason = Reason.NOT_CONCERNED,
    meeting_id: UUID | None = None,
    child_ids: Iterable[UUID] = (),
) -> None:
    """Write down that somebody tried. What does not exist looks the same as what is not theirs."""
    actor = asking.require_actor()
    await asking.look(Look(actor, what, refused=reason, meeting_id=meeting_id, child_ids=tuple(child_ids)))


async def looked_at_meeting(
    asking: Asking,
    what: str,
    action: Action,
    meeting_id: UUID,
    circle: Circle | None,
    child_ids: Sequence[UUID] = (),
) -> None:
    """Write down that a meeting was read, and on what ground; without a circle, that nothing was shown.

    ``child_ids`` are the children of whom the answer tells; none: those of the
    meeting. Raises ``LooksNotKept``: then nothing may be shown.
    """
    if circle is None:
        await refused(asking, what, meeting_id=meeting_id)
        return
    ground = asking.decide(action, circle).ground
    if not child_ids:
        child_ids = (await children_of(asking.facts, [meeting_id])).get(meeting_id, ())
    await shown(asking, what, ground=ground, meeting_id=meeting_id, child_ids=child_ids)


async def required(
    asking: Asking,
    action: Action,
    what: str,
    *,
    meeting_id: UUID | None = None,
    child_ids: Iterable[UUID] = (),
) -> Ground | None:
    """Return on what ground whoever asks may do ``action`` at all; a refusal is written down.

    Raises ``NoDuty``, ``NotIdentified``.
    """
    try:
        return asking.require(action).ground
    except NoDuty:
        await refused(asking, what, reason=Reason.NO_DUTY, meeting_id=meeting_id, child_ids=child_ids)
        raise


async def require_trends(asking: Asking) -> None:
    """Raise ``NoDuty`` for somebody who may see no trends; write down that one is read. Small numbers are hidden."""
    ground = await required(asking, Action.READ_TRENDS, "trend")
    await shown(asking, "trend", ground=ground)
