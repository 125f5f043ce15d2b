"""The types of the viewer."""

from typing import Any
from uuid import UUID

import strawberry

from quorate_events.access.actor import ActorKind, Duty
from quorate_graphql import enums  # noqa: F401 - declares the enums before any type uses them
from quorate_graphql.context import Info
from quorate_graphql.directory import types
from quorate_graphql.outputs.fields import answers
from quorate_projections.directory import queries


@strawberry.type(description="Who asks, as the partnership knows them.")
class Viewer:
    """Who asks, as the partnership knows them."""

    practitioner_id: UUID = strawberry.field(description="The person.")
    agency_id: UUID = strawberry.field(description="The agency that the person works for.")
    kind: ActorKind = strawberry.field(description="Whether a person asks, or an agency's own software.")
    duties: list[Duty] = strawberry.field(description="What whoever asks is entrusted with.")

    @answers("Who asks, by name; null until the views show the registration.", types.Practitioner | None)
    async def practitioner(self, info: Info) -> Any:
        """Return the entry of the directory."""
        names = await queries.names(
            info.context.views, practitioners=[self.practitioner_id], agencies=[self.agency_id]
        )
        info.context.names.add(names)
        return next(iter(names.practitioners), None)

    @answers("The agency by name; null until the views show the registration.", types.Agency | None)
    async def agency(self, info: Info) -> Any:
        """Return the entry of the directory."""
        names = await queries.names(info.context.views, agencies=[self.agency_id])
        return next(iter(names.agencies), None)
