"""Whole durable commands: load, check, decide, encode, append with receipt, beside the library's application."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from functools import partial
from itertools import cycle
from statistics import median
from uuid import UUID, uuid4

import asyncpg

from benchmarks import workload
from benchmarks.harness import Effort, Report, compared, interleaved, require
from benchmarks.peer import meetings as peer
from benchmarks.peer.application import PeerMeetings
from benchmarks.peer.settings import environment
from benchmarks.server import Database, new_database
from benchmarks.workload import CODEC, HOUSE, LEDGER, POLICE
from quorate_events.access.purpose import Purpose
from quorate_events.command_service import CommandService
from quorate_events.store import Append, EventLog, open_log
from quorate_events.store.connections import connector
from quorate_services.postgres.cluster import Cluster

AT_ONCE = (1, 32, 128)
TARGETS = {32: "≥ 20", 128: "≥ 30"}
PEER_CONNECTIONS = 32
"""The library's pool at 32 and 128 threads; more connections only wait for its table lock."""


class Ours:
    """Our side: a command service with its log, filled with meetings."""

    def __init__(self, log: EventLog, service: CommandService, meeting_ids: Sequence[UUID]) -> None:
        self.log = log
        self.service = service
        self.acknowledged: list[bytes] = []
        self.meeting_ids = meeting_ids
        self._texts = make_texts()
        self._by = workload.recorder_of(POLICE)

    async def run(self, at_once: int, seconds: float) -> float:
        """Put commands for ``seconds`` from ``at_once`` tasks; return how many a second were durable."""
        before = len(self.acknowledged)
        started = time.perf_counter()
        until = started + seconds
        async with asyncio.TaskGroup() as group:
            for number in range(at_once):
                group.create_task(self._work(number, at_once, until))
        return (len(self.acknowledged) - before) / (time.perf_counter() - started)

    async def warm_up(self) -> None:
        """Touch every meeting once, so that what is cached is cached."""
        slots = asyncio.Semaphore(64)
        async with asyncio.TaskGroup() as group:
            for meeting_id in self.meeting_ids:
                group.create_task(self._one(meeting_id, self._texts[0], slots))

    async def _one(self, meeting_id: UUID, words: str, slots: asyncio.Semaphore) -> None:
        async with slots:
            await self._put(meeting_id, words)

    async def _work(self, number: int, at_once: int, until: float) -> None:
        own = list(self.meeting_ids[number::at_once])
        random.Random(number).shuffle(own)
        asked = zip(cycle(own), cycle(self._texts))
        while time.perf_counter() < until:
            await self._put(*next(asked))

    async def _put(self, meeting_id: UUID, words: str) -> None:
        command = workload.contribution(meeting_id, POLICE, words)
        command_id = uuid4()
        await self.service.execute(command, command_id=command_id, by=self._by)
        self.acknowledged.append(command_id.bytes)


class Peer:
    """The library's side, with or without its cache of aggregates."""

    def __init__(self, app: PeerMeetings, meeting_ids: Sequence[UUID]) -> None:
        self.app = app
        self.acknowledged: list[int] = []
        self._meeting_ids = meeting_ids
        self._texts = make_texts()

    async def run(self, at_once: int, seconds: float) -> float:
        """As ours, from as many threads."""
        return await asyncio.to_thread(self._run, at_once, seconds)

    def warm_up(self) -> None:
        """Load every meeting once."""
        for meeting_id in self._meeting_ids:
            self.app.repository.get(meeting_id)

    def _run(self, at_once: int, seconds: float) -> float:
        positions, took = peer.run(self.app, self._meeting_ids, self._texts, at_once, seconds)
        self.acknowledged += positions
        return len(positions) / took


def make_texts() -> list[str]:
    """Return texts of about 1 kB."""
    rng = random.Random(7)
    return [workload.text(rng) for _ in range(200)]


async def prepare_ours(log: EventLog, count: int, *, cached: int) -> Ours:
    """Write ``count`` meetings of two dozen events each, and open the command path on them."""
    template = workload.prepared_meeting()
    meeting_ids = [uuid4() for _ in range(count)]
    # The agency that the commands name has to exist; it comes with the first meeting.
    extra = [workload.registered(POLICE)]
    for first in range(0, count, 500):
        async with asyncio.TaskGroup() as group:
            for meeting_id in meeting_ids[first : first + 500]:
                events = workload.copied(template, meeting_id) + extra
                extra = []
                group.create_task(log.appender.append(Append(uuid4(), b"", b"", events)))
    return Ours(log, CommandService(log.decisions(cache_size=cached), HOUSE), meeting_ids)


async def prepare_peer(stack: AsyncExitStack, database: Database, count: int, *, cached: bool) -> Peer:
    """Open the library's application on an empty database, and write as many meetings."""
    settings = environment(
        database.owner, pool_size=PEER_CONNECTIONS, cached_aggregates=count if cached else 0
    )
    app = await asyncio.to_thread(PeerMeetings, settings)
    stack.callback(app.close)
    return Peer(app, await asyncio.to_thread(peer.fill, app, count))


async def measure(cluster: Cluster, effort: Effort, report: Report) -> None:
    """Measure at 1, 32 and 128 commands at once, in interleaved rounds; then check every acknowledgement."""
    async with AsyncExitStack() as stack:
        ours_at, cold_at = await new_database(cluster), await new_database(cluster)
        plain_at = await new_database(cluster, migrated=False)
        cached_at = await new_database(cluster, migrated=False)
        log = await stack.enter_async_context(open_log(ours_at.app, LEDGER, CODEC))
        cold_log = await stack.enter_async_context(open_log(cold_at.app, LEDGER, CODEC))
        ours = await prepare_ours(log, effort.meetings, cached=10_000)
        cold = await prepare_ours(cold_log, effort.meetings, cached=0)
        plain = await prepare_peer(stack, plain_at, effort.meetings, cached=False)
        cached = await prepare_peer(stack, cached_at, effort.meetings, cached=True)
        await ours.warm_up()
        await asyncio.to_thread(cached.warm_up)
        await _compare(effort, report, ours, cold, plain, cached)
        for side, database in ((ours, ours_at), (cold, cold_at)):
            await _verify_ours(side, database, effort.meetings)
        for other, database in ((plain, plain_at), (cached, cached_at)):
            await _verify_peer(other, database, effort.meetings)


async def _compare(effort: Effort, report: Report, ours: Ours, cold: Ours, plain: Peer, cached: Peer) -> None:
    for at_once in AT_ONCE:
        report.say(f"  {at_once} at once …")
        sides: dict[str, Callable[[int, float], Awaitable[float]]] = {
            "ours": ours.run, "plain": plain.run, "cached": cached.run, "cold": cold.run,
        }  # fmt: skip
        runs = {name: partial(run, at_once, effort.seconds) for name, run in sides.items()}
        rates = await interleaved(effort.rounds, runs)
        case = f"{at_once} at once"
        report.add(
            compared(
                "commands", case, "commands/s", rates["ours"], "eventsourcing", rates["plain"],
                target=TARGETS.get(at_once, ""),
            )
        )  # fmt: skip
        against_cache = "eventsourcing with its cache"
        report.add(compared("commands", case, "commands/s", rates["ours"], against_cache, rates["cached"]))
        report.add(
            compared(
                "commands", f"{case}, no cache", "commands/s", rates["cold"], "eventsourcing", rates["plain"]
            )
        )


async def _verify_ours(side: Ours, database: Database, meetings: int) -> None:
    """Every acknowledged command wrote exactly one event and one receipt, and nothing else was written."""
    connection = await connector(database.owner, "benchmark", purpose=Purpose.UPKEEP)()
    try:
        written = await connection.fetch(
            "select commit_id, count(*) as events, max(octet_length(state)) as size"
            " from quorate.stored_events group by commit_id having count(*) = 1"
        )
        receipts = await connection.fetchval("select count(*) from quorate.command_receipts")
    finally:
        await connection.close()
    found = {row["commit_id"].bytes for row in written}
    acknowledged = set(side.acknowledged)
    require(len(acknowledged) == len(side.acknowledged), "a command id came twice")
    require(found == acknowledged, "acknowledged commands and events in the table differ")
    require(receipts == len(acknowledged) + meetings, "there is not one receipt for each command")


async def _verify_peer(side: Peer, database: Database, meetings: int) -> None:
    connection = await asyncpg.connect(database.owner)
    try:
        rows = await connection.fetch(
            "select notification_id as id, octet_length(state) as size from peermeetings_events"
            " where topic like '%ContributionSubmitted'"
        )
    finally:
        await connection.close()
    require({row["id"] for row in rows} == set(side.acknowledged), "the peer lost or doubled an event")
    ours = len(workload.CODEC.to_stored_event(workload.example_event()).state)
    theirs = median(row["size"] for row in rows)
    require(0.8 < ours / theirs < 1.25, f"events are not of one size: {ours} and {theirs} bytes")
