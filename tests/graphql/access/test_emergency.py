"""A record is opened in an emergency: with a reason, for an hour, and others are told."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest_asyncio
from tests.support.access_scene import ACTORS
from tests.support.live_scene import Live, live_scenes

from quorate_events.access.actor import Actor
from quorate_events.meetings.vocabulary import MeetingStatus
from quorate_services.postgres.cluster import Cluster

OPEN = """mutation ($input: OpenInEmergencyInput!, $id: UUID!) { openInEmergency(input: $input, commandId: $id) {
    __typename ... on CommandAccepted { position } ... on CommandRefused { code } } }"""
READ = """query ($id: UUID!, $at: Int) { informationShared(meetingId: $id, atLeastPosition: $at) {
    whole agencies { parts { audience text } } } }"""
NOTICES = """query ($id: UUID!, $at: Int) {
    workList(meetingId: $id, kinds: [NOTE_EMERGENCY_OPENING], atLeastPosition: $at) {
        nodes { why notice { practitioner { name } agency { name } until chair { name } } } } }"""
OPENINGS = """query ($at: Int) { emergencyOpenings(atLeastPosition: $at) {
    nodes { meetingId reason openedAt until practitioner { name } agency { name } } } }"""
WHY = "The child is at the door of the out-of-hours team"


@pytest_asyncio.fixture(scope="module")
async def told(cluster: Cluster, migrated_template: str) -> AsyncIterator[Live]:
    """Scenes of their own: here the clock moves on, and strangers get in."""
    states = (MeetingStatus.IN_SESSION, MeetingStatus.CLOSED)
    async with live_scenes(cluster, migrated_template, "emergency_tests", states) as live:
        yield live


@pytest_asyncio.fixture
async def opened(told: Live) -> AsyncIterator[dict[str, Any]]:
    """Housing's second stranger opens the meeting that is in session."""
    meeting = told.scenes[MeetingStatus.IN_SESSION].meeting_id
    sent = await send(told, ACTORS["stranger"], meeting)
    assert sent["__typename"] == "CommandAccepted", sent
    now = told.office.clock.moment  # type: ignore[attr-defined]
    yield {"id": str(meeting), "at": sent["position"]}
    told.office.clock.moment = now  # type: ignore[attr-defined]


async def send(told: Live, actor: Actor, meeting: Any, reason: str = WHY) -> dict[str, Any]:
    result = await told.send(
        actor, OPEN, input={"meetingId": str(meeting), "reason": reason}, id=str(uuid4())
    )
    assert result.errors is None, result.errors
    return dict(result.data["openInEmergency"])


async def test_it_opens_what_is_released_and_not_restricted(told: Live, opened: dict[str, Any]) -> None:
    result = await told.send(ACTORS["stranger"], READ, **opened)
    parts = [part for agency in result.data["informationShared"]["agencies"] for part in agency["parts"]]
    assert result.data["informationShared"]["whole"]
    assert any(part["text"] for part in parts)
    assert "RESTRICTED" not in {part["audience"] for part in parts}


async def test_it_opens_to_nobody_else_of_the_agency(told: Live, opened: dict[str, Any]) -> None:
    result = await told.send(ACTORS["emergency over"], READ, **opened)
    assert [error.extensions["code"] for error in result.errors] == ["meeting_not_found"]


async def test_it_closes_by_itself_after_an_hour(told: Live, opened: dict[str, Any]) -> None:
    told.office.clock.moment += timedelta(minutes=59)  # type: ignore[attr-defined]
    assert (await told.send(ACTORS["stranger"], READ, **opened)).errors is None
    told.office.clock.moment += timedelta(minutes=1)  # type: ignore[attr-defined]
    result = await told.send(ACTORS["stranger"], READ, **opened)
    assert [error.extensions["code"] for error in result.errors] == ["meeting_not_found"]


async def test_the_chair_finds_a_notice_with_the_reason(told: Live, opened: dict[str, Any]) -> None:
    result = await told.send(ACTORS["chair"], NOTICES, **opened)
    assert WHY in [item["why"] for item in result.data["workList"]["nodes"]]
    (notice, *_) = [each["notice"] for each in result.data["workList"]["nodes"] if each["why"] == WHY]
    assert (notice["practitioner"]["name"], notice["chair"]) == ("The stranger", None)
    assert notice["agency"]["name"]
    assert datetime.fromisoformat(notice["until"]) > told.office.clock.now()
    others = await told.send(ACTORS["invited"], NOTICES, **opened)
    assert others.data["workList"]["nodes"] == []


async def test_the_data_protection_officer_sees_every_opening(told: Live, opened: dict[str, Any]) -> None:
    result = await told.send(ACTORS["data protection officer"], OPENINGS, at=opened["at"])
    (mine, *_) = [each for each in result.data["emergencyOpenings"]["nodes"] if each["reason"] == WHY]
    assert (mine["meetingId"], mine["practitioner"]["name"]) == (opened["id"], "The stranger")


async def test_without_a_reason_nobody_learns_whether_a_meeting_exists(told: Live) -> None:
    meeting = told.scenes[MeetingStatus.CLOSED].meeting_id
    askers = [ACTORS[name] for name in ("stranger", "invited", "excluded emergency")]
    for asker in askers:
        real, none = [await send(told, asker, each, reason=" ") for each in (meeting, uuid4())]
        assert real == none == {"__typename": "CommandRefused", "code": "blank_text"}


async def test_it_needs_a_reason(told: Live) -> None:
    meeting = told.scenes[MeetingStatus.CLOSED].meeting_id
    assert (await send(told, ACTORS["stranger"], meeting, reason=" "))["code"] == "blank_text"


async def test_who_may_read_anyway_has_no_emergency(told: Live) -> None:
    meeting = told.scenes[MeetingStatus.CLOSED].meeting_id
    for name in ("invited", "chair", "convener"):
        assert (await send(told, ACTORS[name], meeting))["code"] == "open_to_you_already"


async def test_who_was_excluded_finds_no_meeting_to_open(told: Live) -> None:
    meeting = told.scenes[MeetingStatus.CLOSED].meeting_id
    assert (await send(told, ACTORS["excluded former"], meeting))["code"] == "meeting_not_found"


async def test_no_other_duty_opens_a_record(told: Live) -> None:
    meeting = told.scenes[MeetingStatus.CLOSED].meeting_id
    for name in ("stranger's system", "administrator elsewhere", "owner's coordinator"):
        assert (await send(told, ACTORS[name], meeting))["code"] == "no_duty"


PAGES = """query ($at: Int, $after: String) { emergencyOpenings(atLeastPosition: $at, first: 1, after: $after) {
    totalCount pageInfo { endCursor } nodes { openedAt meetingId } } }"""


async def test_every_opening_is_found_page_by_page(told: Live, opened: dict[str, Any]) -> None:
    officer = ACTORS["data protection officer"]
    page = (await told.send(officer, PAGES, at=opened["at"])).data["emergencyOpenings"]
    seen = list(page["nodes"])
    while len(seen) < page["totalCount"]:
        after = page["pageInfo"]["endCursor"]
        page = (await told.send(officer, PAGES, after=after)).data["emergencyOpenings"]
        assert page["nodes"], seen
        seen += page["nodes"]
    assert [each["openedAt"] for each in seen] == sorted((each["openedAt"] for each in seen), reverse=True)
    result = await told.send(officer, "{ emergencyOpenings(first: 100) { nodes { openedAt meetingId } } }")
    assert seen == result.data["emergencyOpenings"]["nodes"]
