"""Makes rows anew when somebody was erased: what a destroyed key hides is to be in no view either.

Runs beside the followers, whatever they follow. It changes a build under the lock of its row and raises its epoch, so
that whoever writes to it drops what it remembers, reads again where it stands, and finds only what is left.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from quorate_events.kafka.partitioning import Partitioning
from quorate_events.people.personal_file import PersonErased
from quorate_events.store.connections import Connection
from quorate_projections.engine.connections import connect_writer
from quorate_projections.engine.feed import Decode, Feed, FeedRecord, ready
from quorate_projections.engine.fold import fold_events, wanted
from quorate_projections.engine.follower import TRIED_AGAIN, Pace
from quorate_projections.engine.group.standing import shown_everywhere, standing_of
from quorate_projections.engine.history import History
from quorate_projections.engine.positions import Build
from quorate_projections.engine.projection import AnyProjection, RecordedEvent
from quorate_projections.engine.statements import statement
from quorate_projections.engine.writer import table_writers
from quorate_projections.engine.writing import write_changes

log = logging.getLogger(__name__)

_LOOK_EVERY = 0.5
"""Seconds."""

Erased = Callable[[Collection[UUID]], None]
"""Told whose keys are gone, before anything is read again."""


class ViewEraser:
    """Lets every live view follow the erasures on the log, while :meth:`run` runs."""

    def __init__(
        self,
        projections: Sequence[AnyProjection],
        feed: Feed,
        decode: Decode,
        dsn: str,
        erased: Erased,
        pace: Pace | None = None,
    ) -> None:
        self._projections = projections
        self._feed = feed
        self._decode = decode
        self._dsn = dsn
        self._erased = erased
        self._pace = pace or Pace()
        self._known: dict[int, PersonErased] = {}
        self._read = 0

    async def run(self) -> None:
        """Follow until cancelled. What fails is tried again, from the beginning of what was not done."""
        delay = self._pace.back_off
        while True:
            try:
                connection = await connect_writer(self._dsn)
                try:
                    while True:
                        await self._follow_all(connection)
                        delay = self._pace.back_off
                        await asyncio.sleep(_LOOK_EVERY)
                finally:
                    connection.terminate()
            except TRIED_AGAIN as error:
                log.warning("erasure in views backs off", extra={"kind": type(error).__name__})
            except Exception:
                log.exception("erasure in views backs off")
            await asyncio.sleep(delay)
            delay = min(delay * 2, self._pace.longest_back_off)

    async def follow(self) -> int:
        """Let every live view follow what it has not yet; return how many rebuilt something."""
        connection = await connect_writer(self._dsn)
        try:
            return await self._follow_all(connection)
        finally:
            await connection.close(timeout=5.0)

    async def _follow_all(self, connection: Connection) -> int:
        await self._look(connection)
        if not self._known:
            return 0
        return sum([await self._follow(connection, projection) for projection in self._projections])

    async def _look(self, connection: Connection) -> None:
        head = await self._feed.head()
        rows = await connection.fetch(statement("erasures"), self._feed.ledger, self._read)
        records = [FeedRecord(*row) for row in rows]
        await ready(self._decode, records)
        for record in records:
            event = self._decode(record)
            assert isinstance(event, PersonErased)
            self._known[record.position] = event
        self._read = max(head, *(record.position for record in records), self._read)
        self._erased([each.person_id for each in self._known.values()])

    async def _follow(self, connection: Connection, projection: AnyProjection) -> bool:
        async with connection.transaction():
            row = await connection.fetchrow(statement("lock_live_build"), projection.name)
            build = None if row is None else Build(**dict(row))
            if build is None or build.version != projection.version:
                # Another release of the program has this view, and lets it follow.
                return False
            place = build.projection, build.build
            done = {
                each["position"] for each in await connection.fetch(statement("followed_erasures"), *place)
            }
            new = sorted(self._known.keys() - done)
            if not new:
                return False
            streams = {stream for position in new for stream in self._known[position].streams}
            await connection.execute(statement("raise_epoch"), *place)
            await self._refold(connection, projection, build, streams)
            await connection.execute(statement("forget_statistics"), build.schema)
            await connection.execute(statement("insert_followed_erasures"), *place, new)
        return True

    async def _refold(
        self, connection: Connection, projection: AnyProjection, build: Build, streams: set[UUID]
    ) -> None:
        """Write the rows of ``streams`` anew, as far as the build has come."""
        through = await _shown_through(connection, build, streams)
        history = History(self._feed, self._decode)
        tables = table_writers(build.schema, projection.tables)
        for stream_id in streams:
            for writer in tables.values():
                await writer.clear(connection, stream_id)
        found = await history.of(streams, max(through.values(), default=0))
        events = [each for each in wanted(projection, found, set()) if _shown(each, through)]
        await write_changes(connection, tables, fold_events(projection, events, {}).changes)


def _shown(event: RecordedEvent, through: dict[UUID, int]) -> bool:
    return event.position <= through[event.stream_id]


async def _shown_through(connection: Connection, build: Build, streams: set[UUID]) -> dict[UUID, int]:
    """Return up to where the build shows each stream: further than its position where a group keeps it."""
    standing = await standing_of(connection, [build.projection])
    count = len(standing[0].partitions) if standing else 0
    if not count:
        return dict.fromkeys(streams, build.position)
    partition = Partitioning(count).of
    return {each: shown_everywhere(standing, partition(each), count) for each in streams}
