"""A Kafka of our own for tests, bench and demo: starts, recovers, stops, starts again with its data."""

import asyncio
import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Self

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.errors import KafkaUnavailable
from quorate_services.broker import process as processes
from quorate_services.broker.artifacts import find_programs
from quorate_services.broker.configuration import java_arguments, server_properties
from quorate_services.broker.folder import BrokerFolder, Say, choose_ports, place, take_lock
from quorate_services.broker.java import find_java
from quorate_services.guard import Guard
from quorate_services.postgres.layout import DATA_PARENT
from quorate_services.postgres.privileges import account_to_run_as

START_TIMEOUT = 90.0
"""Seconds: a busy machine, and recovery after a kill, take their time."""


class Broker:
    """Runs one Apache Kafka in KRaft mode on one folder. The data outlives it, and a kill of either process; the
    broker does not.

    ``extra_settings`` are settings of Kafka that win. As root another account runs it, and ``folder`` may come
    to lie elsewhere when that account cannot enter it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        extra_settings: Mapping[str, str] = MappingProxyType({}),
        heap: str = "512m",
        say: Say = lambda _: None,
        start_timeout: float = START_TIMEOUT,
        data_parent: Path = DATA_PARENT,
    ) -> None:
        self._wanted = folder
        self._extra = extra_settings
        self._heap = heap
        self._say = say
        self._timeout = start_timeout
        self._data_parent = data_parent
        self._account = account_to_run_as(defaults=("kafka", "nobody"))
        self._folder: BrokerFolder | None = None
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._guard: Guard | None = None
        self._port = 0

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def bootstrap(self) -> str:
        """Where clients reach it: ``host:port``, the same after every start. Only once started."""
        if not self._port:
            raise RuntimeError("the broker was not started")
        return f"127.0.0.1:{self._port}"

    @property
    def location(self) -> BrokerFolder:
        """Where its files are. Only once started."""
        if self._folder is None:
            raise RuntimeError("the broker was not started")
        return self._folder

    @property
    def pid(self) -> int | None:
        """The number of its process, while it runs."""
        return None if self._process is None or self._process.poll() is not None else self._process.pid

    async def start(self) -> None:
        """Start it, and return once it answers. Does nothing when it runs.

        Raises JavaMissing, BrokerMissing, BrokerFolderInUse, BrokerFolderRefused, BrokerStartFailed; after any
        of them nothing of it is left running.
        """
        if self.pid is not None:
            return
        self._process = None
        self._release()
        java, programs = await asyncio.to_thread(find_java), find_programs()
        self._folder = place(self._wanted, self._account, self._data_parent)
        self._lock = take_lock(self._folder)
        try:
            arguments = [str(java), *java_arguments(programs, self._folder.temporary, self._heap)]
            await self._bring_up(self._folder, arguments)
        except BaseException:
            await self.stop()
            raise

    async def stop(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109
        """Stop it in order: all is written, the process is gone. Harmless twice."""
        if self._process is not None:
            await processes.stop(self._process, timeout)
            self._process = None
        if self._folder is not None and self._lock is not None:
            self._folder.pid.unlink(missing_ok=True)
        self._release()

    async def _bring_up(self, folder: BrokerFolder, java: list[str]) -> None:
        await processes.clear_leftovers(folder, self._timeout)
        self._port, controller_port = choose_ports(folder)
        text = server_properties(folder.data, self._port, controller_port, self._extra)
        folder.settings.write_text(text, "utf-8")
        os.chmod(folder.settings, 0o644)
        await asyncio.to_thread(processes.make_data, folder, java, self._account)
        process, self._guard = await asyncio.to_thread(processes.launch, folder, java, self._account)
        self._process = process
        await self._until_it_answers(folder, process)

    async def _until_it_answers(self, folder: BrokerFolder, process: "subprocess.Popen[bytes]") -> None:
        started, said = time.monotonic(), 0
        while not await self._answers():
            waited = time.monotonic() - started
            if process.poll() is not None:
                raise _start_failed(f"Kafka ended at once: {processes.last_words(folder)}", folder)
            if waited > self._timeout:
                raise _start_failed(f"Kafka did not answer within {self._timeout:.0f} s.", folder)
            if int(waited) >= said + 5:
                said = int(waited)
                self._say(f"Waiting for Kafka to come up ({said} s of {self._timeout:.0f}).")
            await asyncio.sleep(0.1)

    async def _answers(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            return False
        writer.close()
        admin = KafkaAdmin(KafkaAccess(self.bootstrap, connect_timeout=5.0), timeout=10.0)
        try:
            await admin.topics(["__consumer_offsets"])
        except KafkaUnavailable:
            return False
        finally:
            await admin.close()
        return True

    def _release(self) -> None:
        if self._guard is not None:
            self._guard.dismiss()
            self._guard = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _start_failed(message: str, folder: BrokerFolder) -> processes.BrokerStartFailed:
    return processes.BrokerStartFailed(
        message, f"Read {folder.log}, or start afresh: delete {folder.data}, which holds test data only."
    )
