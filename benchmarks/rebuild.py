"""Rebuilding a view from the first event, beside the library's ``ProjectionRunner`` on the same events."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from itertools import zip_longest
from uuid import UUID, uuid4

import asyncpg
from eventsourcing.persistence import StoredEvent

from benchmarks.harness import Effort, Figure, Report, compared, interleaved, require
from benchmarks.peer import projection as peer
from benchmarks.peer.settings import environment
from benchmarks.server import Database, new_database
from benchmarks.workload import CODEC, LEDGER, RULES, copied, whole_meetings
from quorate_events.access.purpose import Purpose
from quorate_events.store import Append, open_log
from quorate_events.store.connections import connector
from quorate_projections.attendance.projection import AttendanceProjection
from quorate_projections.catalogue import projections
from quorate_projections.engine.codec import decode_with
from quorate_projections.engine.postgres_feed import PostgresFeed
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.rebuild import Rebuilder
from quorate_services.postgres.cluster import Cluster

_DIFFERENT = 200
_AT_THE_SAME_TIME = 4
_EVENTS_AT_ONCE = 2000


def history(meetings: int) -> list[StoredEvent]:
    """Return the events of ``meetings`` conferences, four of them going on at the same time."""
    different = whole_meetings(min(_DIFFERENT, meetings))
    all_of_them = [copied(different[number % len(different)], uuid4()) for number in range(meetings)]
    events: list[StoredEvent] = []
    for first in range(0, meetings, _AT_THE_SAME_TIME):
        group = all_of_them[first : first + _AT_THE_SAME_TIME]
        events += [event for at_once in zip_longest(*group) for event in at_once if event is not None]
    return events


async def write(database: Database, events: Sequence[StoredEvent]) -> None:
    """Write events to our log, in order."""
    async with open_log(database.app, LEDGER, CODEC) as log:
        for first in range(0, len(events), _EVENTS_AT_ONCE):
            append = Append(uuid4(), b"", b"", events[first : first + _EVENTS_AT_ONCE])
            await log.appender.append(append)


async def measure(cluster: Cluster, effort: Effort, report: Report) -> None:
    """Rebuild attendance beside the library, then every view by itself."""
    attendance = AttendanceProjection(RULES)
    events = history(effort.history)
    report.say(f"  {len(events)} events of {effort.history} meetings …")
    ours_at = await new_database(cluster)
    await write(ours_at, events)
    async with AsyncExitStack() as stack:
        feed = await stack.enter_async_context(PostgresFeed(ours_at.projector, LEDGER))
        rebuilder = Rebuilder(feed, decode_with(CODEC), ours_at.owner, ours_at.projector)
        await _beside_the_library(cluster, effort, report, rebuilder, attendance, events, ours_at)
        for projection in projections(RULES):
            if count := _wanted(projection, events):
                rate = await _rebuild(rebuilder, projection, count)
                report.add(Figure("rebuild", f"view {projection.name}", "events/s", rate))


async def _beside_the_library(
    cluster: Cluster,
    effort: Effort,
    report: Report,
    rebuilder: Rebuilder,
    projection: AnyProjection,
    events: Sequence[StoredEvent],
    ours_at: Database,
) -> None:
    durable_at = await new_database(cluster, migrated=False)
    relaxed_at = await new_database(cluster, migrated=False)
    await _relax(relaxed_at)
    samples = {}
    for name, database in (("durable", durable_at), ("relaxed", relaxed_at)):
        settings = environment(database.owner, pool_size=5)
        await peer.prepare(database.owner, projection, settings)
        await peer.fill(database.owner, events)
        samples[name] = peer.Sample(projection, settings)
    count = _wanted(projection, events)
    rates = await interleaved(
        effort.rounds,
        {
            "ours": lambda: _rebuild(rebuilder, projection, count),
            "durable": lambda: asyncio.to_thread(samples["durable"].rate, max(3.0, effort.seconds)),
            "relaxed": lambda: asyncio.to_thread(samples["relaxed"].rate, max(3.0, effort.seconds)),
        },
    )
    for name, database in (("durable", durable_at), ("relaxed", relaxed_at)):
        await _same_rows(projection, ours_at, database, events, samples[name].position)
    report.add(
        compared(
            "rebuild", "attendance", "events/s", rates["ours"], "ProjectionRunner", rates["durable"],
            target="≥ 100",
        )
    )  # fmt: skip
    without = "ProjectionRunner, synchronous_commit off"
    report.add(compared("rebuild", "attendance", "events/s", rates["ours"], without, rates["relaxed"]))


async def _rebuild(rebuilder: Rebuilder, projection: AnyProjection, events: int) -> float:
    started = time.perf_counter()
    await rebuilder.rebuild(projection)
    return events / (time.perf_counter() - started)


def _wanted(projection: AnyProjection, events: Sequence[StoredEvent]) -> int:
    return sum(event.topic in projection.topics for event in events)


async def _relax(database: Database) -> None:
    """Let commits in this database not wait for the disk, as those of our views do not."""
    connection = await asyncpg.connect(database.owner)
    try:
        await connection.execute(f"alter database {database.name} set synchronous_commit = off")
    finally:
        await connection.close()


async def _same_rows(
    projection: AnyProjection,
    ours: Database,
    theirs: Database,
    events: Sequence[StoredEvent],
    processed: int,
) -> None:
    """Both sides hold the same rows for every meeting that the peer has seen to its end."""
    to_come = {event.originator_id for event in events[processed:]}
    whole = [UUID(str(each)) for each in {event.originator_id for event in events[:processed]} - to_come]
    require(bool(whole), "the peer did not come to the end of a single meeting")
    for table in projection.tables:
        mine, other = [await _rows(at, projection.name, table.name, whole) for at in (ours, theirs)]
        require(mine == other and bool(mine), f"the rows of {projection.name}.{table.name} differ")


async def _rows(
    database: Database, schema: str, table: str, meeting_ids: Sequence[UUID]
) -> list[tuple[object, ...]]:
    connection = await connector(database.owner, "benchmark", purpose=Purpose.UPKEEP)()
    try:
        rows = await connection.fetch(
            f'select t::text from "{schema}"."{table}" t where meeting_id = any($1) order by 1', meeting_ids
        )
    finally:
        await connection.close()
    return [tuple(row) for row in rows]
