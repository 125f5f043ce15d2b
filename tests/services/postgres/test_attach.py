"""A second process of the same installation uses the server that the first one runs."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from tests.support.managers import kill_with_its_guards

from quorate_services.database import open_database
from quorate_services.postgres.attach import attach
from quorate_services.postgres.binaries import Binaries
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.layout import DataFolderInUse
from quorate_services.postgres.roles import Role
from quorate_services.settings import Environment, Settings

_RUNNER = """
import asyncio, sys
from pathlib import Path
from quorate_services.postgres.binaries import find_binaries
from quorate_services.postgres.cluster import Cluster

async def main():
    async with Cluster(Path(sys.argv[1]), find_binaries(Path(sys.argv[2])).binaries) as cluster:
        print(cluster.pid, flush=True)
        await asyncio.to_thread(sys.stdin.readline)

asyncio.run(main())
"""


@asynccontextmanager
async def _run_by_another_process(
    folder: Path, binaries: Binaries
) -> AsyncIterator["subprocess.Popen[bytes]"]:
    runner = await asyncio.to_thread(
        lambda: subprocess.Popen(
            [sys.executable, "-c", _RUNNER, folder, binaries.bin],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
    )
    try:
        yield runner
    finally:
        await asyncio.to_thread(runner.communicate, b"\n", 60)


async def _until_up(runner: "subprocess.Popen[bytes]") -> int:
    assert runner.stdout is not None
    return int(await asyncio.to_thread(runner.stdout.readline))


async def _who_am_i(dsn: str) -> str:
    connection = await asyncpg.connect(dsn)
    try:
        return str(await connection.fetchval("select current_user"))
    finally:
        await connection.close()


async def test_every_role_connects_to_the_server_of_another_process(
    cluster_folder: Path, binaries: Binaries
) -> None:
    async with _run_by_another_process(cluster_folder, binaries) as runner:
        await _until_up(runner)
        attached = await attach(cluster_folder)
        assert attached is not None
        assert [await _who_am_i(attached.dsn(role)) for role in Role] == list(Role)


async def test_a_server_that_is_coming_up_is_waited_for(cluster_folder: Path, binaries: Binaries) -> None:
    async with _run_by_another_process(cluster_folder, binaries):
        while not (cluster_folder / "lock").exists():  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.01)
        attached = None
        while attached is None:  # the file of the lock is made first, and locked then
            attached = await attach(cluster_folder, patience=60)
        assert await _who_am_i(attached.dsn(Role.PROJECTOR)) == Role.PROJECTOR


async def test_the_server_is_found_where_the_path_is_too_long_for_a_socket(binaries: Binaries) -> None:
    top = Path("/var/tmp") / f"quorate-{uuid.uuid4().hex[:12]}"
    folder = top / ("a-long-name-" * 8)
    try:
        async with Cluster(folder, binaries):
            attached = await attach(folder)
            assert attached is not None
            assert await _who_am_i(attached.dsn(Role.APP)) == Role.APP
    finally:
        shutil.rmtree(top, ignore_errors=True)


async def test_there_is_nothing_to_attach_to_before_the_first_start(cluster_folder: Path) -> None:
    assert await attach(cluster_folder) is None
    assert not os.path.exists(cluster_folder)  # noqa: ASYNC240


async def test_there_is_nothing_to_attach_to_once_it_was_stopped(
    cluster_folder: Path, binaries: Binaries
) -> None:
    async with Cluster(cluster_folder, binaries):
        pass
    assert await attach(cluster_folder, patience=60) is None


async def test_a_server_left_behind_by_a_killed_process_is_not_attached_to(
    cluster_folder: Path, binaries: Binaries
) -> None:
    async with _run_by_another_process(cluster_folder, binaries) as runner:
        orphan = await _until_up(runner)
        kill_with_its_guards(runner.pid)
        runner.wait()
        try:
            assert await attach(cluster_folder) is None
        finally:
            os.kill(orphan, signal.SIGINT)


async def test_a_server_that_does_not_answer_is_not_attached_to(
    cluster_folder: Path, binaries: Binaries
) -> None:
    async with Cluster(cluster_folder, binaries) as cluster:
        assert cluster.pid is not None
        os.kill(cluster.pid, signal.SIGKILL)
        while cluster.pid is not None:  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.01)
        assert await attach(cluster_folder) is None


async def test_other_commands_work_beside_the_process_that_runs_the_database(
    cluster_folder: Path, binaries: Binaries
) -> None:
    settings = Settings(environment=Environment.TEST, home=cluster_folder, pg_bin=binaries.bin)
    async with _run_by_another_process(cluster_folder / "postgres", binaries) as runner:
        server = await _until_up(runner)
        async with open_database(settings) as connections:
            assert await _who_am_i(connections.dsn(Role.OWNER)) == Role.OWNER
        os.kill(server, 0)  # leaving the block stopped nothing
        assert await attach(cluster_folder / "postgres") is not None


async def test_a_folder_in_use_by_a_server_that_does_not_answer_stays_refused(
    cluster_folder: Path, binaries: Binaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quorate_services.database._ATTACH_PATIENCE", 0.0)
    settings = Settings(environment=Environment.TEST, home=cluster_folder, pg_bin=binaries.bin)
    async with Cluster(cluster_folder / "postgres", binaries) as cluster:
        assert cluster.pid is not None
        os.kill(cluster.pid, signal.SIGKILL)
        with pytest.raises(DataFolderInUse):
            async with open_database(settings):
                pass
