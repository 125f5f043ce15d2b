"""Who may connect, and how much one connection may ask for."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.support.sign_in import ISSUER, authorization, may_sign_in
from websockets.exceptions import InvalidStatus

from quorate_events.context import Recorder
from quorate_events.members import MembershipSuspended
from quorate_events.people.membership import SuspendMember
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_graphql.context import Asking
from quorate_graphql.documents.trusted import TrustedDocuments
from quorate_graphql.http.sockets import Sockets
from quorate_graphql.limits.limits import Limits
from quorate_graphql.schema import build_schema
from quorate_services.identity.identify import TokenIdentity
from quorate_services.identity.refusals import TokenExpired

MEETING = "subscription ($meeting: UUID!) { meetingChanged(meetingId: $meeting) { position } }"


async def test_somebody_who_is_no_member_is_rejected(connecting: Any) -> None:
    async with connecting.raw() as socket:
        payload = authorization(uuid4())
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
        message = await live.receive()
    assert message["type"] == "error"
    assert message["payload"][0]["extensions"]["code"] == "subscription_limit"


async def test_limits_hold_for_subscriptions_too(connecting: Any, people: Any) -> None:
    async with connecting.as_(people.chair.practitioner_id) as live:
        await live.subscribe("subscription { " + "workListChanged { position } " * 50 + "}")
        message = await live.receive()
    assert message["payload"][0]["extensions"]["code"] == "repeat_limit"


async def test_a_suspended_member_cannot_connect(connecting: Any, office: Any, people: Any) -> None:
    member, by = uuid4(), Recorder(uuid4(), uuid4())
    register = RegisterPractitioner(
        practitioner_id=member, name="A Person", agency_id=people.police.agency_id
    )
    await office.commands.execute(register, command_id=uuid4(), by=by)
    await may_sign_in(office.commands, member)
    suspend = SuspendMember(practitioner_id=member, reason="On leave")
    await office.commands.execute(suspend, command_id=uuid4(), by=by)
    async with connecting.raw() as socket:
        await socket.send(json.dumps({"type": "connection_init", "payload": authorization(member)}))
        await socket.wait_closed()
        assert socket.close_code == 4403


async def test_a_connection_finds_out_anew_who_asks(office: Any, people: Any) -> None:
    member, by = uuid4(), Recorder(uuid4(), uuid4())
    register = RegisterPractitioner(
        practitioner_id=member, name="A Person", agency_id=people.police.agency_id
    )
    await office.commands.execute(register, command_id=uuid4(), by=by)
    await may_sign_in(office.commands, member)
    clock = Clock()
    identify = TokenIdentity([ISSUER.trusted], office.members, clock)
    sockets = Sockets(build_schema(), office, identify, Limits(), (), TrustedDocuments())
    asking = Asking(office)
    asking.connection_params = authorization(member)
    await sockets.on_ws_connect(asking)
    assert (await asking.reidentify()).practitioner_id == member
    await office.commands.execute(
        SuspendMember(practitioner_id=member, reason="On leave"), command_id=uuid4(), by=by
    )
    with pytest.raises(MembershipSuspended):
        await asking.reidentify()
    assert asking.actor is None
    clock.later = timedelta(hours=13)
    with pytest.raises(TokenExpired):
        await asking.reidentify()


class Clock:
    """The time, and then some."""

    later = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.later
