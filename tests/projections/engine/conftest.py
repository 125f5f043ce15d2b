"""Boxes with things in them: a small history and a small projection to try the engine on."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import msgspec
import pytest
import pytest_asyncio
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import StoredEvent

from quorate_events.access.purpose import PURPOSE_SETTING, Purpose
from quorate_events.evidence import EVIDENCE
from quorate_events.looks import LOOKS
from quorate_events.store.announcer import Announcer
from quorate_events.store.append import Append
from quorate_events.store.appender import GroupCommitAppender
from quorate_events.store.codec import EventCodec
from quorate_events.store.connections import connector
from quorate_events.store.migrate import EVENTS, migrate
from quorate_events.store.news import News
from quorate_events.vault import VAULT
from quorate_projections import MIGRATIONS
from quorate_projections.engine.codec import decode_with
from quorate_projections.engine.follower import Pace
from quorate_projections.engine.live import Projector
from quorate_projections.engine.postgres_feed import PostgresFeed
from quorate_projections.engine.progress import ProgressBoard
from quorate_projections.engine.projection import Projection, RecordedEvent, Rows, table
from quorate_projections.engine.rebuild import Rebuilder

LEDGER = "stoke"
QUICK = Pace(poll=0.05, stand_by=0.05, back_off=0.02, longest_back_off=0.1)


@dataclass(frozen=True)
class ThingPut(Aggregate.Event):
    TOPIC = "test.thing_put"
    thing: str
    amount: int


@dataclass(frozen=True)
class ThingTaken(Aggregate.Event):
    TOPIC = "test.thing_taken"
    thing: str
    amount: int


@dataclass(frozen=True)
class LidPainted(Aggregate.Event):
    TOPIC = "test.lid_painted"
    colour: str


class BoxState(msgspec.Struct, frozen=True):
    things: dict[str, int]
    events: int


class MoreThanThereIs(ValueError):
    pass


class Boxes(Projection[BoxState]):
    """One row a box, and one row for each thing that is in it."""

    name = "boxes"
    version = 1
    topics = frozenset({ThingPut.TOPIC, ThingTaken.TOPIC})
    state = BoxState
    tables = (
        table("box", {"box_id": "uuid"}, {"events": "bigint", "names": "text[]", "content": "jsonb"}),
        table("thing", {"box_id": "uuid", "thing": "text"}, {"amount": "bigint"}),
    )

    def tables_sql(self) -> str:
        return """
            create table box (box_id uuid primary key, events bigint, names text[], content jsonb);
            create table thing (
                box_id uuid, thing text, amount bigint check (amount < 1000), primary key (box_id, thing)
            );
        """

    def policies_sql(self) -> str:
        return """
            create policy everybody on box for select to quorate_app using (true);
            create policy everybody on thing for select to quorate_app using (true);
        """

    def fold(self, state: BoxState | None, event: RecordedEvent) -> BoxState:
        things = dict(state.things) if state else {}
        happened = event.event
        if isinstance(happened, ThingPut):
            things[happened.thing] = things.get(happened.thing, 0) + happened.amount
        else:
            left = things.get(happened.thing, 0) - happened.amount
            if left < 0:
                raise MoreThanThereIs(f"secret of {happened.thing}")
            things[happened.thing] = left
            if not left:
                del things[happened.thing]
        return BoxState(things, (state.events if state else 0) + 1)

    def rows(self, stream_id: UUID, state: BoxState) -> Rows:
        if "unspeakable" in state.things:
            raise ValueError("no rows for this")
        return {
            "box": [(stream_id, state.events, sorted(state.things), state.things)],
            "thing": [(stream_id, thing, amount) for thing, amount in state.things.items()],
        }


class Lids(Projection[BoxState]):
    """Wants hardly anything."""

    name = "lids"
    topics = frozenset({LidPainted.TOPIC})
    state = BoxState
    tables = (table("lid", {"box_id": "uuid"}, {"paints": "bigint"}),)

    def tables_sql(self) -> str:
        return "create table lid (box_id uuid primary key, paints bigint)"

    def policies_sql(self) -> str:
        return "create policy everybody on lid for select to quorate_app using (true)"

    def fold(self, state: BoxState | None, event: RecordedEvent) -> BoxState:
        return BoxState({}, (state.events if state else 0) + 1)

    def rows(self, stream_id: UUID, state: BoxState) -> Rows:
        return {"lid": [(stream_id, state.events)]}


CODEC = EventCodec([ThingPut, ThingTaken, LidPainted])


class Things:
    """Makes the events of boxes, each stream's versions in order."""

    def __init__(self) -> None:
        self._versions: dict[UUID, itertools.count[int]] = {}

    def put(self, box: UUID, thing: str = "book", amount: int = 1) -> ThingPut:
        return self._event(ThingPut, box, thing=thing, amount=amount)

    def take(self, box: UUID, thing: str = "book", amount: int = 1) -> ThingTaken:
        return self._event(ThingTaken, box, thing=thing, amount=amount)

    def paint(self, box: UUID) -> LidPainted:
        return self._event(LidPainted, box, colour="green")

    def _event(self, kind: type[Any], box: UUID, **content: Any) -> Any:
        version = next(self._versions.setdefault(box, itertools.count(1)))
        now = Aggregate.Event.create_timestamp()
        return kind(originator_id=box, originator_version=version, timestamp=now, **content)


class House(Things):
    """A database with a log, and everything that the engine is made of."""

    codec = CODEC

    def __init__(self, database: Any, appender: GroupCommitAppender, feed: PostgresFeed, news: News) -> None:
        super().__init__()
        self.database = database
        self.news = news
        self.feed = feed
        self.decode = decode_with(CODEC)
        self.rebuilder = self.rebuilder_with(run=50)
        self.board = ProgressBoard()
        self._appender = appender

    def rebuilder_with(self, **settings: int) -> Rebuilder:
        owner, projector = self.database.owner_dsn, self.database.projector_dsn
        return Rebuilder(self.feed, self.decode, owner, projector, **settings)

    async def append(self, *events: Any) -> int:
        """Append events to the log in one commit; return the last one's position."""
        return await self.append_stored(*map(CODEC.to_stored_event, events))

    async def append_stored(self, *stored: StoredEvent) -> int:
        appended = await self._appender.append(Append(uuid4(), b"", b"", stored))
        return appended.last_position

    async def query(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        """Ask as the application that looks after the installation, and may only read."""
        settings = {PURPOSE_SETTING: Purpose.UPKEEP.value}
        connection = await asyncpg.connect(self.database.app_dsn, server_settings=settings)
        try:
            return [tuple(row) for row in await connection.fetch(sql, *args)]
        finally:
            await connection.close()

    async def visible(self, position: int, *names: str) -> None:
        """Wait until the boxes (or other views named) show a position."""
        await self.board.wait_for(names or ["boxes"], position, 20)

    async def end_projector_sessions(self) -> int:
        """Cut the connections of every projector, as a restart of the server would."""
        return await self._ask_as_projector(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            " where application_name = 'quorate projector' and datname = current_database()"
        )

    async def projector_waits(self) -> bool:
        """Say whether a projector waits for a lock that somebody else holds."""
        return await self._ask_as_projector(
            "select count(*) > 0 from pg_stat_activity where wait_event_type = 'Lock'"
            " and application_name = 'quorate projector' and datname = current_database()"
        )

    async def has_partitions(self) -> bool:
        """Say whether a group of projectors has taken up a view."""
        return await self._ask_as_projector("select count(*) > 0 from quorate.projection_partition")

    async def _ask_as_projector(self, sql: str) -> Any:
        connection = await asyncpg.connect(self.database.projector_dsn)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    async def views(self, schema: str = "boxes") -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of the boxes' view."""
        boxes = await self.query(f"select * from {schema}.box order by box_id")
        return {"box": boxes, "thing": await self.query(f"select * from {schema}.thing order by 1, 2")}

    def projector(
        self,
        *projections: Any,
        feed: Any = None,
        board: ProgressBoard | None = None,
        pace: Pace = QUICK,
    ) -> Projector:
        dsn = self.database.projector_dsn
        return Projector(projections, feed or self.feed, self.decode, dsn, board or self.board, pace)

    @asynccontextmanager
    async def projecting(
        self, *projections: Any, feed: Any = None, pace: Pace = QUICK
    ) -> AsyncIterator[Projector]:
        """Let a projector run meanwhile, which has to read what it shows."""
        projector = self.projector(*projections, feed=feed, pace=pace)
        running = asyncio.create_task(projector.run())
        try:
            yield projector
        finally:
            projector.stop()
            await running

    @asynccontextmanager
    async def projecting_in_the_same_process(
        self, *projections: Any, feed: Any = None
    ) -> AsyncIterator[Projector]:
        """Let a projector run meanwhile to which is handed over what is appended here."""
        async with self.projecting(*projections, feed=feed) as projector:
            with self.news.heard_by(projector.hear):
                yield projector

    @asynccontextmanager
    async def another_process(self) -> AsyncIterator["House"]:
        """Let somebody else append to the same log, of whose events nothing is handed over."""
        dsn = self.database.app_dsn
        announcer = Announcer(connector(dsn, "announcer"))
        async with GroupCommitAppender(connector(dsn, "appender"), LEDGER, announcer=announcer) as appender:
            yield House(self.database, appender, self.feed, News())
        await announcer.close()


@pytest_asyncio.fixture
async def house(database: Any) -> AsyncIterator[House]:
    await migrate(database.owner_dsn, (EVENTS, LOOKS, EVIDENCE, VAULT, MIGRATIONS))
    news = News()
    announcer = Announcer(connector(database.app_dsn, "announcer"), news=news)
    appender = GroupCommitAppender(connector(database.app_dsn, "appender"), LEDGER, announcer=announcer)
    async with appender, PostgresFeed(database.projector_dsn, LEDGER) as feed:
        yield House(database, appender, feed, news)
        await announcer.close()


@pytest.fixture
def boxes() -> Boxes:
    return Boxes()


@pytest.fixture
def lids() -> Lids:
    return Lids()


@pytest.fixture
def box() -> UUID:
    return uuid4()


@pytest.fixture
def house_of_events() -> Things:
    return Things()
