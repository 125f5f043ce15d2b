import asyncpg
import pytest

from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role


async def test_no_address_is_listened_on(cluster: Cluster) -> None:
    pid_file = (cluster.location.data / "postmaster.pid").read_text().splitlines()
    connection = await asyncpg.connect(cluster.dsn(Role.OWNER))
    try:
        assert await connection.fetchval("show listen_addresses") == ""
    finally:
        await connection.close()
    # The sixth line of the file names the first address that is really listened on.
    assert pid_file[5].strip() == ""


async def test_no_rule_trusts_anybody(cluster: Cluster) -> None:
    rules = [
        line.split()
        for line in cluster.location.rules.read_text().splitlines()
        if line and not line.startswith("#")
    ]
    assert rules
    assert {rule[-1] for rule in rules} == {"scram-sha-256"}
    assert {rule[0] for rule in rules} == {"local"}


async def test_the_server_uses_those_rules(cluster: Cluster) -> None:
    connection = await asyncpg.connect(cluster.dsn(Role.OWNER))
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.fetchval("show hba_file")  # only a superuser may see it
    finally:
        await connection.close()
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(cluster.dsn(Role.OWNER).replace("quorate_owner:", "postgres:"))


async def test_only_its_owner_reads_the_passwords(cluster: Cluster) -> None:
    assert cluster.location.passwords.stat().st_mode & 0o777 == 0o600


async def test_the_socket_lies_in_a_private_folder_with_a_short_path(cluster: Cluster) -> None:
    sockets = list((cluster.location.folder / "socket").glob(".s.PGSQL.*"))
    assert sockets
    assert (cluster.location.folder / "socket").stat().st_mode & 0o777 == 0o700
    assert all(len(str(socket).encode()) < 100 for socket in sockets)
