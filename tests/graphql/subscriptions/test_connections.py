"""Who may connect, and how much one connection may ask for."""

import json
from typing import Any
from uuid import uuid4

import pytest
from websockets.exceptions import InvalidStatus

MEETING = "subscription ($meeting: UUID!) { meetingChanged(meetingId: $meeting) { position } }"


async def test_a_practitioner_who_is_not_registered_is_rejected(connecting: Any) -> None:
    async with connecting.raw() as socket:
        payload = {"X-Quorate-Practitioner": str(uuid4())}
        await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
        await socket.wait_closed()
        assert socket.close_code == 4403


async def test_nothing_is_told_before_the_connection_says_who_it_is(connecting: Any) -> None:
    async with connecting.raw() as socket:
        message = {"type": "subscribe", "id": "1", "payload": {"query": MEETING}}
        await socket.send(json.dumps(message))
        await socket.wait_closed()
        assert socket.close_code == 4401


async def test_a_page_of_another_site_may_not_connect(connecting: Any) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with connecting.raw(origin="https://elsewhere.test"):
            pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("message", ["{", "[" * 100_000, "{" + " " * 1_100_000 + "}"])
async def test_a_message_that_cannot_be_read_ends_the_connection(connecting: Any, message: str) -> None:
    async with connecting.raw() as socket:
        await socket.send(message)
        await socket.wait_closed()
        assert socket.close_code == 4400


async def test_one_connection_holds_so_many_subscriptions(
    connecting: Any, people: Any, shown_meeting: Any
) -> None:
    async with connecting.as_(people.chair.practitioner_id) as live:
        for _ in range(20):
            await live.subscribe(MEETING, meeting=str(shown_meeting))
            await live.next()
        await live.subscribe(MEETING, meeting=str(shown_meeting))
        assert (await live.receive())["type"] == "error"


async def test_limits_hold_for_subscriptions_too(connecting: Any, people: Any) -> None:
    async with connecting.as_(people.chair.practitioner_id) as live:
        await live.subscribe("subscription { " + "workListChanged { position } " * 50 + "}")
        message = await live.receive()
    assert message["payload"][0]["extensions"]["code"] == "repeat_limit"
