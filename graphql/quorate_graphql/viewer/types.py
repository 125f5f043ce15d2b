"""The types of the viewer."""

from uuid import UUID

import strawberry


@strawberry.type(description="Who asks, as the partnership knows them.")
class Viewer:
    """Who asks, as the partnership knows them."""

    practitioner_id: UUID = strawberry.field(description="The person.")
    agency_id: UUID = strawberry.field(description="The agency that the person works for.")
