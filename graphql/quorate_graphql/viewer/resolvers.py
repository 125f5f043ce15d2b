"""Who asks."""

import strawberry

from quorate_graphql.context import Info
from quorate_graphql.fields import field
from quorate_graphql.viewer.types import Viewer


@strawberry.type
class Queries:
    """What may be asked about the asker."""

    @field("Who asks; null when nobody is identified.")
    def viewer(self, info: Info) -> Viewer | None:
        """Return who asks."""
        viewer = info.context.viewer
        if viewer is None:
            return None
        return Viewer(practitioner_id=viewer.practitioner_id, agency_id=viewer.agency_id)
