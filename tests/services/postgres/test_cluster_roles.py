import asyncpg
import pytest

from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_signs_in_and_has_no_power_over_the_server(cluster: Cluster, role: Role) -> None:
    connection = await asyncpg.connect(cluster.dsn(role))
    try:
        rights = await connection.fetchrow(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"
            " from pg_roles where rolname = current_user"
        )
        assert await connection.fetchval("select current_user") == role
    finally:
        await connection.close()
    assert rights is not None
    assert not any(rights.values())


async def test_the_database_belongs_to_the_owner_role(cluster: Cluster) -> None:
    connection = await asyncpg.connect(cluster.dsn(Role.OWNER))
    try:
        owner = await connection.fetchval(
            "select datdba::regrole::text from pg_database where datname = 'quorate'"
        )
    finally:
        await connection.close()
    assert owner == "quorate_owner"


@pytest.mark.parametrize("role", [Role.APP, Role.PROJECTOR, Role.RELAY])
async def test_only_the_owner_creates_tables(cluster: Cluster, role: Role) -> None:
    connection = await asyncpg.connect(cluster.dsn(role))
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("create table public.not_mine ()")
    finally:
        await connection.close()


async def test_a_wrong_password_is_refused(cluster: Cluster) -> None:
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(cluster.dsn(Role.APP), password="wrong")


async def test_nobody_but_the_roles_of_quorate_may_connect(cluster: Cluster) -> None:
    connection = await asyncpg.connect(cluster.dsn(Role.OWNER))
    try:
        granted = await connection.fetch(
            "select a.grantee::regrole::text as grantee"
            " from pg_database, aclexplode(datacl) a"
            " where datname = 'quorate' and a.privilege_type = 'CONNECT'"
        )
    finally:
        await connection.close()
    assert {row["grantee"] for row in granted} == set(Role)
