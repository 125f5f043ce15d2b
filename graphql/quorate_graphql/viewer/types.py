"""The types of the viewer."""

from uuid import UUID

import strawberry

from quorate_events.access.actor import ActorKind, Duty
from quorate_graphql import enums  # noqa: F401 - declares the enums before any type uses them


@strawberry.type(description="Who asks, as the partnership knows them.")
class Viewer:
    """Who asks, as the partnership knows them."""

    practitioner_id: UUID = strawberry.field(description="The person.")
    agency_id: UUID = strawberry.field(description="The agency that the person works for.")
    kind: ActorKind = strawberry.field(description="Whether a person asks, or an agency's own software.")
    duties: list[Duty] = strawberry.field(description="What whoever asks is entrusted with.")
