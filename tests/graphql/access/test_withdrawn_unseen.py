"""That an agency took its whole answer back is told to nobody who may not know of any part of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from quorate_events.rules.clocks import london_date, start_of_day

GRID = """query ($id: UUID!, $asOf: AsOf) { attendanceGrid(meetingId: $id, asOf: $asOf) {
    invitees { agencyId reportReceived nothingHeld outcome } } }"""
TIMELINESS = """query ($id: UUID!) { timeliness(meetingId: $id) {
    clocks { clock metOn state } reports { agencyId receivedOn state } } }"""
SHARED = """query ($id: UUID!) { informationShared(meetingId: $id) {
    agencies { agencyId status answeredAt late overdue parts { partId } } } }"""
PART = {"heading": "WORRIES", "text": "An informant says so."}
RESTRICTED = {
    **PART,
    "audience": "RESTRICTED",
    "restriction": {"ground": "POLICE_INTELLIGENCE", "reason": "An informant", "agencyIds": []},
}


@pytest_asyncio.fixture
async def meeting(api: Any, people: Any, shown_meeting: UUID) -> str:
    """A meeting to which health are invited besides the police."""
    answer = await api.command(
        "inviteAgency", people.chair, meetingId=str(shown_meeting), agencyId=str(people.health.agency_id),
        role="health_visitor", why="Known to the service", asked="What is known",
    )  # fmt: skip
    assert answer["__typename"] == "CommandAccepted", answer
    return str(shown_meeting)


async def shared(api: Any, people: Any, visible: Any, meeting: str, *parts: Any) -> list[str]:
    sent = await api.command("submitContribution", people.police, meetingId=meeting, parts=list(parts))
    await visible(sent["position"])
    return list(sent["created"])


async def withdrawn(api: Any, people: Any, visible: Any, meeting: str, part_ids: list[str]) -> int:
    position = 0
    for each in part_ids:
        sent = await api.command(
            "withdrawPart", people.police, meetingId=meeting, partId=each, reason="Not sure"
        )
        assert sent["__typename"] == "CommandAccepted", sent
        position = sent["position"]
    await visible(position)
    return position


async def told(api: Any, who: Any, meeting: str) -> list[Any]:
    return [await api.ask(each, who, id=meeting) for each in (GRID, TIMELINESS, SHARED)]


async def test_who_knows_of_no_part_is_told_of_no_withdrawal(
    api: Any, people: Any, visible: Any, meeting: str
) -> None:
    part_ids = await shared(api, people, visible, meeting, RESTRICTED, RESTRICTED)
    before = await told(api, people.health, meeting)
    position = await withdrawn(api, people, visible, meeting, part_ids)
    assert await told(api, people.health, meeting) == before
    then = await api.ask(GRID, people.health, id=meeting, asOf={"position": position})
    assert then == before[0]


async def test_nor_that_something_new_was_shared_after_it(
    api: Any, people: Any, visible: Any, meeting: str
) -> None:
    part_ids = await shared(api, people, visible, meeting, RESTRICTED)
    before = await told(api, people.health, meeting)
    await withdrawn(api, people, visible, meeting, part_ids)
    await shared(api, people, visible, meeting, RESTRICTED)
    assert await told(api, people.health, meeting) == before


@pytest.mark.parametrize("who", ["chair", "police"])
async def test_the_chair_and_the_agency_itself_are_told(
    api: Any, people: Any, visible: Any, meeting: str, who: str
) -> None:
    part_ids = await shared(api, people, visible, meeting, RESTRICTED)
    await withdrawn(api, people, visible, meeting, part_ids)
    grid, timeliness, _ = await told(api, getattr(people, who), meeting)
    assert [each["reportReceived"] for each in grid["attendanceGrid"]["invitees"]] == [False, False]
    assert [each["receivedOn"] for each in timeliness["timeliness"]["reports"]] == [None, None]


async def test_who_could_read_a_part_is_told(api: Any, people: Any, visible: Any, meeting: str) -> None:
    part_ids = await shared(api, people, visible, meeting, PART, RESTRICTED)
    await withdrawn(api, people, visible, meeting, part_ids)
    grid, timeliness, information = await told(api, people.health, meeting)
    of_police = {str(people.police.agency_id)}
    (status,) = (
        each["status"]
        for each in information["informationShared"]["agencies"]
        if each["agencyId"] in of_police
    )
    assert status == "WITHDRAWN"
    assert [each["reportReceived"] for each in grid["attendanceGrid"]["invitees"]] == [False, False]
    assert [each["receivedOn"] for each in timeliness["timeliness"]["reports"]] == [None, None]


async def test_the_hour_of_a_part_that_is_hidden_is_not_told_beside_one_that_is_not(
    api: Any, people: Any, visible: Any, meeting: str
) -> None:
    """An agency that shared a restricted part first, and an ordinary one later."""
    for part in (RESTRICTED, PART):
        await shared(api, people, visible, meeting, part)
    for who, hour in ((people.health, False), (people.police, True), (people.chair, True)):
        agencies = (await api.ask(SHARED, who, id=meeting))["informationShared"]["agencies"]
        (police,) = (each for each in agencies if each["agencyId"] == str(people.police.agency_id))
        answered = datetime.fromisoformat(police["answeredAt"])
        assert len(police["parts"]) == (2 if hour else 1)
        assert (answered != start_of_day(london_date(answered))) is hour
