"""The clusters here keep fsync on: what they show has to hold for real."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest
from tests.support.managers import kill_with_its_guards, until_gone

from quorate_services.postgres.binaries import Binaries, wheel_binaries
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role


@pytest.fixture(params=wheel_binaries(), ids=lambda found: f"PostgreSQL {found.major}")
def binaries(request: pytest.FixtureRequest) -> Binaries:
    """Every version that is at hand."""
    found: Binaries = request.param
    return found


async def _write(cluster: Cluster, word: str) -> None:
    connection = await asyncpg.connect(cluster.dsn(Role.OWNER))
    try:
        await connection.execute("create table if not exists words (word text)")
        await connection.execute("insert into words values ($1)", word)
    finally:
        await connection.close()


async def _words(cluster: Cluster) -> list[str]:
    connection = await asyncpg.connect(cluster.dsn(Role.OWNER))
    try:
        return [row["word"] for row in await connection.fetch("select word from words")]
    finally:
        await connection.close()


def _processes() -> dict[int, tuple[int, str]]:
    """Every process of the machine with its parent and its state; Z is one that has ended already."""
    command = ["ps", "-A", "-o", "pid=,ppid=,stat="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in listed.splitlines())
    return {int(pid): (int(parent), state) for pid, parent, state in rows}


def _children(pid: int) -> list[int]:
    return [child for child, (parent, _) in _processes().items() if parent == pid]


def _runs(pid: int) -> bool:
    return not _processes().get(pid, (0, "Z"))[1].startswith("Z")


async def test_it_starts_again_with_its_data(cluster_folder: Path, binaries: Binaries) -> None:
    async with Cluster(cluster_folder, binaries) as cluster:
        await _write(cluster, "kept")
    async with Cluster(cluster_folder, binaries) as cluster:
        assert await _words(cluster) == ["kept"]


async def test_a_stopped_cluster_leaves_no_process(cluster_folder: Path, binaries: Binaries) -> None:
    cluster = Cluster(cluster_folder, binaries)
    await cluster.start()
    pid = cluster.pid
    assert pid is not None
    processes = [pid, *_children(pid)]
    await cluster.stop()
    assert not any(_runs(process) for process in processes)
    assert not (cluster.location.data / "postmaster.pid").exists()


async def test_it_recovers_when_all_its_processes_were_killed(
    cluster_folder: Path, binaries: Binaries
) -> None:
    cluster = Cluster(cluster_folder, binaries)
    await cluster.start()
    await _write(cluster, "acknowledged")
    assert cluster.pid is not None
    for process in [cluster.pid, *_children(cluster.pid)]:
        os.kill(process, signal.SIGKILL)
    await _until_dead(cluster)
    await cluster.start()
    try:
        assert await _words(cluster) == ["acknowledged"]
    finally:
        await cluster.stop()


async def test_it_recovers_when_only_the_postmaster_was_killed(
    cluster_folder: Path, binaries: Binaries
) -> None:
    cluster = Cluster(cluster_folder, binaries)
    await cluster.start()
    await _write(cluster, "acknowledged")
    client = await asyncpg.connect(cluster.dsn(Role.APP))  # its backend is still there at the next start
    assert cluster.pid is not None
    os.kill(cluster.pid, signal.SIGKILL)
    await _until_dead(cluster)
    await cluster.start()
    try:
        assert await _words(cluster) == ["acknowledged"]
    finally:
        client.terminate()
        await cluster.stop()


async def test_a_pid_file_that_names_a_stranger_does_not_block(
    cluster_folder: Path, binaries: Binaries
) -> None:
    cluster = Cluster(cluster_folder, binaries)
    await cluster.start()
    await _write(cluster, "acknowledged")
    assert cluster.pid is not None
    for process in [cluster.pid, *_children(cluster.pid)]:
        os.kill(process, signal.SIGKILL)
    await _until_dead(cluster)
    owner = cluster.location.data.stat()
    # Of the same user as the server: only then does PostgreSQL take it for a server that runs.
    stranger = await asyncio.to_thread(
        lambda: subprocess.Popen(["/bin/sleep", "600"], cwd="/", user=owner.st_uid, group=owner.st_gid)
    )
    try:
        pid_file = cluster.location.data / "postmaster.pid"
        lines = pid_file.read_text().split("\n")
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]))
        await cluster.start()
        assert await _words(cluster) == ["acknowledged"]
        assert stranger.poll() is None
    finally:
        await cluster.stop()
        stranger.kill()
        stranger.wait()


async def test_a_server_ends_with_its_manager(cluster_folder: Path, binaries: Binaries) -> None:
    manager, server = await _managed_by_another_process(cluster_folder, binaries)
    processes = [server, *_children(server)]
    manager.kill()
    manager.wait()
    for process in processes:
        await until_gone(process)
    async with Cluster(cluster_folder, binaries) as cluster:
        assert await _words(cluster) == ["left behind"]


async def test_a_server_whose_manager_was_killed_is_replaced(
    cluster_folder: Path, binaries: Binaries
) -> None:
    manager, orphan = await _managed_by_another_process(cluster_folder, binaries)
    kill_with_its_guards(manager.pid)
    manager.wait()
    assert _runs(orphan)
    async with Cluster(cluster_folder, binaries) as cluster:
        assert cluster.pid != orphan
        assert await _words(cluster) == ["left behind"]
    assert not _runs(orphan)


async def _managed_by_another_process(
    folder: Path, binaries: Binaries
) -> tuple["subprocess.Popen[bytes]", int]:
    """Start another process that runs a cluster; return it, and the number of the server's process."""
    manager = await asyncio.to_thread(
        lambda: subprocess.Popen(
            [sys.executable, "-c", _MANAGER, folder, binaries.bin], stdout=subprocess.PIPE
        )
    )
    assert manager.stdout is not None
    return manager, int(await asyncio.to_thread(manager.stdout.readline))


_MANAGER = """
import asyncio, sys, asyncpg
from pathlib import Path
from quorate_services.postgres.binaries import find_binaries
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role

async def main():
    cluster = Cluster(Path(sys.argv[1]), find_binaries(Path(sys.argv[2])).binaries)
    await cluster.start()
    connection = await asyncpg.connect(cluster.dsn(Role.OWNER))
    await connection.execute("create table words (word text)")
    await connection.execute("insert into words values ('left behind')")
    await connection.close()
    print(cluster.pid, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


async def _until_dead(cluster: Cluster) -> None:
    while cluster.pid is not None:  # noqa: ASYNC110 - nobody tells us
        await asyncio.sleep(0.01)
