"""Migrations: once each, forward only, unchanged."""

import asyncio
import sys

import asyncpg
import pytest
import pytest_asyncio

from quorate_events.store import EVENTS, MigrationSource, migrate, pending
from quorate_events.store.failures import LogUnavailable
from quorate_events.store.migrate import MigrationFailed, MigrationRefused


@pytest.fixture
def package(tmp_path, monkeypatch, request):
    """A package of our own with migrations: call it with the files' texts."""
    name = f"migrations_of_{request.node.name.split('[')[0]}"
    folder = tmp_path / name
    (folder / "migrations").mkdir(parents=True)
    (folder / "sql" / "routines").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)

    def write(**texts: str) -> MigrationSource:
        for path, text in texts.items():
            place = "sql/routines" if path.startswith("routine") else "migrations"
            (folder / place / f"{path.removeprefix('m')}.sql").write_text(text)
        return MigrationSource("views", name)

    write.folder = folder
    yield write
    sys.modules.pop(name, None)


@pytest_asyncio.fixture
async def names(owner):
    async def read():
        rows = await owner.fetch("select name from quorate.schema_migrations where source = 'views'")
        return sorted(row["name"] for row in rows)

    return read


async def test_a_migrated_database_has_nothing_pending(database):
    assert await pending(database.owner_dsn) == []
    assert await migrate(database.owner_dsn) == []


async def test_files_are_applied_in_order_and_once(database, package, owner):
    source = package(
        m0001_table="create table quorate.v (a int)",
        m0002_column="alter table quorate.v add b int",
        routine_one="create or replace function quorate.one() returns int language sql as 'select 1'",
    )
    expected = ["views/0001_table.sql", "views/0002_column.sql", "views/routines/routine_one.sql"]
    assert await pending(database.owner_dsn, [EVENTS, source]) == expected
    assert await migrate(database.owner_dsn, [EVENTS, source]) == expected
    assert await migrate(database.owner_dsn, [EVENTS, source]) == []
    assert await owner.fetchval("select quorate.one()") == 1


async def test_a_changed_file_is_refused_when_it_was_applied(database, package):
    source = package(m0001_table="create table quorate.v (a int)")
    await migrate(database.owner_dsn, [source])
    package(m0001_table="create table quorate.v (a bigint)")
    for question in (migrate, pending):
        with pytest.raises(MigrationRefused, match=r"views/0001_table.sql was changed"):
            await question(database.owner_dsn, [source])


async def test_a_changed_routine_is_applied_again(database, package, owner):
    text = "create or replace function quorate.one() returns int language sql as 'select {}'"
    source = package(routine_one=text.format(1))
    await migrate(database.owner_dsn, [source])
    package(routine_one=text.format(2))
    assert await migrate(database.owner_dsn, [source]) == ["views/routines/routine_one.sql"]
    assert await owner.fetchval("select quorate.one()") == 2


async def test_a_failing_file_leaves_nothing_and_those_before_it_stay(database, package, owner, names):
    source = package(
        m0001_table="create table quorate.v (a int)",
        m0002_wrong="create table quorate.w (a int); select nonsense",
    )
    with pytest.raises(MigrationFailed, match=r"views/0002_wrong.sql.*nonsense"):
        await migrate(database.owner_dsn, [source])
    assert await names() == ["0001_table.sql"]
    assert await owner.fetchval("select to_regclass('quorate.w')") is None


async def test_a_number_below_what_is_applied_is_refused(database, package):
    source = package(m0002_later="create table quorate.v (a int)")
    await migrate(database.owner_dsn, [source])
    package(m0001_earlier="create table quorate.w (a int)")
    with pytest.raises(MigrationRefused, match="comes before"):
        await migrate(database.owner_dsn, [source])


async def test_a_database_newer_than_the_program_is_refused(database, package):
    source = package(m0001_table="create table quorate.v (a int)")
    await migrate(database.owner_dsn, [source])
    (package.folder / "migrations" / "0001_table.sql").unlink()
    with pytest.raises(MigrationRefused, match="does not know"):
        await migrate(database.owner_dsn, [source])


async def test_a_file_may_ask_to_run_outside_a_transaction(database, package, owner):
    source = package(
        m0001_table="create table quorate.v (a int)",
        m0002_index="-- quorate:no-transaction\ncreate index concurrently v_a on quorate.v (a)",
    )
    await migrate(database.owner_dsn, [source])
    assert await owner.fetchval("select to_regclass('quorate.v_a') is not null")


async def test_processes_that_migrate_at_once_apply_each_file_once(database, package):
    source = package(m0001_table="select pg_sleep(0.1); create table quorate.v (a int)")
    done = await asyncio.gather(*(migrate(database.owner_dsn, [source]) for _ in range(4)))
    assert sorted(len(applied) for applied in done) == [0, 0, 0, 1]


async def test_a_role_that_may_not_migrate_is_told_so(database, package):
    source = package(m0001_table="create table quorate.v (a int)")
    with pytest.raises((LogUnavailable, MigrationFailed), match=r"permission denied|42501"):
        await migrate(database.app_dsn, [source])


async def test_a_database_that_is_not_there_is_unavailable(database):
    with pytest.raises(LogUnavailable):
        await migrate(database.owner_dsn.replace(database.name, "nowhere"))


async def test_an_empty_database_can_be_brought_up_from_nothing(database, owner):
    await owner.execute("drop schema quorate cascade")
    missing = await pending(database.owner_dsn)
    assert missing[0] == "events/0001_log.sql"
    assert await migrate(database.owner_dsn) == missing
    with pytest.raises(asyncpg.RestrictViolationError):
        await owner.execute("truncate quorate.stored_events")
