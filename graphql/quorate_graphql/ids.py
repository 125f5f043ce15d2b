"""Global identifiers after Relay: one opaque ``id`` for whatever ``node(id:)`` can fetch.

A type of the schema becomes a node by inheriting :class:`Node` and naming the attribute that holds its UUID::

    @strawberry.type
    class Meeting(Node):
        meeting_id: UUID
        node_attribute: ClassVar[str] = "meeting_id"

        @classmethod
        async def fetch(cls, info: Info, ids: Sequence[UUID]) -> Sequence["Meeting | None"]: ...

Commands take the plain UUID, which such a type shows beside its ``id``.
"""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Self
from uuid import UUID

from strawberry import relay

from quorate_graphql.context import Info


class Node(relay.Node):
    """Something that ``node(id:)`` can fetch."""

    node_attribute: ClassVar[str]

    @classmethod
    async def fetch(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return what the viewer may see of ``ids``, in their order. Hidden and unknown are both None."""
        raise NotImplementedError

    @classmethod
    def resolve_id_attr(cls) -> str:
        """Return the attribute with the UUID."""
        return cls.node_attribute

    @classmethod
    def resolve_id(cls, root: Any, *, info: Any) -> str:
        """Return the UUID as text."""
        return str(getattr(root, cls.node_attribute))

    @classmethod
    async def resolve_nodes(  # type: ignore[override]
        cls, *, info: Info, node_ids: Iterable[str], required: bool = False
    ) -> list[Self | None]:
        """Fetch several; an id that is no UUID names nothing."""
        parsed = [_uuid(each) for each in node_ids]
        wanted = [each for each in parsed if each is not None]
        found = dict(zip(wanted, await cls.fetch(info, wanted), strict=True)) if wanted else {}
        return [None if each is None else found[each] for each in parsed]


async def find_node(info: Info, global_id: relay.GlobalID) -> Node | None:
    """Return the node, or None when there is none, or none for the viewer."""
    named = info.schema.get_type_by_name(global_id.type_name)
    origin = getattr(named, "origin", None)
    if not (isinstance(origin, type) and issubclass(origin, Node)):
        return None
    return (await origin.resolve_nodes(info=info, node_ids=[global_id.node_id]))[0]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
