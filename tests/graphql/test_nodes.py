"""Whatever has a global id can be fetched by it."""

import base64
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
import strawberry
from strawberry import relay

from quorate_graphql.context import Info
from quorate_graphql.ids import Node, find_node

HIDDEN = uuid4()


@strawberry.type
class Meeting(Node):
    node_attribute: ClassVar[str] = "meeting_id"

    meeting_id: UUID

    @classmethod
    async def fetch(cls, info: Info, ids: Sequence[UUID]) -> Sequence["Meeting | None"]:
        return [None if each == HIDDEN else Meeting(meeting_id=each) for each in ids]


@strawberry.type
class Query:
    @strawberry.field
    def meeting(self, id: UUID) -> Meeting:
        return Meeting(meeting_id=id)

    @strawberry.field
    async def node(self, info: Info, id: relay.GlobalID) -> relay.Node | None:
        return await find_node(info, id)


SCHEMA = strawberry.Schema(Query)


async def node(id: str) -> Any:
    result = await SCHEMA.execute(
        "query ($id: ID!) { node(id: $id) { id ... on Meeting { meetingId } } }", {"id": id}
    )
    assert result.errors is None
    return result.data["node"] if result.data else None


async def test_a_node_is_fetched_by_the_id_it_shows() -> None:
    meeting_id = uuid4()
    shown = await SCHEMA.execute("query ($id: UUID!) { meeting(id: $id) { id } }", {"id": str(meeting_id)})
    assert shown.data is not None
    found = await node(shown.data["meeting"]["id"])
    assert found == {"id": shown.data["meeting"]["id"], "meetingId": str(meeting_id)}


@pytest.mark.parametrize(
    "named",
    [f"Meeting:{HIDDEN}", "Meeting:7", f"Nothing:{HIDDEN}", f"Query:{HIDDEN}"],
    ids=["hidden meeting", "no id", "no such type", "type without ids"],
)
async def test_the_hidden_the_unknown_and_the_impossible_all_look_the_same(named: str) -> None:
    assert await node(base64.b64encode(named.encode()).decode()) is None
