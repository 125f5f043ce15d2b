"""A log that tests fill, the topics of a ledger of the test's own, and relays between the two."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from tests.conftest import Database
from tests.support.folding import see_everything

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.cloudevents import PublishedEvent, from_record
from quorate_events.kafka.ports import Record
from quorate_events.kafka.producer import KafkaTransactionalProducer
from quorate_events.kafka.topic_plan import apply, plan
from quorate_events.kafka.topics import EVENTS, POSITIONS, declared
from quorate_events.tasks import end
from quorate_services.relay.relay import Relay, RelayPace

FILL = """
with numbered as (
    insert into quorate.ledger_head values ($1, $2) on conflict (ledger) do update
    set position = ledger_head.position + $2 returning position - $2 as base
)
insert into quorate.stored_events
    (ledger, notification_id, originator_id, originator_version, topic, state, commit_id)
select $1, base + n, ('00000000-0000-0000-0000-' || lpad(((base + n) % 7)::text, 12, '0'))::uuid,
    base + n, $3, convert_to('{"number":' || base + n || $4::text || '}', 'utf8'), gen_random_uuid()
from numbered, generate_series(1, $2) n
"""


@dataclass(frozen=True)
class Scene:
    """One ledger: its database, its Kafka, and what there is in both."""

    database: Database
    access: KafkaAccess
    ledger: str

    @property
    def topics(self) -> tuple[str, str]:
        topics = declared(self.ledger)
        return topics[EVENTS].name, topics[POSITIONS].name

    async def fill(
        self, count: int, topic: str = "quorate.test.happened", *, size: int = 0, streams: int = 7
    ) -> None:
        """Put events on the log, each with ``size`` more bytes than it needs."""
        owner = await see_everything(self.database.owner_dsn)
        try:
            await owner.execute(FILL.replace("% 7", f"% {streams}"), self.ledger, count, topic, " " * size)
        finally:
            await owner.close()

    async def apply_topics(self) -> None:
        async with self.admin() as admin:
            await apply(admin, await plan(admin, declared(self.ledger), 1))

    @asynccontextmanager
    async def admin(self) -> AsyncIterator[KafkaAdmin]:
        admin = KafkaAdmin(self.access)
        try:
            yield admin
        finally:
            await admin.close()

    async def put_junk(self) -> None:
        """Let somebody write a record to the topic of events that is none."""
        producer = KafkaTransactionalProducer(self.access, "somebody")
        await producer.open()
        await producer.publish([Record(self.topics[0], b"key", b"no event")])
        await producer.close()

    async def published(self) -> list[PublishedEvent]:
        """What a reader of committed records sees, in the order of each partition."""
        async with self.admin() as admin:
            extents = await admin.extents(self.topics[0])
            return [
                from_record(each)
                for partition, extent in extents.items()
                for each in await admin.read(partition, *extent)
            ]

    async def assert_published_once(self, count: int) -> None:
        """Every event up to ``count`` is there once, and in order for each stream.

        A commit is answered before its marks are in every partition: readers may see it a little later.
        """
        async with asyncio.timeout(30):
            while len(events := await self.published()) < count:  # noqa: ASYNC110 - nobody tells us
                await asyncio.sleep(0.1)
        assert sorted(each.position for each in events) == list(range(1, count + 1))
        for stream in {each.stream_id for each in events}:
            versions = [each.stream_version for each in events if each.stream_id == stream]
            assert versions == sorted(versions)

    def relay(self, **options: object) -> Relay:
        pace = RelayPace(batch=50, poll=0.05, back_off=0.05, longest_back_off=0.2, patience=8.0)
        return Relay(
            self.database.relay_dsn, self.ledger, self.access, self.topics, **{"pace": pace, **options}
        )

    @asynccontextmanager
    async def relaying(self, relay: Relay | None = None) -> AsyncIterator[tuple[Relay, "asyncio.Task[None]"]]:
        """A relay that runs while the block does."""
        relay = relay or self.relay()
        running = asyncio.create_task(relay.run())
        try:
            yield relay, running
        finally:
            relay.stop()
            await end(running)


@pytest.fixture
def scene_on(database: Database) -> Callable[[KafkaAccess], Scene]:
    return lambda access: Scene(database, access, f"t{uuid.uuid4().hex[:12]}")


@pytest.fixture
async def scene(scene_on: Callable[[KafkaAccess], Scene], kafka: KafkaAccess) -> Scene:
    scene = scene_on(kafka)
    await scene.apply_topics()
    return scene
