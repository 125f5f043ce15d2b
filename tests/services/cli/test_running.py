"""Commands that run until they are told to stop."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import psutil
import pytest

from quorate_services.postgres.attach import attach


async def _start(environment: dict[str, str], command: str) -> asyncio.subprocess.Process:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("QUORATE_")}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "quorate_services.cli.main", command,
        env={**inherited, **environment}, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def _until(process: asyncio.subprocess.Process, words: str) -> None:
    assert process.stdout is not None
    async for line in process.stdout:
        if words in line.decode():
            return
    raise AssertionError(f"ended without saying {words!r}")


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "a request to stop"])
@pytest.mark.parametrize(
    ("command", "words"), [("project", "Projecting."), ("serve", "Quorate answers at")], ids=str
)
async def test_it_stops_in_order(
    environment: dict[str, str], command: str, words: str, sign: signal.Signals
) -> None:
    process = await _start({**environment, "QUORATE_PORT": "0"}, command)
    await _until(process, words)
    process.send_signal(sign)
    out, err = await process.communicate()
    assert (process.returncode, out, err) == (0, b"", b"")


async def test_stopping_the_api_stops_the_database_that_it_brought(cluster_folder: Path) -> None:
    environment = {"QUORATE_ENVIRONMENT": "test", "QUORATE_HOME": str(cluster_folder), "QUORATE_PORT": "0"}
    process = await _start(environment, "serve")
    await _until(process, "Quorate answers at")
    assert await attach(cluster_folder / "postgres") is not None
    servers = psutil.Process(process.pid).children()
    assert servers
    process.terminate()
    await process.communicate()
    assert process.returncode == 0
    assert not any(each.is_running() for each in servers)
