"""A relay under faults: whatever is killed, a reader of committed records sees every event once."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable

import asyncpg
import pytest
from tests.conftest import Database
from tests.services.relay.conftest import Scene
from tests.support.kafka import access_to, running_broker, until

from quorate_events.kafka.access import KafkaAccess
from quorate_services.relay.relay import RelayFenced

HANGS_BEFORE_COMMIT = """
import asyncio, sys, time
from kafka import KafkaProducer
from quorate_events.kafka.access import KafkaAccess
from quorate_services.relay.relay import Relay, RelayPace

committed = KafkaProducer.commit_transaction
done = 0

def hang(producer):
    global done
    done += 1
    if done <= 2:
        return committed(producer)
    print("between", flush=True)
    time.sleep(600)

KafkaProducer.commit_transaction = hang
dsn, ledger, bootstrap, events, positions = sys.argv[1:]
relay = Relay(dsn, ledger, KafkaAccess(bootstrap), (events, positions), pace=RelayPace(batch=50))
asyncio.run(relay.run())
"""


async def test_killed_between_produce_and_commit_the_next_one_publishes_it_once(scene: Scene) -> None:
    await scene.fill(230)
    dsn = scene.database.relay_dsn
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HANGS_BEFORE_COMMIT, dsn, scene.ledger, scene.access.bootstrap, *scene.topics,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    async with asyncio.timeout(60):
        assert await process.stdout.readline() == b"between\n"
    process.send_signal(signal.SIGKILL)
    await process.wait()
    relay = scene.relay()
    await relay.run(once=True)
    assert relay.state.published == 130
    await scene.assert_published_once(230)


async def test_a_second_relay_takes_over_and_the_first_one_stops(scene: Scene) -> None:
    await scene.fill(60)
    async with scene.relaying() as (first, running):
        await until(lambda: first.state.position == 60)
        async with scene.relaying() as (second, _):
            await until(lambda: second.state.position == 60)
            await scene.fill(100)
            with pytest.raises(RelayFenced) as told:
                async with asyncio.timeout(30):
                    await running
            assert "taken over" in told.value.message
            await until(lambda: second.state.position == 160)
    await scene.assert_published_once(160)


async def test_a_broker_that_is_killed_is_waited_for(scene_on: Callable[[KafkaAccess], Scene]) -> None:
    async with running_broker() as broker:
        scene = scene_on(access_to(broker.bootstrap))
        await scene.apply_topics()
        await scene.fill(400)
        async with scene.relaying() as (relay, running):
            await until(lambda: relay.state.position >= 100)
            assert broker.pid is not None
            os.kill(broker.pid, signal.SIGKILL)
            await scene.fill(400)
            await asyncio.sleep(1.0)
            await until(lambda: broker.pid is None)
            await broker.start()
            await until(lambda: relay.state.position == 800, 60)
            assert not running.done()
        await scene.assert_published_once(800)

        # Away at the start: it waits, and comes by itself.
        await broker.stop()
        await scene.fill(50)
        async with scene.relaying() as (relay, running):
            await until(lambda: relay.state.failing == "kafka_unavailable")
            await broker.start()
            await until(lambda: relay.state.position == 850, 60)
            assert not running.done()
        await scene.assert_published_once(850)


async def test_a_lost_database_is_waited_for(scene: Scene, database: Database) -> None:
    await scene.fill(200)
    async with scene.relaying() as (relay, running):
        await until(lambda: relay.state.position >= 50)
        owner = await asyncpg.connect(database.relay_dsn)
        sessions = (
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'quorate relay'"
        )
        assert await owner.fetch(sessions)
        await owner.close()
        await scene.fill(100)
        await until(lambda: relay.state.position == 300)
        assert not running.done()
    await scene.assert_published_once(300)


async def test_a_relay_that_waits_stops_at_once_when_asked(scene: Scene) -> None:
    async with scene.relaying() as (relay, running):
        await until(lambda: relay.state.transactions == 0 and not relay.state.failing)
        relay.stop()
        async with asyncio.timeout(10):
            await running
