"""Who asks."""

import strawberry

from quorate_events.access.action import Action
from quorate_events.people.practitioner import in_order
from quorate_graphql.context import Info
from quorate_graphql.fields import field
from quorate_graphql.viewer.types import Viewer


@strawberry.type
class Queries:
    """What may be asked about the asker."""

    @field("Who asks; null when nobody is identified. Whoever has signed in and is kept out is told why.")
    def viewer(self, info: Info) -> Viewer | None:
        """Return who asks. Raises a ``NotAdmitted`` for whoever has signed in and is no active member."""
        if info.context.identity.signed_in is None and info.context.actor is None:
            return None
        actor = info.context.require_actor()
        info.context.require(Action.READ_ONESELF)
        return Viewer(
            practitioner_id=actor.practitioner_id,
            agency_id=actor.agency_id,
            kind=actor.kind,
            duties=list(in_order(actor.duties)),
        )
