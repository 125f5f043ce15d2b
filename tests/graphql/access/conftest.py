"""The scenes of access in a real database, told once for all tests here."""

from collections.abc import AsyncIterator

import pytest_asyncio
from tests.support.live_scene import Live, live_scenes

from quorate_events.meetings.vocabulary import MeetingStatus
from quorate_services.postgres.cluster import Cluster

STATES = (MeetingStatus.CONVENED, MeetingStatus.IN_SESSION, MeetingStatus.CLOSED, MeetingStatus.CANCELLED)


@pytest_asyncio.fixture(scope="session")
async def told(cluster: Cluster, migrated_template: str) -> AsyncIterator[Live]:
    async with live_scenes(cluster, migrated_template, "access_tests", STATES) as live:
        yield live
