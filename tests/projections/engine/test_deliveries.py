"""Pages are made of what came, also when partitions change hands while the log is looked at."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from tests.support.carrier import record

from quorate_events.kafka.cloudevents import PublishedEvent
from quorate_projections.engine.group.delivery import Counted, Deliveries
from quorate_projections.engine.group.outline import Outline

LEDGER = "one"
STREAMS = [UUID(int=0), UUID(int=1)]


class SlowOutline:
    """A log of two streams in turn, each in a partition of its own, that is read when it is told to be."""

    def __init__(self) -> None:
        self.asked, self.answers = asyncio.Event(), asyncio.Event()

    async def read_outline(self, after: int, limit: int) -> Sequence[tuple[int, UUID]]:
        self.asked.set()
        await self.answers.wait()
        return [(position, STREAMS[position % 2]) for position in range(after + 1, 7)]


def event(position: int) -> PublishedEvent:
    return PublishedEvent(
        LEDGER, position, STREAMS[position % 2], position, "unknown", b"{}", datetime.now(UTC), uuid4()
    )


@pytest.fixture
def log() -> SlowOutline:
    return SlowOutline()


@pytest.fixture
def deliveries(log: SlowOutline) -> Deliveries:
    outline = Outline(log, lambda stream: stream.int, 0)
    made = Deliveries(LEDGER, outline, lambda *_: None, frozenset(), Counted())  # type: ignore[arg-type]
    made.begin({0: 0, 1: 0})
    return made


async def test_a_partition_that_goes_while_the_log_is_looked_at_brings_nothing(
    deliveries: Deliveries, log: SlowOutline
) -> None:
    taking = asyncio.create_task(deliveries.take([record(event(each), each % 2, each) for each in (1, 2, 3)]))
    await log.asked.wait()
    deliveries.end([1])
    log.answers.set()
    assert [(each.partition, each.page.through, each.gap) for each in await taking] == [(0, 2, False)]
