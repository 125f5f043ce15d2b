"""What is open ends when the right to it does, although nothing happens in the meeting: its moment tells nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tests.graphql.subscriptions.conftest import Live
from tests.support.sign_in import ISSUER, may_sign_in

from quorate_events.command import Command
from quorate_events.context import Recorder, SystemClock
from quorate_events.meetings.emergency import OpenInEmergency
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.membership import EndMembership, SuspendMember
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.people.sign_in_links import UnlinkSignIn
from quorate_services.dev_issuer.issuer import ISSUER as ITS_NAME
from quorate_services.dev_issuer.issuer import LIFETIME
from quorate_services.identity.tokens import LEEWAY

MEETING = "subscription ($meeting: UUID!) { meetingChanged(meetingId: $meeting) { kinds } }"
WORK_LIST = "subscription { workListChanged { position } }"
BOTH = pytest.mark.parametrize("document", [MEETING, WORK_LIST])


async def do(office: Any, command: Command, by: Recorder | None = None) -> int:
    done = await office.commands.execute(command, command_id=uuid4(), by=by or Recorder(uuid4(), uuid4()))
    return int(done.position)


@pytest_asyncio.fixture
async def member(office: Any, people: Any) -> UUID:
    """Somebody of the police whose membership a test may end."""
    member_id, agency_id = uuid4(), people.police.agency_id
    await do(office, RegisterPractitioner(practitioner_id=member_id, name="A Person", agency_id=agency_id))
    await may_sign_in(office.commands, member_id)
    return member_id


async def begun(live: Live, document: str, meeting: UUID) -> None:
    await live.subscribe(document, **({"meeting": str(meeting)} if document == MEETING else {}))
    await live.next()


async def code_at_the_end(live: Live) -> str:
    """Return why the subscription ended. Nothing else may come before."""
    message = await live.receive()
    assert message["type"] == "next", message
    assert message["payload"]["data"] is None, message
    assert (await live.receive())["type"] == "complete"
    return str(message["payload"]["errors"][0]["extensions"]["code"])


@BOTH
@pytest.mark.parametrize(
    ("ends", "code"), [(SuspendMember, "membership_suspended"), (EndMembership, "membership_ended")]
)
async def test_a_membership_that_ends_ends_what_is_open_at_once(
    connecting: Any, office: Any, shown_meeting: UUID, member: UUID, document: str, ends: Any, code: str
) -> None:
    async with connecting.as_(member) as live:
        await begun(live, document, shown_meeting)
        await do(office, ends(practitioner_id=member, reason="Left"))
        assert await code_at_the_end(live) == code


@BOTH
async def test_a_sign_in_that_is_taken_away_ends_what_is_open_at_once(
    connecting: Any, office: Any, shown_meeting: UUID, member: UUID, document: str
) -> None:
    async with connecting.as_(member) as live:
        await begun(live, document, shown_meeting)
        unlink = UnlinkSignIn(issuer=ITS_NAME, subject=str(member), practitioner_id=member, reason="Lost")
        await do(office, unlink)
        assert await code_at_the_end(live) == "not_a_member"


@BOTH
async def test_a_token_that_expires_ends_what_is_open(
    connecting: Any, shown_meeting: UUID, member: UUID, document: str
) -> None:
    # Believed for a moment longer than it says, so for about two seconds from now.
    issued = datetime.now(UTC) - LIFETIME - timedelta(seconds=LEEWAY - 2)
    async with connecting.raw() as socket:
        live = Live(socket)
        token = {"Authorization": f"Bearer {ISSUER.token(member, issued)}"}
        await live.send(type="connection_init", payload=token)
        assert (await live.receive())["type"] == "connection_ack"
        await begun(live, document, shown_meeting)
        assert await code_at_the_end(live) == "token_expired"


async def test_what_was_opened_in_an_emergency_closes_for_who_watches(
    connecting: Any, office: Any, shown_meeting: UUID, visible: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = Recorder(uuid4(), uuid4())
    await do(office, RegisterAgency(agency_id=by.agency_id, name="Housing", sector=Sector.HOUSING))
    await do(
        office,
        RegisterPractitioner(practitioner_id=by.practitioner_id, name="A Person", agency_id=by.agency_id),
    )
    await may_sign_in(office.commands, by.practitioner_id)
    opened_at = datetime.now(UTC) - office.commands.emergencies.lasts + timedelta(seconds=2)
    with monkeypatch.context() as earlier:
        earlier.setattr(SystemClock, "now", lambda _clock: opened_at)
        opening = OpenInEmergency(meeting_id=shown_meeting, reason="A child is at the door")
        position = await do(office, opening, by)
    await visible(position)
    async with connecting.as_(by.practitioner_id) as live:
        await begun(live, MEETING, shown_meeting)
        assert await code_at_the_end(live) == "meeting_not_found"


@pytest.mark.parametrize(
    "removal", ["withdrawInvitation", "recordAttendance", "excludeFromMeeting", "excludeFromMeeting, agency"]
)
async def test_who_is_removed_is_told_that_and_nothing_after_it(
    connecting: Any, api: Any, people: Any, shown_meeting: UUID, visible: Any, removal: str
) -> None:
    meeting = {"meetingId": str(shown_meeting)}
    invited = await api.command(
        "inviteAgency", people.chair, **meeting, agencyId=str(people.health.agency_id),
        role="health_visitor", why="Known to the service", asked="What is known",
    )  # fmt: skip
    await visible(invited["position"])
    if removal in ("recordAttendance", "excludeFromMeeting, agency"):
        opened = await api.command("openSitting", people.chair, **meeting)
        await visible(opened["position"])
    excluded = {
        "attendeeId": str(people.health.practitioner_id),
        "practitionerId": str(people.health.practitioner_id),
        "agencyId": str(people.health.agency_id),
        "role": "health_visitor",
        "status": "EXCLUDED",
    }
    removed = {
        "withdrawInvitation": {"invitationId": invited["created"][0], "reason": "In error"},
        "recordAttendance": {"attendees": [excluded]},
        "excludeFromMeeting": {"practitionerId": str(people.health.practitioner_id), "reason": "Related"},
        "excludeFromMeeting, agency": {"agencyId": str(people.health.agency_id), "reason": "In error"},
    }
    async with connecting.as_(people.health.practitioner_id) as live:
        await begun(live, MEETING, shown_meeting)
        sent = await api.command(removal.split(",")[0], people.chair, **meeting, **removed[removal])
        assert sent["__typename"] == "CommandAccepted", sent
        # Nothing else happens in the meeting.
        assert await code_at_the_end(live) == "meeting_not_found"
