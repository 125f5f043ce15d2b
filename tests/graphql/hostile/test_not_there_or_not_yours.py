"""The answer for what does not exist and for what is not the asker's is the same, byte for byte."""

import base64
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tests.graphql.conftest import Person
from tests.support.sign_in import authorization, may_sign_in

from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.practitioner import RegisterPractitioner

QUESTIONS = {
    "meeting": "query ($id: UUID!) { meeting(id: $id) { id status } }",
    "informationShared": "query ($id: UUID!) { informationShared(meetingId: $id) { meetingId whole } }",
    "attendanceGrid": "query ($id: UUID!) { attendanceGrid(meetingId: $id) { __typename } }",
    "quoracy": "query ($id: UUID!) { quoracy(meetingId: $id) { __typename } }",
    "timeliness": "query ($id: UUID!) { timeliness(meetingId: $id) { __typename } }",
}
CHILD = "query ($id: UUID!) { child(id: $id) { name } }"
NODE = "query ($id: ID!) { node(id: $id) { id } }"


@pytest_asyncio.fixture
async def stranger(office: Any) -> Person:
    """Somebody of an agency that no meeting concerns."""
    made, by = Person(uuid4(), uuid4()), Recorder(uuid4(), uuid4())
    for command in (
        RegisterAgency(agency_id=made.agency_id, name="A School", sector=Sector.EDUCATION),
        RegisterPractitioner(practitioner_id=made.practitioner_id, name="A Person", agency_id=made.agency_id),
    ):
        await office.commands.execute(command, command_id=uuid4(), by=by)
    await may_sign_in(office.commands, made.practitioner_id)
    return made


async def raw(api: Any, by: Person, document: str, **variables: Any) -> tuple[int, bytes, dict[str, str]]:
    """Return status, body and headers, without the id that every request gets."""
    headers = authorization(by.practitioner_id)
    answer = await api.http.post(
        "/graphql", json={"query": document, "variables": variables}, headers=headers
    )
    told = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    return answer.status_code, answer.content, told


@pytest.mark.parametrize("name", QUESTIONS)
async def test_a_meeting_of_others_is_answered_like_none(
    api: Any, people: Any, stranger: Person, shown_meeting: UUID, name: str
) -> None:
    own = await raw(api, people.police, QUESTIONS[name], id=str(shown_meeting))
    not_yours = await raw(api, stranger, QUESTIONS[name], id=str(shown_meeting))
    not_there = await raw(api, stranger, QUESTIONS[name], id=str(uuid4()))
    assert not_yours == not_there
    assert own[1] != not_yours[1]


async def test_a_child_of_others_meetings_is_answered_like_none(
    api: Any, people: Any, stranger: Person, shown_meeting: UUID
) -> None:
    not_yours = await raw(api, stranger, CHILD, id=str(people.child_id))
    not_there = await raw(api, stranger, CHILD, id=str(uuid4()))
    assert not_yours == not_there


@pytest.mark.parametrize("type_name", ["Meeting", "RegisteredChild", "InformationShared"])
async def test_a_node_of_others_is_answered_like_none(
    api: Any, people: Any, stranger: Person, shown_meeting: UUID, type_name: str
) -> None:
    known = people.child_id if type_name == "RegisteredChild" else shown_meeting

    def node_id(of: UUID) -> str:
        return base64.b64encode(f"{type_name}:{of}".encode()).decode()

    not_yours = await raw(api, stranger, NODE, id=node_id(known))
    not_there = await raw(api, stranger, NODE, id=node_id(uuid4()))
    assert not_yours == not_there
