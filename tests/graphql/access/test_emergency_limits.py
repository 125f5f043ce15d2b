"""One person opens a few records in emergencies, and no more: over the limit nothing is found out either."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tests.support.access_scene import ACTORS
from tests.support.live_scene import Kept, Live, kept_scenes

from quorate_events.access.actor import Actor
from quorate_events.context import EmergencyTerms
from quorate_events.meetings.vocabulary import MeetingStatus
from quorate_services.postgres.cluster import Cluster

ANSWER = "__typename ... on CommandAccepted { position replayed } ... on CommandRefused { code suggestion }"
MEETING = f"""mutation ($input: OpenInEmergencyInput!, $id: UUID!) {{
    answer: openInEmergency(input: $input, commandId: $id) {{ {ANSWER} }} }}"""
CHILD = f"""mutation ($input: OpenChildInEmergencyInput!, $id: UUID!) {{
    answer: openChildInEmergency(input: $input, commandId: $id) {{ {ANSWER} }} }}"""
STRANGER, COLLEAGUE = ACTORS["stranger"], ACTORS["emergency over"]
TERMS = EmergencyTerms(lasts=timedelta(minutes=30), at_once=2, a_day=3)


@pytest_asyncio.fixture(scope="module")
async def kept(cluster: Cluster, migrated_template: str) -> AsyncIterator[Kept]:
    state = (MeetingStatus.IN_SESSION,)
    async with kept_scenes(cluster, migrated_template, "limit_tests", state, TERMS) as kept:
        yield kept


@pytest_asyncio.fixture(scope="module")
async def kept_many(cluster: Cluster, migrated_template: str) -> AsyncIterator[Kept]:
    async with kept_scenes(cluster, migrated_template, "many_limit_tests", MeetingStatus) as kept:
        # What was told before opened more; from here on the terms are narrow.
        kept.told.emergencies = EmergencyTerms(at_once=5, a_day=9)
        yield kept


@pytest_asyncio.fixture
async def told(kept: Kept) -> AsyncIterator[Live]:
    async with kept.cloned() as live:
        yield live


def meeting_of(told: Live) -> UUID:
    return told.scenes[MeetingStatus.IN_SESSION].meeting_id


def child_of(told: Live) -> UUID:
    return told.scenes[MeetingStatus.IN_SESSION].child_id


async def open_meeting(
    told: Live, actor: Actor, meeting: UUID, command_id: UUID | None = None
) -> dict[str, Any]:
    command = {"meetingId": str(meeting), "reason": "A child is at the door"}
    result = await told.send(actor, MEETING, input=command, id=str(command_id or uuid4()))
    assert result.errors is None, result.errors
    return dict(result.data["answer"])


async def open_child(told: Live, actor: Actor, child: UUID, command_id: UUID | None = None) -> dict[str, Any]:
    command = {"childId": str(child), "reason": "A child is at the door"}
    result = await told.send(actor, CHILD, input=command, id=str(command_id or uuid4()))
    assert result.errors is None, result.errors
    return dict(result.data["answer"])


def later(told: Live, **delta: float) -> None:
    told.office.clock.moment += timedelta(**delta)  # type: ignore[attr-defined]


async def test_no_more_are_open_at_once_than_one_person_may_have(told: Live) -> None:
    assert "position" in await open_meeting(told, STRANGER, meeting_of(told))
    assert (await open_child(told, STRANGER, uuid4()))["code"] == "nothing_to_open"
    assert "position" in await open_child(told, STRANGER, child_of(told))
    for answer in (
        await open_meeting(told, STRANGER, uuid4()),
        await open_child(told, STRANGER, child_of(told)),
    ):
        assert answer["code"] == "too_many_openings"
        assert answer["suggestion"]
    # A colleague is somebody else.
    assert "position" in await open_meeting(told, COLLEAGUE, meeting_of(told))


async def test_no_more_are_opened_in_a_day_than_one_person_may(told: Live) -> None:
    for _ in range(3):
        assert "position" in await open_child(told, STRANGER, child_of(told))
        later(told, minutes=31)
    assert (await open_child(told, STRANGER, child_of(told)))["code"] == "too_many_openings"
    later(told, hours=23)
    assert "position" in await open_child(told, STRANGER, child_of(told))


async def test_many_at_the_same_moment_are_counted_too(told: Live) -> None:
    answers = await asyncio.gather(
        *(open_child(told, STRANGER, child_of(told)) for _ in range(10)),
    )
    assert sum("position" in each for each in answers) == 2


async def test_many_meetings_at_the_same_moment_are_refused_by_the_limit_and_not_for_a_conflict(
    kept_many: Kept,
) -> None:
    async with kept_many.cloned() as told:
        meetings = [scene.meeting_id for scene in told.scenes.values()]
        answers = await asyncio.gather(*(open_meeting(told, STRANGER, each) for each in meetings))
    codes = [each.get("code") for each in answers]
    assert codes.count(None) == 5
    assert set(codes) == {None, "too_many_openings"}


async def test_over_the_limit_nobody_finds_out_whether_there_is_a_meeting(told: Live) -> None:
    for _ in range(2):
        await open_child(told, STRANGER, child_of(told))
    later(told, minutes=31)
    await open_child(told, STRANGER, uuid4())
    answers = [
        await open_meeting(told, STRANGER, meeting_of(told)),
        await open_meeting(told, STRANGER, uuid4()),
        await open_child(told, STRANGER, child_of(told)),
        await open_child(told, STRANGER, uuid4()),
    ]
    assert all(each == answers[0] for each in answers)
    assert answers[0]["code"] == "too_many_openings"


async def test_a_retry_of_the_last_one_is_answered_as_the_first_time(told: Live) -> None:
    await open_child(told, STRANGER, child_of(told))
    command_id = uuid4()
    first = await open_meeting(told, STRANGER, meeting_of(told), command_id)
    again = await open_meeting(told, STRANGER, meeting_of(told), command_id)
    assert (again["position"], again["replayed"]) == (first["position"], True)


async def test_an_attempt_in_vain_counts_like_one_that_opened_something(told: Live) -> None:
    for _ in range(3):
        assert (await open_child(told, STRANGER, uuid4()))["code"] == "nothing_to_open"
    assert (await open_child(told, STRANGER, child_of(told)))["code"] == "too_many_openings"
    assert (await open_meeting(told, STRANGER, meeting_of(told)))["code"] == "too_many_openings"


async def test_an_attempt_in_vain_that_is_sent_again_counts_once(told: Live) -> None:
    command_id, child = uuid4(), uuid4()
    for _ in range(4):
        assert (await open_child(told, STRANGER, child, command_id))["code"] == "nothing_to_open"
    assert "position" in await open_child(told, STRANGER, child_of(told))


async def test_over_the_limit_nothing_is_looked_up(told: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        await open_child(told, STRANGER, uuid4())
    looked: list[UUID] = []
    find = told.office.commands.find

    async def watched(stream_id: UUID) -> Any:
        looked.append(stream_id)
        return await find(stream_id)

    monkeypatch.setattr(told.office.commands, "find", watched)
    monkeypatch.setattr(told.office.commands, "execute", None)
    monkeypatch.setattr("quorate_graphql.emergencies.one_child", None)
    monkeypatch.setattr("quorate_graphql.emergencies.child_facts", None)
    assert (await open_child(told, STRANGER, child_of(told)))["code"] == "too_many_openings"
    assert (await open_meeting(told, STRANGER, meeting_of(told)))["code"] == "too_many_openings"
    assert set(looked) == {STRANGER.practitioner_id}


async def test_what_is_open_already_is_opened_again_without_using_a_place(told: Live) -> None:
    for _ in range(5):
        assert "position" in await open_meeting(told, STRANGER, meeting_of(told))
    assert "position" in await open_child(told, STRANGER, child_of(told))
    # As many as may be open at once: what is open stays so, and says so.
    assert "position" in await open_meeting(told, STRANGER, meeting_of(told))
    later(told, minutes=31)
    # It has closed: opening it is a third opening of the day, and the last.
    assert "position" in await open_meeting(told, STRANGER, meeting_of(told))
    assert (await open_child(told, STRANGER, child_of(told)))["code"] == "too_many_openings"
