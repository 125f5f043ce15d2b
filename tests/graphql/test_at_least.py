"""A query may ask for what stands at a position at least, and waits a bounded time for the views."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
import strawberry

from quorate_events.access.actor import Actor
from quorate_graphql.context import Asking, Info, at_least
from quorate_graphql.identity import Identity
from quorate_projections.engine.progress import NotYetVisible, ProgressBoard


@strawberry.type
class Query:
    @strawberry.field
    async def place(self, info: Info, at_least_position: int | None = None) -> int:
        await at_least(info, at_least_position)
        return info.context.office.visible()


SCHEMA = strawberry.Schema(Query)
AT = "query ($position: Int) { place(atLeastPosition: $position) }"


def asking(office: Any, board: ProgressBoard) -> Asking:
    office = replace(office, board=board, projections=["one", "other"], patience=0.05)
    return Asking(office, Identity(actor=Actor(uuid4(), uuid4())))


@pytest.mark.parametrize("position", [None, 0, 7])
async def test_what_is_visible_is_answered(office: Any, position: int | None) -> None:
    board = ProgressBoard()
    board.advance("one", 9)
    board.advance("other", 7)
    result = await SCHEMA.execute(AT, {"position": position}, context_value=asking(office, board))
    assert result.data == {"place": 7}


async def test_a_position_that_one_view_does_not_show_is_not_answered(office: Any) -> None:
    board = ProgressBoard()
    board.advance("one", 9)
    board.advance("other", 7)
    result = await SCHEMA.execute(AT, {"position": 8}, context_value=asking(office, board))
    assert result.errors is not None
    assert isinstance(result.errors[0].original_error, NotYetVisible)
