"""What happened to accounts, as the API shows it. Values are the view's own Structs."""

from datetime import datetime
from uuid import UUID

import strawberry

from quorate_graphql.pagination import Connection
from quorate_projections.sign_ins.projection import SignInChange

strawberry.enum(SignInChange, description="What happened to an account of a member.")


@strawberry.type(description="What happened to an account that is, or was, a member's, and who did it.")
class SignInChanged:
    """One change of one account."""

    sign_in_id: UUID = strawberry.field(description="The account. Its subject is kept nowhere.")
    issuer: str = strawberry.field(description="The issuer of the account.")
    practitioner_id: UUID = strawberry.field(description="Whom the account lets in, or let in.")
    practitioner_name: str | None = strawberry.field(description="The member by name.")
    change: SignInChange = strawberry.field(description="What happened.")
    at: datetime = strawberry.field(description="When it happened.")
    by_practitioner_id: UUID = strawberry.field(
        description="Who did it; nobody of the directory where it was done at the server."
    )
    by_practitioner_name: str | None = strawberry.field(description="Who did it, by name.")
    by_agency_id: UUID = strawberry.field(description="For which agency.")


SignInsChanged = Connection[SignInChanged]
