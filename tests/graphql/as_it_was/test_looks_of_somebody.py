"""What a reviewer is told that somebody looked at: of that person, in that meeting, up to that moment."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio
from tests.support.access_scene import ACTORS
from tests.support.live_scene import Live, StoppedClock, live_scenes

from quorate_events.access.actor import Actor
from quorate_events.meetings.vocabulary import MeetingStatus
from quorate_services.postgres.cluster import Cluster

CLOSED = MeetingStatus.CLOSED
SEEN = """query ($id: UUID!, $person: UUID!, $time: DateTime!) {
    asSeenBy(meetingId: $id, practitionerId: $person, asOf: {time: $time}) {
        member meeting { reason } looks { what practitionerId meetingId } looksInAll } }"""


@pytest_asyncio.fixture(scope="module")
async def told(cluster: Cluster, migrated_template: str) -> AsyncIterator[Live]:
    async with live_scenes(cluster, migrated_template, "reviewed_looks", [CLOSED]) as live:
        yield live


async def look(told: Live, actor: Actor) -> None:
    meeting = str(told.scenes[CLOSED].meeting_id)
    await told.send(actor, "query ($id: UUID!) { meeting(id: $id) { reason } }", id=meeting)
    async with asyncio.timeout(10):
        while told.office.looks.waiting:  # noqa: ASYNC110 - the book tells nobody
            await asyncio.sleep(0.01)


async def test_a_reviewer_is_told_what_the_person_had_looked_at_by_then(told: Live) -> None:
    author, clock = ACTORS["author"], told.office.clock
    assert isinstance(clock, StoppedClock)
    await look(told, ACTORS["named"])
    await look(told, author)
    then = clock.moment
    clock.moment += timedelta(hours=1)
    await look(told, author)
    asked = {
        "id": str(told.scenes[CLOSED].meeting_id),
        "person": str(author.practitioner_id),
        "time": then.isoformat(),
    }
    result = await told.send(ACTORS["reviewer"], SEEN, **asked)
    assert result.errors is None, result.errors
    seen = result.data["asSeenBy"]
    assert (seen["member"], seen["meeting"]["reason"]) == (True, "Concerns about neglect")
    looks = [(each["what"], each["practitionerId"], each["meetingId"]) for each in seen["looks"]]
    assert looks == [("meeting", str(author.practitioner_id), asked["id"])]
    assert seen["looksInAll"] == 1


async def test_whoever_was_no_member_then_could_see_nothing(told: Live) -> None:
    asked = {
        "id": str(told.scenes[CLOSED].meeting_id),
        "person": "00000000-0000-0000-0000-00000000dead",
        "time": told.office.clock.now().isoformat(),
    }
    result = await told.send(ACTORS["reviewer"], SEEN, **asked)
    assert result.data["asSeenBy"] == {"member": False, "meeting": None, "looks": [], "looksInAll": 0}
