"""What a client sends over a WebSocket is refused by type, and never ends in a fault."""

import json
from typing import Any

import pytest
from tests.support.sign_in import authorization


@pytest.mark.parametrize(
    "message",
    [
        [],
        {"type": 1},
        {"type": "subscribe"},
        {"type": "subscribe", "id": {}, "payload": {"query": "{ viewer { agencyId } }"}},
        {"type": "subscribe", "id": "1", "payload": []},
        {"type": "subscribe", "id": "1", "payload": {"query": 1}},
        {"type": "subscribe", "id": "1", "payload": {"query": "{ viewer { agencyId } }", "variables": []}},
        {"type": "surprise"},
        {"type": "complete"},
    ],
)
async def test_a_message_that_is_none_of_the_protocol_ends_the_connection(
    connecting: Any, people: Any, message: Any
) -> None:
    async with connecting.raw() as socket:
        payload = authorization(people.chair.practitioner_id)
        await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
        await socket.recv()
        await socket.send(json.dumps(message))
        await socket.wait_closed()
        assert socket.close_code == 4400


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({}, "no_operation"),
        ({"documentId": "sha256:0"}, "unknown_document"),
        ({"extensions": {"persistedQuery": {"sha256Hash": "0"}}}, "unknown_document"),
        ({"query": "{ " + "x" * 10_000 + "!"}, "syntax_error"),
        ({"query": "{ viewer { agencyId } } #" + "é" * 40_000}, "document_limit"),
        ({"query": "{ viewer { agencyId } }", "variables": {"a": [0] * 6_000}}, "variable_limit"),
    ],
)
async def test_an_operation_that_is_refused_is_told_why(
    connecting: Any, people: Any, payload: dict[str, Any], code: str
) -> None:
    async with connecting.as_(people.chair.practitioner_id) as live:
        await live.send(type="subscribe", id="1", payload=payload)
        message = await live.receive()
    assert (message["type"], message["id"]) == ("error", "1")
    assert message["payload"][0]["extensions"]["code"] == code


async def test_half_a_character_ends_the_connection(connecting: Any) -> None:
    async with connecting.raw() as socket:
        await socket.send('{"type": "subscribe", "id": "1", "payload": {"query": "{ \\ud800 }"}}')
        await socket.wait_closed()
        assert socket.close_code == 4400
