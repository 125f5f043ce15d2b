"""Who asks, through the real API: by a token, checked against the log at every request."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.support.sign_in import ISSUER, authorization, may_sign_in

from quorate_events.access.actor import Duty
from quorate_events.command import Command
from quorate_events.context import Recorder
from quorate_events.people.duties import GrantDuties
from quorate_events.people.member_invitation import ConfirmMember, InviteMember
from quorate_events.people.membership import EndMembership, ResumeMember, SuspendMember
from quorate_events.people.one_time_code import hash_of
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.people.sign_in_links import UnlinkSignIn
from quorate_events.people.system_client import RegisterSystemClient
from quorate_services.dev_issuer.issuer import ISSUER as ISSUER_NAME

VIEWER = "{ viewer { practitionerId agencyId kind duties } }"
CANCEL = """mutation { cancelMeeting(
    input: {meetingId: "00000000-0000-4000-8000-000000000001", reason: "x"},
    commandId: "00000000-0000-4000-8000-000000000002") { __typename } }"""
ACCEPT = """mutation ($person: UUID!, $code: String!, $id: UUID!) {
    acceptInvitation(input: {practitionerId: $person, code: $code}, commandId: $id) {
        ... on CommandAccepted { position } ... on CommandRefused { code } } }"""
CODE = "a-random-code-of-24-characters-or-more"
REGISTRAR = Recorder(uuid4(), uuid4())


@pytest.fixture
def do(office: Any) -> Any:
    """Carries a command out as somebody else in the partnership, another person each time."""

    async def do(command: Command) -> None:
        await office.commands.execute(command, command_id=uuid4(), by=Recorder(uuid4(), REGISTRAR.agency_id))

    return do


@pytest.fixture
async def member(office: Any, people: Any, do: Any) -> UUID:
    """Somebody of the police whom a test may suspend."""
    member_id = uuid4()
    await do(
        RegisterPractitioner(practitioner_id=member_id, name="A Person", agency_id=people.police.agency_id)
    )
    await may_sign_in(office.commands, member_id)
    return member_id


async def viewer_of(api: Any, practitioner_id: UUID | None) -> Any:
    headers = authorization(practitioner_id)
    answer = await api.http.post("/graphql", json={"query": VIEWER}, headers=headers)
    assert answer.status_code == 200
    return answer.json()


async def code_for(api: Any, practitioner_id: UUID) -> str:
    (error,) = (await viewer_of(api, practitioner_id))["errors"]
    assert error["message"].endswith(".")
    return error["extensions"]["code"]


async def test_the_token_names_the_person_and_the_log_knows_the_rest(api: Any, people: Any) -> None:
    viewer = (await viewer_of(api, people.police.practitioner_id))["data"]["viewer"]
    assert viewer == {
        "practitionerId": str(people.police.practitioner_id),
        "agencyId": str(people.police.agency_id),
        "kind": "PERSON",
        "duties": ["PRACTITIONER"],
    }


async def test_what_a_token_claims_beside_the_account_counts_for_nothing(api: Any, people: Any) -> None:
    now = int(datetime.now(UTC).timestamp())
    claims = {"iss": ISSUER_NAME, "sub": str(people.police.practitioner_id), "aud": "quorate", "iat": now}
    claims |= {"client_id": "quorate-development", "exp": now + 60}
    claims |= {"agency_id": str(people.health.agency_id), "roles": ["auditor"], "groups": ["auditor"]}
    answer = await api.http.post(
        "/graphql", json={"query": VIEWER}, headers={"Authorization": f"Bearer {ISSUER.sign(claims)}"}
    )
    viewer = answer.json()["data"]["viewer"]
    assert viewer["agencyId"] == str(people.police.agency_id)
    assert viewer["duties"] == ["PRACTITIONER"]


async def test_without_a_token_nobody_asks(api: Any) -> None:
    assert (await viewer_of(api, None))["data"]["viewer"] is None


async def test_a_command_needs_somebody(api: Any) -> None:
    answer = await api.send(CANCEL)
    assert answer["errors"][0]["extensions"]["code"] == "not_identified"


@pytest.mark.parametrize(
    "sent", ["Bearer nonsense", "Bearer ", "", "Basic dTpw", "Bearer a.b.c.d", "Bearer é"]
)
async def test_what_is_no_token_is_refused_with_a_challenge(api: Any, sent: str) -> None:
    answer = await api.http.post(
        "/graphql", json={"query": VIEWER}, headers={"Authorization": sent.encode("latin-1")}
    )
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
    assert answer.json()["errors"][0]["extensions"]["code"] == "token_malformed"


async def test_an_api_that_trusts_nobody_ignores_tokens(production: Any, people: Any) -> None:
    assert (await viewer_of(production, people.police.practitioner_id))["data"]["viewer"] is None


async def test_a_genuine_token_of_a_stranger_lets_nobody_in(api: Any) -> None:
    assert await code_for(api, uuid4()) == "not_a_member"


async def test_whoever_is_kept_out_can_send_no_command(api: Any, member: UUID, do: Any) -> None:
    await do(SuspendMember(practitioner_id=member, reason="On leave"))
    answer = await api.http.post("/graphql", json={"query": CANCEL}, headers=authorization(member))
    assert answer.json()["errors"][0]["extensions"]["code"] == "membership_suspended"


async def test_a_suspension_holds_at_the_next_request_and_a_return_too(
    api: Any, member: UUID, do: Any
) -> None:
    assert (await viewer_of(api, member))["data"]["viewer"] is not None
    await do(SuspendMember(practitioner_id=member, reason="On leave"))
    assert await code_for(api, member) == "membership_suspended"
    await do(ResumeMember(practitioner_id=member))
    assert (await viewer_of(api, member))["data"]["viewer"] is not None
    await do(EndMembership(practitioner_id=member, reason="Left"))
    assert await code_for(api, member) == "membership_ended"


async def test_a_duty_counts_from_the_next_request(api: Any, member: UUID, do: Any) -> None:
    await do(GrantDuties(practitioner_id=member, duties=(Duty.AUDITOR,)))
    viewer = (await viewer_of(api, member))["data"]["viewer"]
    assert viewer["duties"] == ["PRACTITIONER", "AUDITOR"]


async def test_an_account_that_was_unlinked_lets_nobody_in(api: Any, member: UUID, do: Any) -> None:
    assert (await viewer_of(api, member))["data"]["viewer"] is not None
    account = {"issuer": ISSUER_NAME, "subject": str(member), "practitioner_id": member}
    await do(UnlinkSignIn(**account, reason="The account was stolen"))
    assert await code_for(api, member) == "not_a_member"


async def test_an_agencys_software_acts_for_its_agency(office: Any, api: Any, people: Any, do: Any) -> None:
    client = uuid4()
    agency_id = people.health.agency_id
    await do(RegisterSystemClient(practitioner_id=client, name="Records", agency_id=agency_id))
    await may_sign_in(office.commands, client)
    viewer = (await viewer_of(api, client))["data"]["viewer"]
    assert (viewer["kind"], viewer["agencyId"]) == ("SYSTEM", str(agency_id))


async def test_an_invited_person_accepts_is_confirmed_and_is_let_in(api: Any, people: Any, do: Any) -> None:
    person, account = uuid4(), uuid4()
    await do(
        InviteMember(
            practitioner_id=person,
            name="A Person",
            agency_id=people.health.agency_id,
            code_hash=hash_of(CODE),
            expires_at=datetime.now(UTC) + timedelta(days=7),
        )
    )
    assert await code_for(api, account) == "not_a_member"

    async def accept(code: str) -> Any:
        variables = {"person": str(person), "code": code, "id": str(uuid4())}
        answer = await api.http.post(
            "/graphql", json={"query": ACCEPT, "variables": variables}, headers=authorization(account)
        )
        return answer.json()["data"]["acceptInvitation"]

    assert await accept("another-code-of-24-characters-or-more") == {"code": "invitation_not_accepted"}
    assert "position" in await accept(CODE)
    assert await code_for(api, account) == "membership_not_confirmed"
    await do(ConfirmMember(practitioner_id=person))
    assert (await viewer_of(api, account))["data"]["viewer"]["practitionerId"] == str(person)


async def test_nobody_accepts_without_having_signed_in(api: Any) -> None:
    answer = await api.send(ACCEPT, person=str(uuid4()), code=CODE, id=str(uuid4()))
    assert answer["errors"][0]["extensions"]["code"] == "not_identified"
