"""Who checks that everything happened is told so without the names of children; who reads the meeting reads them."""

import pytest
from tests.support.access_scene import ACTORS
from tests.support.live_scene import Live

from quorate_events.meetings.vocabulary import MeetingStatus

TIMELINE = """query ($id: UUID!) {
    timeline(meetingId: $id, first: 100) { nodes { childId child { name } } } }"""
NAME = "Sam Example"


async def named(told: Live, name: str) -> set[str | None]:
    """How those entries name the child that are about one."""
    meeting = told.scenes[MeetingStatus.CLOSED].meeting_id
    answer = await told.send(ACTORS[name], TIMELINE, id=str(meeting))
    about = [each for each in answer.data["timeline"]["nodes"] if each["childId"]]
    return {each["child"] and each["child"]["name"] for each in about}


@pytest.mark.parametrize("name", ["auditor", "data protection officer", "reviewer"])
async def test_who_checks_is_not_told_the_name_of_a_child(told: Live, name: str) -> None:
    assert await named(told, name) == {None}


@pytest.mark.parametrize("name", ["chair", "invited"])
async def test_who_reads_the_meeting_is_told_it(told: Live, name: str) -> None:
    assert await named(told, name) == {NAME}
