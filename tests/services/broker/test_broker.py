"""The broker of our own: what is kept, what is left behind, who runs it."""

import asyncio
import os
import signal
import stat
import subprocess
import sys

import psutil
import pytest
from tests.support.kafka import access_to, running_broker, until
from tests.support.managers import kill_with_its_guards, runs, until_gone

from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.ports import TopicState
from quorate_services.broker.broker import Broker
from quorate_services.broker.folder import BrokerFolderInUse

MANAGER = """
import asyncio, sys
from pathlib import Path
from quorate_services.broker.broker import Broker

async def main():
    broker = Broker(Path(sys.argv[1]))
    await broker.start()
    print(broker.pid, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


async def topics(broker: Broker) -> set[str]:
    admin = KafkaAdmin(access_to(broker.bootstrap))
    try:
        return set(await admin.topics(["kept"]))
    finally:
        await admin.close()


async def test_its_data_outlives_a_kill_and_clients_find_it_again() -> None:
    async with running_broker() as broker:
        admin = KafkaAdmin(access_to(broker.bootstrap))
        await admin.create(TopicState("kept", 1, 1, {}))
        await admin.close()
        where, pid = broker.bootstrap, broker.pid
        assert pid is not None
        _assert_private(broker, pid)
        with pytest.raises(BrokerFolderInUse):
            await Broker(broker.location.path).start()

        os.kill(pid, signal.SIGKILL)
        await until(lambda: broker.pid is None)
        await broker.start()
        assert broker.bootstrap == where
        assert await topics(broker) == {"kept"}

        await broker.stop()
        assert not psutil.pid_exists(broker.pid or pid)
        await _assert_it_ends_with_its_manager(broker)
        await _assert_an_orphan_makes_way(broker)
        assert await topics(broker) == {"kept"}


def _assert_private(broker: Broker, pid: int) -> None:
    process = psutil.Process(pid)
    assert process.uids().real != 0
    listening = [
        each.laddr.ip for each in process.net_connections("tcp") if each.status == psutil.CONN_LISTEN
    ]
    assert len(listening) == 2
    assert {address.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}
    assert stat.S_IMODE(broker.location.data.stat().st_mode) == 0o700
    assert broker.location.data.stat().st_uid == process.uids().real


async def _assert_an_orphan_makes_way(broker: Broker) -> None:
    """A manager and its guard are killed, the broker goes on, and the next manager stops it and starts its own."""
    manager, orphan = await _managed_by_another_process(broker)
    kill_with_its_guards(manager.pid)
    await manager.wait()
    assert runs(orphan)
    await broker.start()
    assert broker.pid != orphan
    assert not runs(orphan)


async def _assert_it_ends_with_its_manager(broker: Broker) -> None:
    manager, own = await _managed_by_another_process(broker)
    manager.kill()
    await manager.wait()
    await until_gone(own)


async def _managed_by_another_process(broker: Broker) -> tuple[asyncio.subprocess.Process, int]:
    """Start another process that runs a broker on the same folder; return both processes, the broker by number."""
    manager = await asyncio.create_subprocess_exec(
        sys.executable, "-c", MANAGER, str(broker.location.path), stdout=subprocess.PIPE
    )
    assert manager.stdout is not None
    async with asyncio.timeout(90):
        return manager, int(await manager.stdout.readline())
