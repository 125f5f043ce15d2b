"""A partnership with a confirmed record, sealed, of which copies can be made."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import pytest_asyncio
from tests.services.evidence.conftest import ORIGIN, Evidence
from tests.support.access_scene import ACTORS, scene
from tests.support.live_scene import Told, live_office

from quorate_events.evidence.signing_key import create_signing_key
from quorate_events.meetings.vocabulary import MeetingStatus, RecordVariant
from quorate_services.postgres.cluster import Cluster
from quorate_services.records.copies import MadeCopy
from quorate_services.records.desk import CopyWanted, RecordDesk
from quorate_services.settings import Environment, Settings


@pytest_asyncio.fixture(scope="session")
async def confirmed(
    cluster: Cluster, migrated_template: str, tmp_path_factory: Any
) -> AsyncIterator[Evidence]:
    told = Told()
    told.register_everybody()
    meeting = scene(MeetingStatus.CONFIRMED, told)
    key = create_signing_key(tmp_path_factory.mktemp("key") / "signing-key", ORIGIN).path
    settings = Settings(environment=Environment.TEST, partnership="northbrook", pool_size=4, signing_key=key)
    name = f"records_{uuid4().hex}"
    async with live_office(cluster, migrated_template, name, told, settings) as (office, wiring, log):
        yield Evidence(office, wiring, log, key, meeting)


async def make(
    confirmed: Evidence, actor: str, variant: RecordVariant, agency_id: UUID | None = None, to: str = ""
) -> MadeCopy:
    """Have a copy made, and signed."""
    wanted = CopyWanted(variant, agency_id, recipient=to)
    made = await RecordDesk(confirmed.office).make(ACTORS[actor], confirmed.meeting_id, wanted)
    await confirmed.seal()
    return made
