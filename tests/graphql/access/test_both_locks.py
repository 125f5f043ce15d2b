"""The policy and row-level security say the same of emergencies and exclusions, over the API and in PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tests.second_lock.catalogue import tables_of_the_application
from tests.support.access_scene import ACTORS, EXCLUDED
from tests.support.live_scene import Live, live_scenes

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor, Duty
from quorate_events.access.decide import decide
from quorate_events.meetings.vocabulary import MeetingStatus
from quorate_services.postgres.cluster import Cluster

OPEN = """mutation ($input: OpenInEmergencyInput!, $id: UUID!) { openInEmergency(input: $input, commandId: $id) {
    ... on CommandAccepted { position } ... on CommandRefused { code } } }"""
OPEN_CHILD = """mutation ($input: OpenChildInEmergencyInput!, $id: UUID!) {
    openChildInEmergency(input: $input, commandId: $id) {
        ... on CommandAccepted { position } ... on CommandRefused { code } } }"""
MEETING = "query ($id: UUID!, $at: Int) { meeting(id: $id, atLeastPosition: $at) { reason } }"
ROWS = "select count(*) from meeting_record.meetings where meeting_id = $1"
OF_MEETINGS = """select table_schema || '.' || table_name from information_schema.columns
    where column_name = 'meeting_id' and table_schema not in ('access', 'quorate')"""


@pytest_asyncio.fixture(scope="module")
async def told(cluster: Cluster, migrated_template: str) -> AsyncIterator[Live]:
    """Scenes of their own: here the clock moves on, and a stranger gets in."""
    async with live_scenes(
        cluster, migrated_template, "both_locks_tests", (MeetingStatus.IN_SESSION, MeetingStatus.CLOSED)
    ) as live:
        yield live


async def rows_in_postgresql(told: Live, actor: Actor, meeting_id: UUID) -> int:
    return int(await told.asking(actor).views.fetchval(ROWS, meeting_id))


async def test_an_opening_in_an_emergency_opens_both_locks_for_an_hour(told: Live) -> None:
    meeting = told.scenes[MeetingStatus.IN_SESSION].meeting_id
    stranger, colleague = ACTORS["stranger"], ACTORS["emergency over"]
    assert await rows_in_postgresql(told, stranger, meeting) == 0

    command = {"meetingId": str(meeting), "reason": "The child is at the door"}
    sent = await told.send(stranger, OPEN, input=command, id=str(uuid4()))
    at = sent.data["openInEmergency"]["position"]

    read = await told.send(stranger, MEETING, id=str(meeting), at=at)
    assert read.errors is None
    assert read.data["meeting"]["reason"]
    assert await rows_in_postgresql(told, stranger, meeting) == 1
    assert await rows_in_postgresql(told, colleague, meeting) == 0

    told.office.clock.moment += timedelta(hours=1)  # type: ignore[attr-defined]
    read = await told.send(stranger, MEETING, id=str(meeting))
    assert [error.extensions["code"] for error in read.errors] == ["meeting_not_found"]
    assert await rows_in_postgresql(told, stranger, meeting) == 0
    told.office.clock.moment -= timedelta(hours=1)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", EXCLUDED)
async def test_who_was_excluded_finds_nothing_of_the_meeting_in_any_table(told: Live, name: str) -> None:
    views = told.asking(ACTORS[name]).views
    meeting = told.scenes[MeetingStatus.CLOSED].meeting_id
    async with views.together() as connection:
        named = {row[0] for row in await connection.fetch(OF_MEETINGS)}
        tables = named & set(await tables_of_the_application(connection))
        assert "actions_agreed.actions" in tables
        for table in sorted(tables):
            found = await connection.fetchval(f"select count(*) from {table} where meeting_id = $1", meeting)
            assert found == 0, table
    read = await told.send(ACTORS[name], MEETING, id=str(meeting))
    assert [error.extensions["code"] for error in read.errors] == ["meeting_not_found"]


async def test_an_excluded_agency_finds_its_own_share_and_nothing_else_in_any_table(told: Live) -> None:
    actor = ACTORS["of an excluded agency"]
    meeting = told.scenes[MeetingStatus.CLOSED].meeting_id
    async with told.asking(actor).views.together() as connection:
        named = {row[0] for row in await connection.fetch(OF_MEETINGS)}
        tables = sorted(named & set(await tables_of_the_application(connection)))
        found = {
            table
            for table in tables
            if await connection.fetchval(f"select count(*) from {table} where meeting_id = $1", meeting)
        }
    assert found == {"information_shared.own_shares"}


async def test_nobody_of_an_excluded_agency_opens_the_meeting_again_in_an_emergency(told: Live) -> None:
    scene = told.scenes[MeetingStatus.IN_SESSION]
    actor = ACTORS["of an excluded agency"]
    told.office.clock.moment += timedelta(hours=3)  # type: ignore[attr-defined]
    command = {"meetingId": str(scene.meeting_id), "reason": "The child is at the door"}
    sent = await told.send(actor, OPEN, input=command, id=str(uuid4()))
    assert sent.data["openInEmergency"] == {"code": "meeting_not_found"}
    by_child = {"childId": str(scene.child_id), "reason": "The child is at the door"}
    sent = await told.send(actor, OPEN_CHILD, input=by_child, id=str(uuid4()))
    assert sent.data["openChildInEmergency"] == {"code": "nothing_to_open"}
    assert await rows_in_postgresql(told, actor, scene.meeting_id) == 0
    told.office.clock.moment -= timedelta(hours=3)  # type: ignore[attr-defined]


@pytest.mark.parametrize("status", [MeetingStatus.IN_SESSION, MeetingStatus.CLOSED])
async def test_both_locks_open_to_the_same_people(told: Live, status: MeetingStatus) -> None:
    """Row-level security knows of no duties: it may open to a duty that the policy refuses, and to nobody else."""
    scene = told.scenes[status]
    for name, actor in ACTORS.items():
        if name == "excluded chair":
            continue
        asking = told.asking(actor)
        circle = scene.circle
        opened = await rows_in_postgresql(told, actor, scene.meeting_id) == 1
        taking_part = Actor(actor.practitioner_id, actor.agency_id, actor.duties | {Duty.PRACTITIONER})
        allowed = decide(taking_part, Action.READ_MEETING, circle, asking.moment).allowed
        # The opening of the test above is not in the history told.
        assert opened is allowed or name == "stranger", name
