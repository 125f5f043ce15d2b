"""More faults of a running relay: a topic goes, the database stops, the process is held, the broker is full."""

import asyncio
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Database
from tests.services.relay.conftest import Scene
from tests.support.kafka import access_to, running_broker, until
from tests.support.printed import next_line

from quorate_events.kafka.access import KafkaAccess
from quorate_events.looks import LOOKS
from quorate_events.store import EVENTS, migrate
from quorate_services.postgres.binaries import Binaries
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import DATABASE, Role

HELD_BEFORE_COMMIT = """
import asyncio, functools, sys, time
from kafka import KafkaProducer
from quorate_events.kafka.access import KafkaAccess
from quorate_services.relay import relay as module

module.KafkaTransactionalProducer = functools.partial(module.KafkaTransactionalProducer, timeout=3.0)
committed, done = KafkaProducer.commit_transaction, 0

def say(producer):
    global done
    done += 1
    if done == 2:
        print("between", flush=True)
        time.sleep(1)
    return committed(producer)

KafkaProducer.commit_transaction = say
dsn, ledger, bootstrap, events, positions = sys.argv[1:]
access = KafkaAccess(bootstrap, request_timeout=2.0)
pace = module.RelayPace(batch=50, back_off=0.05, longest_back_off=0.2)
asyncio.run(module.Relay(dsn, ledger, access, (events, positions), pace=pace).run(once=True))
"""


async def test_held_for_longer_than_its_transaction_may_last_it_goes_on_and_nothing_is_lost_or_twice(
    scene_on: Callable[[KafkaAccess], Scene],
) -> None:
    often = {"transaction.abort.timed.out.transaction.cleanup.interval.ms": "500"}
    async with running_broker(**often) as broker:
        scene = scene_on(access_to(broker.bootstrap))
        await scene.apply_topics()
        await scene.fill(150)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", HELD_BEFORE_COMMIT, scene.database.relay_dsn, scene.ledger,
            scene.access.bootstrap, *scene.topics, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        async with asyncio.timeout(60):
            assert await process.stdout.readline() == b"between\n"
        process.send_signal(signal.SIGSTOP)
        # Six seconds after it began, the broker aborts what was left open.
        await asyncio.sleep(9)
        process.send_signal(signal.SIGCONT)
        async with asyncio.timeout(60):
            _, err = await process.communicate()
        assert process.returncode == 0, err.decode()
        await scene.assert_published_once(150)


TELLS_ITS_STATE = """
import asyncio, sys
from quorate_events.kafka.access import KafkaAccess
from quorate_services.relay.relay import Relay, RelayPace

def tell(state):
    print(state.position, state.failing, flush=True)

dsn, ledger, bootstrap, events, positions = sys.argv[1:]
pace = RelayPace(batch=50, back_off=0.05, longest_back_off=0.2)
asyncio.run(Relay(dsn, ledger, KafkaAccess(bootstrap), (events, positions), on_state=tell, pace=pace).run())
"""


async def test_a_topic_that_is_deleted_while_it_runs_is_told_and_filled_again_by_the_next_one(
    scene: Scene,
) -> None:
    await scene.fill(60)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", TELLS_ITS_STATE, scene.database.relay_dsn, scene.ledger, scene.access.bootstrap,
        *scene.topics, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    async with asyncio.timeout(120):
        while await next_line(process.stdout) != "60":
            pass
        async with scene.admin() as admin:
            await admin.delete(scene.topics[0])
        await scene.fill(20)
        while len((await next_line(process.stdout)).split()) < 2:
            pass
    # As operations says: the relay is stopped before the topic is made anew.
    process.kill()
    await process.wait()
    await scene.apply_topics()
    await scene.relay().run(once=True)
    await scene.assert_published_once(80)


async def test_a_database_that_stops_altogether_is_waited_for(
    scene: Scene, cluster_folder: Path, binaries: Binaries
) -> None:
    async with Cluster(cluster_folder, binaries) as cluster:
        await migrate(cluster.dsn(Role.OWNER), (EVENTS, LOOKS))
        dsns = [cluster.dsn(role) for role in (Role.OWNER, Role.APP, Role.PROJECTOR, Role.RELAY)]
        own = Scene(Database(DATABASE, *dsns), scene.access, scene.ledger)
        await own.fill(120)
        async with own.relaying() as (relay, running):
            await until(lambda: relay.state.position == 120)
            await cluster.stop()
            await until(lambda: relay.state.failing == "log_unavailable", 60)
            await asyncio.sleep(1)
            assert not running.done()
            await cluster.start()
            # Its socket may have moved; the same relay finds it by the same name.
            assert cluster.dsn(Role.RELAY) == own.database.relay_dsn
            await own.fill(30)
            await until(lambda: relay.state.position == 150, 60)
        await own.assert_published_once(150)
