"""Whether somebody can find any meeting at all, before a list of them is read."""

from uuid import UUID

from quorate_events.access.errors import NoDuty
from quorate_events.access.policy import Reason
from quorate_events.access.scope import scope_of
from quorate_graphql.context import Asking
from quorate_graphql.looks.noting import refused


async def require_any_meeting(asking: Asking, what: str, child_id: UUID | None = None) -> None:
    """Raise ``NoDuty`` for somebody whose duties show them no meeting, whoever is invited to it; write that down."""
    scope = scope_of(asking.require_actor())
    if scope.chair_id is None and scope.reading_agency_id is None:
        children = () if child_id is None else (child_id,)
        await refused(asking, what, reason=Reason.NO_DUTY, child_ids=children)
        raise NoDuty
