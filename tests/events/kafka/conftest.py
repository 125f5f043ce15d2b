import uuid
from collections.abc import AsyncIterator

import pytest

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.ports import TopicState


@pytest.fixture
async def admin(kafka: KafkaAccess) -> AsyncIterator[KafkaAdmin]:
    admin = KafkaAdmin(kafka)
    yield admin
    await admin.close()


@pytest.fixture
async def topic(admin: KafkaAdmin) -> str:
    """A topic of the test's own, of three partitions."""
    name = f"test.{uuid.uuid4().hex[:12]}"
    await admin.create(TopicState(name, 3, 1, {}))
    return name


@pytest.fixture
def transactional_id() -> str:
    return f"test-{uuid.uuid4().hex[:12]}"
