"""Questions about the evidence. They say nothing of what was written, and every member may ask them."""

from typing import Annotated

import strawberry

from quorate_events.access.action import Action
from quorate_graphql.context import Info
from quorate_graphql.evidence.types import (
    Checkpoint,
    ConsistencyProof,
    InclusionProof,
    shown_checkpoint,
    shown_consistency,
    shown_inclusion,
)
from quorate_graphql.fields import field

Size = Annotated[
    int | None, strawberry.argument(description="That over this many events; by default the latest.")
]
Position = Annotated[int, strawberry.argument(description="The position of the event.")]
FromSize = Annotated[int, strawberry.argument(name="from", description="The size of the smaller tree.")]
ToSize = Annotated[int, strawberry.argument(name="to", description="The size of the larger tree.")]


@strawberry.type
class Queries:
    """What may be asked about the evidence."""

    @field("A signed checkpoint; null where there is none.")
    async def checkpoint(self, info: Info, size: Size = None) -> Checkpoint | None:
        """Return a checkpoint. Raises ``NoDuty``."""
        info.context.require(Action.READ_EVIDENCE)
        found = await info.context.office.evidence.checkpoint(size)
        return None if found is None else shown_checkpoint(found)

    @field(
        "Proof that an event is on the log; null where the checkpoint does not cover the position, or not yet."
    )
    async def inclusion_proof(
        self, info: Info, position: Position, size: Size = None
    ) -> InclusionProof | None:
        """Return a proof. Raises ``NoDuty``, ``TreeIncomplete``."""
        info.context.require(Action.READ_EVIDENCE)
        found = await info.context.office.evidence.inclusion(position, size)
        return None if found is None else shown_inclusion(found)

    @field("Proof that the log only grew between two sizes; null where the latest checkpoint covers less.")
    async def consistency_proof(
        self, info: Info, from_size: FromSize, to_size: ToSize
    ) -> ConsistencyProof | None:
        """Return a proof. Raises ``NoDuty``, ``TreeIncomplete``."""
        info.context.require(Action.READ_EVIDENCE)
        found = await info.context.office.evidence.consistency(from_size, to_size)
        return None if found is None else shown_consistency(found)
