"""What decides who may read one meeting."""

from uuid import UUID

import msgspec

from quorate_projections.standing import Standing


class OwnedAction(msgspec.Struct, frozen=True, gc=False):
    """The agency that owns an action, and the children that it is about: those named, or all of the meeting then."""

    agency_id: UUID
    child_ids: tuple[UUID, ...]


class MeetingAccess(msgspec.Struct, frozen=True, gc=False):
    """How a meeting stands, with who was excluded and who opened it in an emergency, and what belongs to agencies.

    ``answered`` are the agencies that said something, which stays theirs when they are no longer invited.
    """

    standing: Standing
    answered: frozenset[UUID] = frozenset()
    actions: dict[UUID, OwnedAction] = {}
