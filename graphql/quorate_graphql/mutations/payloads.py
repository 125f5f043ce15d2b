"""What a mutation answers: accepted with a position, or refused in words."""

from typing import TYPE_CHECKING, Annotated, TypeAlias
from uuid import UUID

import strawberry

from quorate_graphql.context import Info, shows
from quorate_graphql.fields import field

if TYPE_CHECKING:
    from quorate_graphql.schema import Query


@strawberry.type(description="The command was carried out, or had been before; it is durable.")
class CommandAccepted:
    """The command was carried out, or had been before; it is durable."""

    position: int = strawberry.field(
        description="The ledger's position of the last event. Pass it as `atLeastPosition` to read it."
    )
    stream_id: UUID = strawberry.field(description="The meeting, agency, practitioner or child that decided.")
    created: list[UUID] = strawberry.field(description="The ids of what the command made, in order.")
    replayed: bool = strawberry.field(description="Whether the same command had been sent before.")

    @field("Ask on within the same request: the views show at least this command.")
    async def query(self, info: Info) -> Annotated["Query", strawberry.lazy("quorate_graphql.schema")]:
        """Wait for the views, and start again at the root."""
        from quorate_graphql.schema import Query

        # Whoever accepted an invitation just now asked as nobody, and may wait for what they wrote themselves.
        await shows(info.context.office, self.position)
        return Query()


@strawberry.type(description="The command was not carried out, and nothing was written.")
class CommandRefused:
    """The command was not carried out, and nothing was written."""

    code: str = strawberry.field(description="Stable, for programs.")
    message: str = strawberry.field(description="One sentence, for people.")
    suggestion: str = strawberry.field(description="What to do next.")


CommandResult: TypeAlias = Annotated[
    CommandAccepted | CommandRefused,
    strawberry.union("CommandResult", description="Accepted, or refused. Faults are errors of the request."),
]
