"""What is not there and what is not the sender's are answered alike, wherever a command names it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.support.access_scene import ACTORS
from tests.support.history import HEALTH, POLICE
from tests.support.live_scene import NEXT_DOOR, Live

from quorate_events.meetings.vocabulary import MeetingStatus

PART = {"heading": "WORRIES", "text": "t"}
VIEW = {"position": "AGREES", "reasoning": "x"}
ACTION = {"what": "x", "role": "health_visitor", "measure": "y", "agencyId": str(HEALTH), "due": "2030-01-01"}
DECISION = {"outcome": "PLAN_NOT_REQUIRED", "rationale": "x"}

WITH_A_CHILD = {
    "submitContribution": ("author", lambda child: {"parts": [{**PART, "childId": child}]}),
    "giveView": ("author", lambda child: {"childId": child, **VIEW}),
    "noteReservation": ("author", lambda child: {"childId": child, "text": "x"}),
    "agreeAction": ("convener", lambda child: {"childIds": [child], **ACTION}),
    "makeDecision": ("convener", lambda child: {"childId": child, **DECISION}),
    "reviseDecision": ("convener", lambda child: {"childId": child, "reason": "x", **DECISION}),
}
"""Who sends it, and its fields for a child."""


@pytest.mark.parametrize("name", WITH_A_CHILD)
async def test_a_child_elsewhere_is_answered_like_one_that_does_not_exist(told: Live, name: str) -> None:
    who, fields = WITH_A_CHILD[name]
    meeting = str(told.scenes[MeetingStatus.IN_SESSION].meeting_id)
    elsewhere, unknown = [
        await refused(told, who, name, meetingId=meeting, **fields(str(child)))
        for child in (NEXT_DOOR, uuid4())
    ]
    assert elsewhere == unknown
    assert elsewhere["code"] == "child_not_in_meeting"


async def test_a_person_elsewhere_is_answered_to_software_like_one_that_does_not_exist(told: Live) -> None:
    scene = told.scenes[MeetingStatus.IN_SESSION]
    action = next(iter(scene.history.aggregates[scene.meeting_id].actions))
    fields = {"meetingId": str(scene.meeting_id), "actionId": str(action)}
    elsewhere, unknown = [
        await refused(told, "owner's system", "acceptAction", practitionerId=str(person), **fields)
        for person in (ACTORS["author"].practitioner_id, uuid4())
    ]
    assert elsewhere == unknown
    assert elsewhere["code"] == "unknown_reference"


@pytest.mark.parametrize("chair", [ACTORS["convener"].practitioner_id, UUID(int=404)])
async def test_a_meeting_before_is_answered_like_one_that_does_not_exist(told: Live, chair: UUID) -> None:
    fields = {
        "kind": "INITIAL_CONFERENCE",
        "scheduledFor": "2030-01-01T10:00:00+00:00",
        "chairId": str(chair),
        "children": [{"childId": str(NEXT_DOOR)}],
        "reason": "x",
        "form": "IN_PERSON",
    }
    hidden, unknown = [
        await refused(
            told, "registrar", "conveneMeeting", meetingId=str(uuid4()), follows=str(each), **fields
        )
        for each in (told.scenes[MeetingStatus.CLOSED].meeting_id, uuid4())
    ]
    assert hidden == unknown
    assert hidden["code"] == "unknown_reference"


@pytest.mark.parametrize("name", ["releasePart", "correctPart", "withdrawPart"])
async def test_a_hidden_part_is_answered_like_one_that_does_not_exist(told: Live, name: str) -> None:
    scene = told.scenes[MeetingStatus.IN_SESSION]
    parts = scene.history.aggregates[scene.meeting_id].parts
    theirs = [part_id for part_id, part in parts.items() if part.agency_id == POLICE]
    more = {"correctPart": {"text": "x", "reason": "x"}, "withdrawPart": {"reason": "x"}}.get(name, {})
    for who in ("invited", "convener", "chair"):
        answers = [
            await refused(told, who, name, meetingId=str(scene.meeting_id), partId=str(part), **more)
            for part in (*theirs, uuid4())
        ]
        assert {answer["code"] for answer in answers} == {"part_not_found"}, who


def test_the_ids_of_parts_are_made_by_quorate(told: Live) -> None:
    given = told.schema._schema.type_map["PartInput"]
    assert "partId" not in given.fields  # type: ignore[attr-defined]


async def refused(told: Live, who: str, name: str, **fields: Any) -> Any:
    """Return every word of a refusal."""
    document = f"""mutation ($input: {name[0].upper()}{name[1:]}Input!, $id: UUID!) {{
        answer: {name}(input: $input, commandId: $id) {{
            __typename ... on CommandRefused {{ code message suggestion }} }} }}"""
    answer = await told.send(ACTORS[who], document, input=fields, id=str(uuid4()))
    assert answer.errors is None, answer.errors
    assert answer.data["answer"]["__typename"] == "CommandRefused"
    return answer.data["answer"]
