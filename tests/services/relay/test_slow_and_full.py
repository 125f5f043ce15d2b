"""A broker that answers late, and one whose disk is full: it is waited for, and nothing is lost or told twice."""

import asyncio
import os
import resource
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager

import pytest
from tests.services.relay.conftest import Scene
from tests.support.kafka import access_to, running_broker, until

from quorate_events.kafka.access import KafkaAccess
from quorate_services.broker.broker import Broker
from quorate_services.broker.process import last_words

MEGABYTE = 1024 * 1024
LIMIT = 11 * MEGABYTE
"""Some of Kafka's own files have ten from the first."""


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let processes that are started inside write no larger files: to them the same as a disk without room."""
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))


@pytest.fixture
async def broker() -> AsyncIterator[Broker]:
    # Files of an index have their full size from the first.
    async with running_broker(**{"log.index.size.max.bytes": str(MEGABYTE)}) as broker:
        yield broker


@pytest.fixture
async def own_scene(broker: Broker, scene_on: Callable[[KafkaAccess], Scene]) -> Scene:
    scene = scene_on(access_to(broker.bootstrap))
    await scene.apply_topics()
    return scene


async def test_a_broker_that_answers_late_is_waited_for(own_scene: Scene, broker: Broker) -> None:
    await own_scene.fill(50)
    async with own_scene.relaying() as (relay, running):
        await until(lambda: relay.state.position == 50)
        assert broker.pid is not None
        for _ in range(4):
            os.kill(broker.pid, signal.SIGSTOP)
            await own_scene.fill(50)
            turns = 0
            async with asyncio.timeout(10):
                while turns < 100:  # the event loop goes on meanwhile
                    await asyncio.sleep(0.01)
                    turns += 1
            os.kill(broker.pid, signal.SIGCONT)
            await asyncio.sleep(0.3)
        await until(lambda: relay.state.position == 250, 60)
        assert not running.done()
    await own_scene.assert_published_once(250)


@pytest.mark.slow
async def test_a_broker_whose_disk_is_full_is_waited_for(own_scene: Scene, broker: Broker) -> None:
    await own_scene.fill(50)
    async with own_scene.relaying() as (relay, running):
        await until(lambda: relay.state.position == 50)
        await broker.stop()
        with files_of_at_most(LIMIT):
            await broker.start()
        await own_scene.fill(8, size=2 * MEGABYTE, streams=1)
        await until(lambda: broker.pid is None, 120)
        assert "File too large" in last_words(broker.location, 1_000)
        # The relay gives the transaction at hand half a minute.
        await until(lambda: relay.state.failing, 60)
        assert relay.state.position < 58
        assert relay.state.failing in {"kafka_unavailable", "kafka_publication_failed"}
        assert "Kafka" in relay.state.words
        assert not running.done()
        # Room is made, and somebody starts it again.
        await broker.start()
        await until(lambda: relay.state.position == 58 and not relay.state.failing, 90)
        assert not running.done()
    await own_scene.assert_published_once(58)
