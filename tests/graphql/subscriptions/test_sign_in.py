"""A connection outlives a sign-in: before every message it is looked at anew who asks."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tests.support.sign_in import ISSUER, may_sign_in

from quorate_events.access.actor import Actor
from quorate_events.command import Command
from quorate_events.context import Recorder, SystemClock
from quorate_events.people.membership import EndMembership, ResumeMember, SuspendMember
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_graphql.context import Asking
from quorate_graphql.http.sockets import Sockets
from quorate_graphql.identity import Identity, NotIdentified
from quorate_graphql.subscriptions.sign_in import SignInEnded, reauthorise
from quorate_services.dev_issuer.issuer import LIFETIME

MEETING = "subscription ($meeting: UUID!) { meetingChanged(meetingId: $meeting) { position kinds } }"
WORK_LIST = "subscription { workListChanged { position } }"
SUBMIT = """mutation ($input: SubmitContributionInput!, $id: UUID!) {
    submitContribution(input: $input, commandId: $id) { __typename } }"""


class SignIn:
    """What identifies everybody of one test again; ``ended`` makes it say that they no longer are."""

    def __init__(self) -> None:
        self.ended: Exception | None = None
        self.asked = 0


@pytest_asyncio.fixture
async def sign_in(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SignIn]:
    signed_in, connect = SignIn(), Sockets.on_ws_connect

    async def connecting(sockets: Sockets, context: Asking) -> Any:
        answer = await connect(sockets, context)

        async def again() -> Actor | None:
            signed_in.asked += 1
            if signed_in.ended is not None:
                raise signed_in.ended
            return context.actor

        context.reidentify = again
        return answer

    monkeypatch.setattr(Sockets, "on_ws_connect", connecting)
    yield signed_in


@pytest.mark.parametrize("document", [MEETING, WORK_LIST])
async def test_a_sign_in_that_ended_ends_the_subscription_before_the_next_message(
    connecting: Any, api: Any, people: Any, shown_meeting: UUID, a_part: Any, sign_in: SignIn, document: str
) -> None:
    variables = {"meeting": str(shown_meeting)} if document == MEETING else {}
    async with connecting.as_(people.chair.practitioner_id) as live:
        await live.subscribe(document, **variables)
        await live.next()
        sign_in.ended = SignInEnded()
        await api.command("submitContribution", people.police, meetingId=str(shown_meeting), parts=[a_part])
        message = await live.receive()
        assert message["payload"]["errors"][0]["extensions"]["code"] == "sign_in_ended"
        assert message["payload"]["data"] is None
        assert (await live.receive())["type"] == "complete"


async def test_a_sign_in_that_ended_allows_no_further_question(
    connecting: Any, people: Any, sign_in: SignIn
) -> None:
    async with connecting.as_(people.chair.practitioner_id) as live:
        await live.subscribe("{ viewer { agencyId } }")
        assert (await live.next())["viewer"]["agencyId"] == str(people.chair.agency_id)
        assert (await live.receive())["type"] == "complete"
        sign_in.ended = NotIdentified()
        await live.subscribe("{ viewer { agencyId } }")
        message = await live.receive()
    assert message["type"] == "error"
    assert message["payload"][0]["extensions"]["code"] == "not_identified"


async def test_a_sign_in_that_holds_is_looked_at_before_every_message(
    connecting: Any, api: Any, people: Any, shown_meeting: UUID, a_part: Any, sign_in: SignIn
) -> None:
    async with connecting.as_(people.chair.practitioner_id) as live:
        await live.subscribe(MEETING, meeting=str(shown_meeting))
        await live.next()
        before = sign_in.asked
        await api.command("submitContribution", people.police, meetingId=str(shown_meeting), parts=[a_part])
        await live.next()
    assert sign_in.asked > before


@pytest_asyncio.fixture
async def member(office: Any, people: Any) -> UUID:
    """Somebody of the police whose membership a test may end."""
    member_id = uuid4()
    await do(
        office,
        RegisterPractitioner(practitioner_id=member_id, name="A Person", agency_id=people.police.agency_id),
    )
    await may_sign_in(office.commands, member_id)
    return member_id


async def do(office: Any, command: Command) -> None:
    await office.commands.execute(command, command_id=uuid4(), by=Recorder(uuid4(), uuid4()))


async def test_a_membership_that_ends_ends_what_is_open_before_the_next_message(
    connecting: Any, office: Any, api: Any, people: Any, shown_meeting: UUID, a_part: Any, member: UUID
) -> None:
    async with connecting.as_(member) as live:
        await live.subscribe(MEETING, meeting=str(shown_meeting))
        await live.next()
        await do(office, EndMembership(practitioner_id=member, reason="Left"))
        await api.command("submitContribution", people.police, meetingId=str(shown_meeting), parts=[a_part])
        message = await live.receive()
        assert message["payload"]["errors"][0]["extensions"]["code"] == "membership_ended"
        assert message["payload"]["data"] is None
        assert (await live.receive())["type"] == "complete"
        await live.subscribe("{ viewer { agencyId } }")
        refused = await live.receive()
        assert (refused["type"], refused["payload"][0]["extensions"]["code"]) == ("error", "membership_ended")


async def test_a_suspended_member_who_comes_back_opens_a_new_connection(
    connecting: Any, office: Any, member: UUID
) -> None:
    async def code() -> str:
        await live.subscribe("{ viewer { agencyId } }")
        message = await live.receive()
        assert message["type"] == "error"
        return str(message["payload"][0]["extensions"]["code"])

    async with connecting.as_(member) as live:
        await do(office, SuspendMember(practitioner_id=member, reason="On leave"))
        assert await code() == "membership_suspended"
        await do(office, ResumeMember(practitioner_id=member))
        assert await code() == "membership_suspended"
    async with connecting.as_(member) as live:
        await live.subscribe("{ viewer { agencyId } }")
        await live.next()


async def test_a_token_that_expires_ends_what_is_open_before_the_next_message(
    connecting: Any, api: Any, people: Any, shown_meeting: UUID, a_part: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connecting.as_(people.chair.practitioner_id) as live:
        await live.subscribe(MEETING, meeting=str(shown_meeting))
        await live.next()
        after_it = datetime.now(UTC) + LIFETIME + timedelta(minutes=1)
        token = ISSUER.token(people.police.practitioner_id, after_it)
        monkeypatch.setattr(SystemClock, "now", lambda _clock: after_it)
        answer = await api.http.post(
            "/graphql",
            json={
                "query": SUBMIT,
                "variables": {
                    "input": {"meetingId": str(shown_meeting), "parts": [a_part]},
                    "id": str(uuid4()),
                },
            },
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.json()["data"]["submitContribution"]["__typename"] == "CommandAccepted"
        message = await live.receive()
        assert message["payload"]["errors"][0]["extensions"]["code"] == "token_expired"
        assert (await live.receive())["type"] == "complete"


async def test_somebody_else_s_sign_in_does_not_go_on_with_the_connection(office: Any) -> None:
    asking = Asking(office, Identity(actor=Actor(uuid4(), uuid4())))

    async def other() -> Actor:
        return Actor(uuid4(), uuid4())

    asking.reidentify = other
    with pytest.raises(SignInEnded):
        await reauthorise(asking)


async def test_duties_that_changed_hold_from_the_next_message_on(office: Any) -> None:
    before = Actor(uuid4(), uuid4())
    now = Actor(before.practitioner_id, before.agency_id, frozenset())
    asking = Asking(office, Identity(actor=before))

    async def again() -> Actor:
        return now

    asking.reidentify = again
    await reauthorise(asking)
    assert asking.actor is now
