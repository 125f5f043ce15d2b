"""Declares a resolver that answers with a Struct as a field of that Struct's output type."""

from collections.abc import Callable
from typing import Annotated, Any, TypeAlias, TypeVar, cast
from uuid import UUID

import strawberry

Resolver = TypeVar("Resolver", bound=Callable[..., Any])


def answers(description: str, shown: Any) -> Callable[[Resolver], Resolver]:
    """Declare the decorated method as a field of type ``shown``, explained by ``description``."""

    def declare(resolver: Resolver) -> Resolver:
        declared = strawberry.field(resolver=resolver, description=description, graphql_type=shown)
        return cast(Resolver, declared)

    return declare


AtLeast: TypeAlias = Annotated[
    int | None,
    strawberry.argument(description="Wait until the views show the ledger up to this position."),
]
First: TypeAlias = Annotated[int, strawberry.argument(description="How many rows, 1 to 100.")]
After: TypeAlias = Annotated[str | None, strawberry.argument(description="The cursor to read on behind.")]
MeetingId: TypeAlias = Annotated[UUID, strawberry.argument(description="The meeting.")]
ChildId: TypeAlias = Annotated[UUID, strawberry.argument(description="The child.")]
