"""The scenes of access in a real database, told once for all tests here."""

import asyncio
from collections.abc import AsyncIterator

import pytest_asyncio
from tests.graphql.access.questions import NOTHING, OF_A_MEETING, outcome
from tests.support.access_scene import ACTORS, ROLES
from tests.support.history import HEALTH, POLICE, SCHOOL, SOCIAL_CARE
from tests.support.live_scene import Live, Told, live_scenes

from quorate_events.meetings.convening import ChangeChair
from quorate_events.meetings.values import AnchorDate
from quorate_events.meetings.vocabulary import MeetingKind, MeetingStatus
from quorate_events.rules.clocks import london_date
from quorate_events.rules.rule_set import Anchor
from quorate_services.postgres.cluster import Cluster


@pytest_asyncio.fixture(scope="session")
async def told(cluster: Cluster, migrated_template: str) -> AsyncIterator[Live]:
    """A meeting in every state, another conference beside them, and somebody who looked in vain."""
    async with live_scenes(
        cluster, migrated_template, "access_tests", MeetingStatus, beside=another_conference
    ) as live:
        await look_in_vain(live)
        yield live


def another_conference(told: Told) -> None:
    """A conference in time after the start of the enquiry, whose chair was changed before it was held."""
    child = told.new_id()
    told.register_child(child)
    started = AnchorDate(Anchor.SECTION_47_STARTED, london_date(told.now))
    meeting = told.convene(MeetingKind.INITIAL_CONFERENCE, children=[child], in_days=1, anchors=[started])
    chair = ACTORS["administrator"].practitioner_id
    told.do(ChangeChair(meeting_id=meeting, chair_id=chair, reason="The chair is on leave"))
    for agency in (POLICE, HEALTH, SCHOOL):
        told.invite(meeting, agency, ROLES[agency])
    told.later(days=1)
    told.open(meeting)
    for agency in (SOCIAL_CARE, POLICE, HEALTH, SCHOOL):
        told.attend(meeting, agency, ROLES[agency])
    told.close(meeting)


async def look_in_vain(live: Live) -> None:
    """A stranger tries a meeting that never concerned the agency, which is an unusual look."""
    meeting = str(live.scenes[MeetingStatus.CLOSED].meeting_id)
    answer = await live.send(ACTORS["stranger"], OF_A_MEETING["meeting"], id=meeting)
    assert outcome(answer, "meeting") == NOTHING
    async with asyncio.timeout(10):
        while live.office.looks.waiting:  # noqa: ASYNC110 - the book tells nobody
            await asyncio.sleep(0.01)
