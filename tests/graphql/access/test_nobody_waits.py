"""Nobody unidentified may wait for a position, or find out by waiting how far the log has come."""

import re
from dataclasses import replace
from typing import Any

import pytest
from tests.graphql.access.questions import OF_A_MEETING, OF_NOTHING
from tests.graphql.access.test_every_field import variables
from tests.support.live_scene import Live

from quorate_events.meetings.vocabulary import MeetingStatus
from quorate_graphql.context import Asking
from quorate_graphql.schema import build_schema

FAR = 99_999_999


def fields() -> list[str]:
    """Every query that can be asked for a position."""
    root = build_schema()._schema.query_type
    assert root
    return [name for name, field in root.fields.items() if "atLeastPosition" in field.args]


class NoWaiting:
    """A board on which nobody may wait."""

    def wait_for(self, *_: Any) -> None:
        raise AssertionError("somebody unidentified was let wait")


@pytest.mark.parametrize("field", fields())
async def test_an_unidentified_caller_is_told_so_before_anything_is_waited_for(
    told: Live, field: str
) -> None:
    board: Any = NoWaiting()
    asking = Asking(replace(told.office, board=board))
    document = asked_for_a_position(field)
    result = await told.schema.execute(
        document, variables(told.scenes[MeetingStatus.CLOSED]), context_value=asking
    )
    assert [error.extensions["code"] for error in result.errors] == ["not_identified"]


def asked_for_a_position(field: str) -> str:
    """The question of the tests, with a position besides what it asks for."""
    document = {**OF_A_MEETING, **OF_NOTHING}[field]
    position = f"atLeastPosition: {FAR}"
    with_arguments = re.sub(rf"\b{field}\(", f"{field}({position}, ", document)
    return (
        with_arguments
        if with_arguments != document
        else re.sub(rf"\b{field}\b", f"{field}({position})", document, count=1)
    )
