from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.conftest import Database
from tests.support.agency_scene import Scene, agency_scene

from quorate_events.kafka.access import KafkaAccess


@pytest.fixture
async def scene(database: Database, kafka: KafkaAccess, tmp_path: Path) -> AsyncIterator[Scene]:
    async with agency_scene(database, kafka, tmp_path) as scene:
        yield scene
