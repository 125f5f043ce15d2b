"""One installation as an operator runs it: a PostgreSQL, and API processes that a supervisor starts again."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import httpx2
import psutil

from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role


class ApiProcess:
    """A real ``quorate serve``, started again whenever it ends, until it is stopped.

    ``ended`` has the exit code of every process that had answered requests, and ended without having been
    killed or stopped from here; ``refused_to_start`` of every one that never came that far. ``traces`` has what
    those of both kinds printed that ended by a fault, and not with a sentence.
    """

    def __init__(self, environment: Mapping[str, str], port: int, log: Path) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.ended: list[int] = []
        self.refused_to_start: list[int] = []
        self.traces: list[str] = []
        self._environment = {**environment, "QUORATE_PORT": str(port)}
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._killed = False
        self._stopping = False
        self._supervising: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._supervising = asyncio.create_task(self._supervise())

    async def ready(self, patience: float = 60.0) -> None:
        """Return once it answers that it is ready; fail with its last words when it does not."""
        deadline = time.monotonic() + patience
        async with httpx2.AsyncClient(timeout=5) as http:
            while not await self._is_ready(http):
                assert time.monotonic() < deadline, f"{self.address} is not ready: {self.last_words()}"
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """Kill -9 the process that runs now, whatever it is doing."""
        while self._process is None or self._process.returncode is not None:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        self._killed = True
        self._process.kill()

    async def stop(self) -> int | None:
        """Tell it to stop, as an operator does; return the exit code."""
        self._stopping = True
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        if self._supervising is not None:
            await self._supervising
        return None if self._process is None else self._process.returncode

    def last_words(self) -> str:
        """Return the end of what the last process printed."""
        return self._log.read_text("utf-8", errors="replace")[-3000:]

    async def _supervise(self) -> None:
        while not self._stopping:
            with self._log.open("wb") as log:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "quorate_services.cli.main", "serve",
                    env=self._environment, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log,
                )  # fmt: skip
            code = await self._process.wait()
            if not self._killed and not self._stopping:
                printed = self._log.read_text("utf-8", errors="replace")
                if "Quorate answers" in printed:
                    self.ended.append(code)
                    print(f"{self.address} ended with {code}: {printed[-3000:]}")
                else:
                    self.refused_to_start.append(code)
                if "Traceback" in printed:
                    self.traces.append(printed[-3000:])
                await asyncio.sleep(0.2)
            self._killed = False

    async def _is_ready(self, http: httpx2.AsyncClient) -> bool:
        try:
            return (await http.get(f"{self.address}/readyz")).status_code == 200
        except httpx2.TransportError:
            return False


def api_environment(cluster: Cluster, home: Path) -> dict[str, str]:
    """Return the settings of an API process on ``cluster``."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("QUORATE_")},
        "QUORATE_ENVIRONMENT": "test",
        "QUORATE_HOME": str(home),
        "QUORATE_DATABASE_URL": cluster.dsn(Role.OWNER),
        "QUORATE_APP_DATABASE_URL": cluster.dsn(Role.APP),
        "QUORATE_PROJECTOR_DATABASE_URL": cluster.dsn(Role.PROJECTOR),
        "QUORATE_RELAY_DATABASE_URL": cluster.dsn(Role.RELAY),
        # People here send faster than anybody does.
        "QUORATE_RATE_PERSON": "0",
        "QUORATE_RATE_AGENCY": "0",
    }


def free_ports(count: int) -> list[int]:
    """Find ports that nobody listens on at the moment."""
    held = [socket.socket() for _ in range(count)]
    try:
        for each in held:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()


async def kill_postgres(cluster: Cluster) -> None:
    """Kill -9 every process of the server, the postmaster first so that it starts no others."""
    assert cluster.pid is not None
    postmaster = psutil.Process(cluster.pid)
    children = postmaster.children(recursive=True)
    for process in [postmaster, *children]:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    while cluster.pid is not None:  # noqa: ASYNC110 - nobody tells us
        await asyncio.sleep(0.01)
