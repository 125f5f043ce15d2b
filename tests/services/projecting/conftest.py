"""A partnership whose log, topics and views are the test's own, and the processes between them."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from tests.conftest import Database
from tests.end_to_end.support.evidence import rows_of_views
from tests.end_to_end.support.fill import play_into
from tests.support.folding import see_everything

from quorate_events.kafka.access import KafkaAccess, Security
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.topic_plan import apply, plan
from quorate_events.kafka.topics import EVENTS, POSITIONS, declared
from quorate_events.tasks import end
from quorate_projections.engine.group.member import MemberState
from quorate_services.composition import (
    Wiring,
    build_views,
    open_event_log,
    projecting,
    projecting_from_kafka,
    wire,
)
from quorate_services.demo.history import History
from quorate_services.demo.profile import Profile
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role
from quorate_services.relay.relay import Relay
from quorate_services.settings import Environment, Settings

NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
BEHIND = """
    select count(*) from quorate.projection_build where status = 'live'
    and position < (select max(notification_id) from quorate.stored_events)
"""


@dataclass(frozen=True)
class OneDatabase:
    cluster: Cluster
    name: str

    def dsn(self, role: Role, database: str | None = None) -> str:
        return self.cluster.dsn(role, database or self.name)


@dataclass(frozen=True)
class Partnership:
    """One partnership on a database of its own."""

    wiring: Wiring
    access: KafkaAccess

    @property
    def topics(self) -> tuple[str, str]:
        topics = declared(self.wiring.ledger)
        return topics[EVENTS].name, topics[POSITIONS].name

    @asynccontextmanager
    async def admin(self) -> AsyncIterator[KafkaAdmin]:
        admin = KafkaAdmin(self.access)
        try:
            yield admin
        finally:
            await admin.close()

    async def apply_topics(self, partitions: int | None = None) -> None:
        topics = declared(self.wiring.ledger)
        if partitions is not None:
            topics = {**topics, EVENTS: msgspec.structs.replace(topics[EVENTS], partitions=partitions)}
        async with self.admin() as admin:
            await apply(admin, await plan(admin, topics, 1))

    async def relay(self) -> None:
        """Publish what is on the log."""
        dsn = self.wiring.connections.dsn(Role.RELAY)
        await Relay(dsn, self.wiring.ledger, self.access, self.topics).run(once=True)

    @asynccontextmanager
    async def relaying(self) -> AsyncIterator[None]:
        dsn = self.wiring.connections.dsn(Role.RELAY)
        relay = Relay(dsn, self.wiring.ledger, self.access, self.topics)
        running = asyncio.create_task(relay.run())
        try:
            yield
        finally:
            relay.stop()
            await end(running)

    @asynccontextmanager
    async def from_kafka(self) -> AsyncIterator["Following"]:
        following = Following()
        async with projecting_from_kafka(self.wiring, following.told) as running:
            following.running = running
            yield following

    @asynccontextmanager
    async def from_log(self) -> AsyncIterator[None]:
        async with projecting(self.wiring):
            yield

    async def ask(self, sql: str, *args: Any) -> Any:
        owner = await see_everything(self.wiring.connections.dsn(Role.OWNER))
        try:
            return await owner.fetchval(sql, *args)
        finally:
            await owner.close()

    async def caught_up(self, seconds: float = 60.0) -> None:
        """Return once every view shows everything."""
        async with asyncio.timeout(seconds):
            while await self.ask(BEHIND):  # noqa: ASYNC110 - another process may do it
                await asyncio.sleep(0.05)

    async def rows(self) -> dict[str, list[str]]:
        owner = await see_everything(self.wiring.connections.dsn(Role.OWNER))
        try:
            return await rows_of_views(owner, self.wiring.projections())
        finally:
            await owner.close()


class Following:
    """What a projector says of itself."""

    def __init__(self) -> None:
        self.state = MemberState()
        self.running: asyncio.Task[None] | None = None

    def told(self, state: MemberState) -> None:
        self.state = state


NewPartnership = Callable[[Database], Awaitable[Partnership]]


@pytest.fixture
def partnership_on(cluster: Cluster, kafka: KafkaAccess) -> NewPartnership:
    async def make(database: Database) -> Partnership:
        settings = Settings(
            environment=Environment.TEST,
            partnership=f"t{uuid.uuid4().hex[:12]}",
            kafka_bootstrap=kafka.bootstrap,
            kafka_security=Security.PLAINTEXT,
        )
        return Partnership(wire(settings, OneDatabase(cluster, database.name)), kafka)

    return make


@pytest.fixture
async def partnership(partnership_on: NewPartnership, database: Database) -> Partnership:
    """Topics, and views of an empty log."""
    made = await partnership_on(database)
    await made.apply_topics()
    await build_views(made.wiring)
    return made


@pytest.fixture
async def filled(partnership: Partnership) -> Partnership:
    """Some events are on the log, none is published."""
    wiring = partnership.wiring
    async with open_event_log(wiring) as log:
        await play_into(log, wiring, History(Profile(NOW, months=1, scale=0.05), wiring.house.calendar))
    return partnership


@pytest.fixture
async def twin_of(cluster: Cluster) -> AsyncIterator[Callable[[Partnership], Awaitable[Partnership]]]:
    """The same partnership on a copy of its database, as it is."""
    names: list[str] = []

    async def copy(original: Partnership) -> Partnership:
        names.append(f"test_{uuid.uuid4().hex}")
        source = original.wiring.connections.dsn(Role.OWNER).rpartition("/")[2].partition("?")[0]
        await cluster.create_database(names[-1], template=source)
        return replace(original, wiring=replace(original.wiring, connections=OneDatabase(cluster, names[-1])))

    yield copy
    for name in names:
        await cluster.drop_database(name)
