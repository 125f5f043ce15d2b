"""Looks, as the API shows them: ids, never a word of what was read. Values are the view's own Structs."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from quorate_graphql.pagination import Connection
from quorate_projections.looks.unusual import Anomaly

strawberry.enum(Anomaly, name="LookAnomaly", description="In what way looks are unusual.")


@strawberry.type(description="One look: who read what, when, and on what ground; or was refused, and why.")
class LookTaken:
    """One look."""

    look_id: UUID = strawberry.field(description="The look.")
    at: datetime = strawberry.field(description="When it was answered.")
    practitioner_id: UUID = strawberry.field(description="Who looked.")
    practitioner_name: str | None = strawberry.field(description="Who looked, by name.")
    agency_id: UUID = strawberry.field(description="For which agency.")
    agency_name: str | None = strawberry.field(description="The agency by name.")
    what: str = strawberry.field(description="What kind of thing was read, as `meeting` or `child`.")
    operation: str = strawberry.field(description="What the client called its operation; may be empty.")
    ground: str | None = strawberry.field(description="Why it was allowed, as `invited` or `emergency`.")
    refused: str | None = strawberry.field(description="Why it was refused; null when it was shown.")
    meeting_id: UUID | None = strawberry.field(description="The meeting.")
    action_id: UUID | None = strawberry.field(description="The action.")
    child_ids: list[UUID] = strawberry.field(description="The children that it was about.")
    part_ids: list[UUID] = strawberry.field(description="The parts of contributions that were shown.")
    about_practitioner_id: UUID | None = strawberry.field(
        description="The person whom it was about: whose looks, accounts or membership."
    )
    about_practitioner_name: str | None = strawberry.field(
        description="The person whom it was about, by name."
    )


@strawberry.type(description="One person's unusual day: a start for asking, never a verdict.")
class UnusualLooks:
    """One unusual day."""

    anomaly: Anomaly = strawberry.field(description="In what way it is unusual.")
    practitioner_id: UUID = strawberry.field(description="Who looked.")
    practitioner_name: str | None = strawberry.field(description="Who looked, by name.")
    agency_id: UUID = strawberry.field(description="For which agency.")
    agency_name: str | None = strawberry.field(description="The agency by name.")
    day: date = strawberry.field(description="The London day.")
    count: int = strawberry.field(description="How many looks, meetings or refusals there were.")
    own_usual: float | None = strawberry.field(description="The person's own usual looks in a day (median).")
    others_usual: float | None = strawberry.field(description="Everybody else's usual in a day (median).")


LooksTaken = Connection[LookTaken]
