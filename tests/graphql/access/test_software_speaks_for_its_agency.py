"""An agency's own software answers for that agency only, also where the agency convened the meeting."""

from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tests.support.sign_in import may_sign_in

from quorate_events.context import Recorder
from quorate_events.people.system_client import RegisterSystemClient


@pytest_asyncio.fixture
async def invitations(api: Any, people: Any, meeting_id: UUID) -> dict[str, str]:
    """Police and the convening agency are invited; the invitation of each."""
    found = {}
    for name, role in (("health", "health_visitor"), ("chair", "social_worker")):
        answer = await api.command(
            "inviteAgency",
            people.chair,
            meetingId=str(meeting_id),
            agencyId=str(getattr(people, name).agency_id),
            role=role,
            why="The family is known",
            asked="What is known of the household",
        )
        found[name] = answer["created"][0]
    return found


@pytest_asyncio.fixture
async def software(office: Any, people: Any) -> Any:
    """The convening agency's own system."""
    made = type(people.chair)(uuid4(), people.chair.agency_id)
    command = RegisterSystemClient(
        practitioner_id=made.practitioner_id, name="Case system", agency_id=made.agency_id
    )
    await office.commands.execute(command, command_id=uuid4(), by=Recorder(uuid4(), uuid4()))
    await may_sign_in(office.commands, made.practitioner_id)
    return made


async def answered(api: Any, by: Any, meeting_id: UUID, invitation: str) -> str:
    answer = await api.command(
        "answerInvitation", by, meetingId=str(meeting_id), invitationId=invitation, answer="APOLOGIES"
    )
    return answer.get("code", "accepted")


async def test_the_convening_agency_s_software_answers_no_other_agency_s_invitation(
    api: Any, people: Any, meeting_id: UUID, invitations: dict[str, str], software: Any
) -> None:
    assert await answered(api, software, meeting_id, invitations["health"]) == "another_agency"
    assert await answered(api, software, meeting_id, invitations["chair"]) == "accepted"


async def test_a_person_of_the_convening_agency_takes_down_what_comes_by_telephone(
    api: Any, people: Any, meeting_id: UUID, invitations: dict[str, str]
) -> None:
    assert await answered(api, people.chair, meeting_id, invitations["health"]) == "accepted"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("declareInvolvement", {"level": "CURRENT"}),
        ("raiseEscalation", {"concern": "Nobody has seen the child"}),
    ],
    ids=["involvement", "escalation"],
)
async def test_the_convening_agency_s_software_says_nothing_else_for_another_agency(
    api: Any,
    people: Any,
    meeting_id: UUID,
    invitations: dict[str, str],
    software: Any,
    name: str,
    fields: Any,
) -> None:
    for agency, code in ((people.health, "another_agency"), (people.chair, "accepted")):
        answer = await api.command(
            name, software, meetingId=str(meeting_id), agencyId=str(agency.agency_id), **fields
        )
        assert answer.get("code", "accepted") == code
