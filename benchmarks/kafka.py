"""Through Kafka: relay, projection and lag, beside kafka-python bare on the same broker, and beside the log alone.

Relay and projectors run in processes of their own, as an operator runs them; the lag is that of ``atLeast``: until
the database says that the view shows the event.
"""

import asyncio
import os
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import asyncpg
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from benchmarks import workload
from benchmarks.commands import make_texts, prepare_ours
from benchmarks.harness import Effort, Figure, Report, compared, interleaved, percentile, require
from benchmarks.lag import arrivals
from benchmarks.rebuild import history, write
from benchmarks.server import Database, new_database
from benchmarks.workload import CODEC, LEDGER, POLICE, RULES
from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.topic_plan import apply, plan
from quorate_events.kafka.topics import EVENTS, POSITIONS, declared
from quorate_events.store import open_log
from quorate_projections.catalogue import projections
from quorate_projections.engine.codec import decode_with
from quorate_projections.engine.postgres_feed import PostgresFeed
from quorate_projections.engine.rebuild import Rebuilder
from quorate_services.broker.broker import Broker
from quorate_services.postgres.cluster import Cluster
from quorate_services.relay.relay import Relay

_TRANSACTION = 1000
_VIEW = "information_shared"
_RATES = (50, 200, 500)
_POSITION = "select min(position) from quorate.projection_build where status = 'live'"
_BEHIND = """
    select count(*) from quorate.projection_build
    where status = 'live' and position < (select max(position) from quorate.ledger_head)
"""
_VIEW_POSITION = "select position from quorate.projection_build where status = 'live' and projection = $1"


async def measure(cluster: Cluster, effort: Effort, report: Report) -> None:
    """Measure all three, on a broker of its own."""
    folder = Path(tempfile.gettempdir()) / f"quorate-bench-kafka-{uuid.uuid4().hex[:8]}"
    try:
        async with Broker(folder) as broker:
            side = _Side(cluster, broker.bootstrap)
            await _throughput(side, effort, report)
            await _lag(side, effort, report)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Side:
    """One PostgreSQL and one broker."""

    def __init__(self, cluster: Cluster, bootstrap: str) -> None:
        self.cluster = cluster
        self.access = KafkaAccess(bootstrap)

    async def new_topics(self) -> tuple[str, str]:
        """Make the topics of the ledger anew, empty."""
        topics, admin = declared(LEDGER), KafkaAdmin(self.access)
        names = topics[EVENTS].name, topics[POSITIONS].name
        try:
            for name in await admin.topics(names):
                await admin.delete(name)
            await apply(admin, await plan(admin, topics, 1))
        finally:
            await admin.close()
        return names

    @asynccontextmanager
    async def process(self, database: Database, *command: str) -> AsyncIterator[None]:
        """Run a command of ``quorate`` while the block runs."""
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("QUORATE_")},
            "QUORATE_ENVIRONMENT": "test",
            "QUORATE_PARTNERSHIP": LEDGER,
            "QUORATE_APP_DATABASE_URL": database.app,
            "QUORATE_PROJECTOR_DATABASE_URL": database.projector,
            "QUORATE_RELAY_DATABASE_URL": database.relay,
            "QUORATE_KAFKA_BOOTSTRAP": self.access.bootstrap,
            "QUORATE_KAFKA_SECURITY": "plaintext",
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "quorate_services.cli.main", *command, env=environment,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _throughput(side: _Side, effort: Effort, report: Report) -> None:
    # One more, so that the whole log is certain to be past the start of every process.
    events = history(effort.history)
    report.say(f"  {len(events)} events …")
    database = await new_database(side.cluster)
    await _empty_views(database)
    await write(database, events)

    async def relay() -> float:
        names = await side.new_topics()
        started = time.perf_counter()
        ours = Relay(database.relay, LEDGER, side.access, names)
        await ours.run(once=True)
        require(ours.state.published == len(events), "the relay did not publish everything")
        return len(events) / (time.perf_counter() - started)

    async def bare() -> float:
        topic, _ = await side.new_topics()
        bodies = [(str(each.originator_id).encode(), bytes(each.state)) for each in events]
        return await asyncio.to_thread(_bare_produce, side.access.bootstrap, topic, bodies)

    rates = await interleaved(effort.rounds, {"bare": bare, "relay": relay})
    report.add(
        compared(
            "relay", "catching up", "events/s", rates["relay"], "kafka-python, bare transactions", rates["bare"],
            target="≥ 0.8",
        )
    )  # fmt: skip
    await relay()
    topic = declared(LEDGER)[EVENTS].name

    async def consume() -> float:
        return await asyncio.to_thread(_bare_consume, side.access.bootstrap, topic, len(events))

    def projecting(count: int, *command: str) -> Callable[[], Awaitable[float]]:
        async def run() -> float:
            return await _project(side, database, len(events), [command] * count)

        return run

    rates = await interleaved(
        effort.rounds,
        {
            "bare": consume,
            "log": projecting(1, "project"),
            "one": projecting(1, "project", "--from", "kafka"),
            "two": projecting(2, "project", "--from", "kafka"),
        },
    )
    views = "all views"
    for peer, key in (("from the log", "log"), ("kafka-python, bare consumer", "bare")):
        case = f"{views}, one projector"
        report.add(compared("from Kafka", case, "events/s", rates["one"], peer, rates[key]))
    report.add(
        compared(
            "from Kafka", f"{views}, two projectors", "events/s", rates["two"], "one projector", rates["one"],
            target="≥ 1.6 where cores allow", note=f"{os.cpu_count()} processors for all processes",
        )
    )  # fmt: skip


async def _project(side: _Side, database: Database, events: int, commands: Sequence[Sequence[str]]) -> float:
    """Let projectors bring empty views up to date; return events a second from the first sign of each to the end."""
    copy = f"bench_{uuid.uuid4().hex[:12]}"
    await side.cluster.create_database(copy, template=database.name)
    there = Database(copy, *(each.replace(database.name, copy) for each in _addresses(database)))
    await _forget_group(side)
    try:
        async with AsyncExitStack() as stack:
            connection = await asyncpg.connect(there.owner)
            for command in commands:
                await stack.enter_async_context(side.process(there, *command))
            started, first = 0.0, 0
            async with asyncio.timeout(600):
                while True:
                    position = await connection.fetchval(_POSITION)
                    if not started and position:
                        started, first = time.perf_counter(), position
                    if position >= events:
                        break
                    await asyncio.sleep(0.01)
            await connection.close()
            return (events - first) / (time.perf_counter() - started)
    finally:
        await side.cluster.drop_database(copy)


def _addresses(database: Database) -> tuple[str, str, str, str]:
    return database.owner, database.app, database.projector, database.relay


async def _forget_group(side: _Side) -> None:
    """Let the next group read the topic from its beginning."""

    def forget() -> None:
        admin = KafkaAdminClient(bootstrap_servers=side.access.bootstrap)
        try:
            for _ in range(50):
                try:
                    admin.delete_groups([f"quorate-projectors-{LEDGER}"])
                    return
                except KafkaError:  # nobody coordinates groups yet, or a member is just leaving
                    time.sleep(0.2)
        finally:
            admin.close()

    await asyncio.to_thread(forget)


def _bare_produce(bootstrap: str, topic: str, bodies: Sequence[tuple[bytes, bytes]]) -> float:
    producer = KafkaProducer(
        bootstrap_servers=bootstrap, transactional_id=f"bare-{uuid.uuid4().hex}", enable_idempotence=True,
        linger_ms=0, batch_size=256 * 1024, retry_backoff_ms=5, max_request_size=8 * 1024 * 1024,
    )  # fmt: skip
    producer.init_transactions()
    started = time.perf_counter()
    for first in range(0, len(bodies), _TRANSACTION):
        producer.begin_transaction()
        for key, body in bodies[first : first + _TRANSACTION]:
            producer.send(topic, body, key)
        producer.commit_transaction()
    seconds = time.perf_counter() - started
    producer.close()
    return len(bodies) / seconds


def _bare_consume(bootstrap: str, topic: str, events: int) -> float:
    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap, group_id=None, isolation_level="read_committed", enable_auto_commit=False,
        auto_offset_reset="earliest", max_poll_records=_TRANSACTION,
    )  # fmt: skip
    consumer.assign([TopicPartition(topic, each) for each in consumer.partitions_for_topic(topic)])
    started, read = time.perf_counter(), 0
    while read < events:
        read += sum(map(len, consumer.poll(timeout_ms=100).values()))
    seconds = time.perf_counter() - started
    consumer.close()
    return events / seconds


async def _empty_views(database: Database) -> None:
    async with PostgresFeed(database.projector, LEDGER) as feed:
        await Rebuilder(feed, decode_with(CODEC), database.owner, database.projector).ensure_current(
            projections(RULES)
        )


async def _lag(side: _Side, effort: Effort, report: Report) -> None:
    figures: dict[str, dict[int, list[float]]] = {}
    for name, commands in (
        ("kafka", [("relay",), ("project", "--from", "kafka")]),
        ("log", [("project",)]),
    ):
        database = await new_database(side.cluster)
        await side.new_topics()
        async with AsyncExitStack() as stack:
            log = await stack.enter_async_context(open_log(database.app, LEDGER, CODEC))
            office = await prepare_ours(log, 500, cached=10_000)
            await _empty_views(database)
            for command in commands:
                await stack.enter_async_context(side.process(database, *command))
            await office.warm_up()
            connection = await asyncpg.connect(database.owner)
            async with asyncio.timeout(300):
                while await connection.fetchval(_BEHIND):  # noqa: ASYNC110 - another process does it
                    await asyncio.sleep(0.05)
            figures[name] = {}
            for rate in (20, *_RATES):  # the first one warms up
                figures[name][rate] = await _lags(office, connection, rate, effort.seconds * effort.rounds)
            await connection.close()
    for rate in _RATES:
        for words, share in (("p50", 0.50), ("p99", 0.99)):
            ours, peer = (percentile(figures[each][rate], share) * 1000 for each in ("kafka", "log"))
            report.add(
                Figure(
                    "lag through Kafka", f"{words}, {rate}/s", "ms", ours, "from the log, another process", peer,
                    peer / ours, peer / ours, peer / ours, 1, "< 60 ms" if words == "p99" else "",
                )
            )  # fmt: skip


async def _lags(office: object, connection: object, rate: int, seconds: float) -> list[float]:
    """Offer commands; return for each the seconds from its acknowledgement until the view says that it shows it."""
    texts, number = make_texts(), 0
    acknowledged: list[tuple[int, float]] = []
    seen: list[tuple[int, float]] = []

    async def put(place: int) -> None:
        ids = office.meeting_ids  # type: ignore[attr-defined]
        command = workload.contribution(ids[place % len(ids)], POLICE, texts[place % len(texts)])
        receipt = await office.service.execute(  # type: ignore[attr-defined]
            command, command_id=uuid.uuid4(), by=workload.recorder_of(POLICE)
        )
        acknowledged.append((receipt.position, time.perf_counter()))

    async def watch() -> None:
        while True:
            position = await connection.fetchval(_VIEW_POSITION, _VIEW)  # type: ignore[attr-defined]
            if not seen or position > seen[-1][0]:
                seen.append((position, time.perf_counter()))
            await asyncio.sleep(0.001)

    watching = asyncio.create_task(watch())
    async with asyncio.TaskGroup() as group:
        async for _ in arrivals(rate, seconds):
            group.create_task(put(number))
            number += 1
    last = max(position for position, _ in acknowledged)
    async with asyncio.timeout(60):
        while not seen or seen[-1][0] < last:  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.01)
    watching.cancel()
    return [
        max(0.0, next(at for shown, at in seen if shown >= position) - done)
        for position, done in acknowledged
    ]
