"""Kill -9 of relay, projectors and broker at random moments under load: nothing is lost, nothing happens twice.

Everything is real: a broker, a relay, two projectors of one group, each a process. ``QUORATE_TEST_KILLS`` says how
often somebody is killed, ``QUORATE_TEST_SEED`` repeats who, and when.
"""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from random import Random

import pytest
from tests.conftest import Database
from tests.end_to_end.support.fill import play_into
from tests.services.projecting.conftest import NewPartnership, Partnership
from tests.services.projecting.processes import Supervised
from tests.support.kafka import access_to, running_broker, until

from quorate_events.kafka.cloudevents import from_record
from quorate_events.store import EventLog
from quorate_events.store.append import Append, Appended
from quorate_services.broker.broker import Broker
from quorate_services.broker.process import last_words
from quorate_services.composition import build_views, open_event_log, rebuild_views
from quorate_services.demo.history import History
from quorate_services.demo.profile import Profile
from quorate_services.postgres.roles import Role

KILLS = int(os.environ.get("QUORATE_TEST_KILLS") or 4)
NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
PACE = 150
"""Events a second: what a busy office of many partnerships records, and what any machine follows."""
STANDING = """
    select jsonb_pretty(jsonb_agg(jsonb_build_object('view', projection, 'position', build.position, 'partitions', (
        select jsonb_agg(part.position order by part.partition) from quorate.projection_partition as part
        where part.projection = build.projection and part.build = build.build
    )))) from quorate.projection_build as build where status = 'live'
"""


@pytest.fixture
async def broker() -> AsyncIterator[Broker]:
    # No member is missed for longer than it takes to start it again.
    async with running_broker(**{"group.min.session.timeout.ms": "1000"}) as broker:
        yield broker


@pytest.fixture
async def killed(partnership_on: NewPartnership, database: Database, broker: Broker) -> Partnership:
    made = await partnership_on(database)
    settings = made.wiring.settings.model_copy(update={"kafka_bootstrap": broker.bootstrap})
    made = replace(made, access=access_to(broker.bootstrap), wiring=replace(made.wiring, settings=settings))
    await made.apply_topics()
    await build_views(made.wiring)
    return made


@pytest.fixture
async def processes(killed: Partnership, tmp_path: Path) -> AsyncIterator[list[Supervised]]:
    settings, connections = killed.wiring.settings, killed.wiring.connections
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("QUORATE_")},
        "QUORATE_ENVIRONMENT": "test",
        "QUORATE_HOME": str(tmp_path),
        "QUORATE_PARTNERSHIP": settings.partnership,
        "QUORATE_APP_DATABASE_URL": connections.dsn(Role.APP),
        "QUORATE_PROJECTOR_DATABASE_URL": connections.dsn(Role.PROJECTOR),
        "QUORATE_RELAY_DATABASE_URL": connections.dsn(Role.RELAY),
        "QUORATE_KAFKA_BOOTSTRAP": killed.access.bootstrap,
        "QUORATE_KAFKA_SECURITY": "plaintext",
    }
    commands = {"relay": ["relay"], "first": ["project", "--from", "kafka"]}
    commands["second"] = commands["first"]
    started = [
        Supervised(name, command, environment, tmp_path / f"{name}.log") for name, command in commands.items()
    ]
    for each in started:
        each.start()
    yield started
    await asyncio.gather(*(each.stop() for each in started))


class SlowLog:
    """Passes appends on at the pace of a busy office, until it is told to stop."""

    def __init__(self, log: EventLog) -> None:
        self.codec, self._log = log.codec, log
        self._turn = asyncio.Lock()
        self.stopped = asyncio.Event()

    @property
    def appender(self) -> "SlowLog":
        return self

    async def append(self, append: Append) -> Appended:
        async with self._turn:
            if self.stopped.is_set():
                raise Enough
            await asyncio.sleep(len(append.events) / PACE)
        return await self._log.appender.append(append)


class Enough(Exception):
    pass


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_killed_at_random_moments_nothing_is_lost_and_nothing_happens_twice(
    killed: Partnership, processes: list[Supervised], broker: Broker
) -> None:
    seed = os.environ.get("QUORATE_TEST_SEED") or str(Random().getrandbits(32))
    print(f"QUORATE_TEST_SEED={seed}")
    async with open_event_log(killed.wiring) as log:
        slow = SlowLog(log)
        history = History(Profile(NOW, months=24), killed.wiring.house.calendar)
        load = asyncio.create_task(play_into(slow, killed.wiring, history))  # type: ignore[arg-type]
        victims = await _kill(processes, broker, Random(seed))
        slow.stopped.set()
        # Where nobody waits any more it does not matter how the storyteller ends.
        await asyncio.gather(load, return_exceptions=True)
    assert [each.faults for each in processes] == [[], [], []]
    assert broker.pid is not None, last_words(broker.location, 60)
    try:
        await killed.caught_up(120)
    except TimeoutError:
        print(await killed.ask(STANDING), *(each.last_words() for each in processes), sep="\n")
        print(last_words(broker.location, 60))
        raise
    events = await killed.ask("select max(notification_id) from quorate.stored_events")
    print(f"{events} events; killed: {dict(victims)}")
    assert [each.faults for each in processes] == [[], [], []]

    await _assert_published_once(killed, events)
    assert await killed.ask("select count(*) from quorate.projection_poison") == 0
    lived = await killed.rows()
    assert [await each.stop() for each in processes] == [0, 0, 0]
    await rebuild_views(killed.wiring, killed.wiring.projections())
    rebuilt = await killed.rows()
    assert {name for name, rows in lived.items() if rows != rebuilt[name]} == set()
    assert sum(map(len, lived.values())) > 100


async def _kill(processes: list[Supervised], broker: Broker, chance: Random) -> Counter[str]:
    victims: Counter[str] = Counter()
    await asyncio.sleep(5)
    for _ in range(KILLS):
        await asyncio.sleep(chance.uniform(0.5, 4.0))
        victim = chance.choice([*processes, broker])
        if isinstance(victim, Broker):
            assert broker.pid is not None, last_words(broker.location, 60)
            os.kill(broker.pid, signal.SIGKILL)
            # On a busy machine it takes a while to go, and one that is still there is not started.
            await until(lambda: broker.pid is None)
            await broker.start()
            victims["broker"] += 1
        else:
            await victim.kill()
            victims[victim.name] += 1
    return victims


async def _assert_published_once(killed: Partnership, events: int) -> None:
    async with killed.admin() as admin:
        extents = await admin.extents(killed.topics[0])
        read = [
            from_record(each)
            for place, extent in extents.items()
            for each in await admin.read(place, *extent)
        ]
    assert sorted(each.position for each in read) == list(range(1, events + 1))
    for _, stream in groupby(sorted(read, key=lambda each: each.stream_id), key=lambda each: each.stream_id):
        versions = [each.stream_version for each in stream]
        assert versions == list(range(1, len(versions) + 1))
