from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from quorate_services.postgres.binaries import Binaries
from quorate_services.postgres.cluster import SUPERUSER, Cluster
from quorate_services.postgres.external import (
    DatabaseUnreachable,
    ExternalDatabase,
    RolesMissing,
    connect_external,
)
from quorate_services.postgres.passwords import PasswordsUnwritable, read_passwords
from quorate_services.postgres.roles import Role


@pytest_asyncio.fixture
async def bare(cluster_folder: Path, binaries: Binaries) -> AsyncIterator[Cluster]:
    """A server as an administrator hands it over: the owner has a database, the other roles do not exist."""
    async with Cluster(cluster_folder, binaries) as running:
        administrator = await asyncpg.connect(_administrator(running))
        for role in (Role.APP, Role.PROJECTOR, Role.RELAY):
            await administrator.execute(f"drop owned by {role}; drop role {role}")
        await administrator.close()
        yield running


def _administrator(cluster: Cluster) -> str:
    passwords = read_passwords(cluster.location.passwords)
    return cluster.dsn(Role.OWNER).replace(
        f"{Role.OWNER}:{passwords[Role.OWNER]}", f"{SUPERUSER}:{passwords[SUPERUSER]}"
    )


async def _who(dsn: str) -> tuple[str, str]:
    connection = await asyncpg.connect(dsn)
    try:
        row = await connection.fetchrow("select current_user::text, current_database()::text")
    finally:
        await connection.close()
    assert row is not None
    return tuple(row.values())


async def _let_the_owner_create_roles(cluster: Cluster) -> None:
    administrator = await asyncpg.connect(_administrator(cluster))
    await administrator.execute("alter role quorate_owner createrole")
    await administrator.close()


async def test_missing_roles_are_created_by_an_owner_who_may(bare: Cluster, tmp_path: Path) -> None:
    await _let_the_owner_create_roles(bare)
    external = await connect_external(bare.dsn(Role.OWNER), tmp_path / "passwords.json")
    for role in Role:
        assert await _who(external.dsn(role)) == (role, "quorate")


async def test_connecting_again_uses_the_roles_that_are_there(bare: Cluster, tmp_path: Path) -> None:
    await _let_the_owner_create_roles(bare)
    first = await connect_external(bare.dsn(Role.OWNER), tmp_path / "passwords.json")
    again = await connect_external(bare.dsn(Role.OWNER), tmp_path / "passwords.json")
    assert again.urls == first.urls


async def test_the_folder_of_the_passwords_is_made_where_it_is_missing(bare: Cluster, tmp_path: Path) -> None:
    await _let_the_owner_create_roles(bare)
    home = tmp_path / "new" / "home"
    external = await connect_external(bare.dsn(Role.OWNER), home / "passwords.json")
    assert await _who(external.dsn(Role.RELAY)) == (Role.RELAY, "quorate")
    assert home.stat().st_mode & 0o777 == 0o700


async def test_passwords_that_cannot_be_kept_are_told_as_such(cluster: Cluster, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, and not a folder")
    with pytest.raises(PasswordsUnwritable, match="cannot be kept") as refused:
        await connect_external(cluster.dsn(Role.OWNER), tmp_path / "home" / "passwords.json")
    assert "QUORATE_HOME" in refused.value.suggestion


async def test_an_owner_who_may_not_create_roles_is_told_what_to_run(bare: Cluster, tmp_path: Path) -> None:
    with pytest.raises(RolesMissing) as refused:
        await connect_external(bare.dsn(Role.OWNER), tmp_path / "passwords.json")
    assert "create role quorate_app login" in refused.value.suggestion
    assert "grant connect on database quorate to quorate_projector" in refused.value.suggestion


async def test_roles_of_an_administrator_are_taken_as_given(cluster: Cluster, tmp_path: Path) -> None:
    given = {role: cluster.dsn(role) for role in (Role.APP, Role.PROJECTOR, Role.RELAY)}
    external = await connect_external(cluster.dsn(Role.OWNER), tmp_path / "passwords.json", given)
    assert external.dsn(Role.APP) == cluster.dsn(Role.APP)
    assert not (tmp_path / "passwords.json").exists()


async def test_another_database_of_the_same_server_can_be_named(cluster: Cluster, tmp_path: Path) -> None:
    given = {role: cluster.dsn(role) for role in (Role.APP, Role.PROJECTOR, Role.RELAY)}
    external = await connect_external(cluster.dsn(Role.OWNER), tmp_path / "passwords.json", given)
    await cluster.create_database("another")
    try:
        assert await _who(external.dsn(Role.APP, "another")) == ("quorate_app", "another")
    finally:
        await cluster.drop_database("another")


@pytest.mark.parametrize(
    "url", ["postgresql://someone:hidden@localhost:1/quorate", "not a url", "postgresql:///x?host=/nowhere"]
)
async def test_a_database_that_does_not_answer_is_named_without_its_password(
    url: str, tmp_path: Path
) -> None:
    with pytest.raises(DatabaseUnreachable) as refused:
        await connect_external(url, tmp_path / "passwords.json")
    assert "hidden" not in refused.value.message + refused.value.suggestion


def test_a_role_that_this_process_was_not_given_is_named() -> None:
    serving_only = ExternalDatabase({Role.APP: "postgresql://quorate_app@localhost/quorate"})
    with pytest.raises(RolesMissing) as refused:
        serving_only.dsn(Role.OWNER)
    assert "quorate_owner" in refused.value.message
