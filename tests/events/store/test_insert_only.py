"""Nobody changes what is on the log."""

from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from .examples import append_of, stored

CHANGES = [
    "update quorate.stored_events set state = ''",
    "delete from quorate.stored_events",
    "truncate quorate.stored_events",
    "update quorate.command_receipts set answer = ''",
    "delete from quorate.command_receipts",
    "truncate quorate.command_receipts",
]
AROUND = [
    "insert into quorate.stored_events (ledger, notification_id, originator_id, originator_version, topic, "
    "state, commit_id) values ('stoke', 9, gen_random_uuid(), 1, 't', '', gen_random_uuid())",
    "insert into quorate.command_receipts (ledger, command_id, content_hash, answer, last_position) "
    "values ('stoke', gen_random_uuid(), '', '', 9)",
    "insert into quorate.ledger_head values ('other', 9)",
    "update quorate.ledger_head set position = 0",
    "delete from quorate.ledger_head",
    "select from quorate.ledger_head for update",
    "alter table quorate.stored_events disable trigger all",
    "drop table quorate.stored_events",
    "create or replace function quorate.refuse_change() returns trigger language sql as 'select null'",
    "create table quorate.mine (id int)",
    "insert into quorate.schema_migrations (source, name, checksum) values ('events', '9999', '')",
]
PROJECTOR_ONLY = [
    "select * from quorate.command_receipts",
    "select * from quorate.append_batch('stoke','{}','{}','{}','{}','{}','{}','{}','{}','{}')",
]


@pytest_asyncio.fixture
async def written(log):
    await log.appender.append(append_of(stored(uuid4(), 1, b"kept")))
    yield
    assert [event.state for event in await log.recorder.select_notifications(1, 10)] == [b"kept"]


@pytest.mark.parametrize("change", CHANGES)
async def test_even_the_owner_cannot_change_the_log(written, owner, change):
    with pytest.raises(asyncpg.RestrictViolationError, match="only ever added to"):
        await owner.execute(change)


@pytest.mark.parametrize("statement", CHANGES + AROUND)
async def test_the_application_can_only_append_by_the_function(written, database, statement):
    await refused(database.app_dsn, statement)


@pytest.mark.parametrize("statement", CHANGES + AROUND + PROJECTOR_ONLY)
async def test_the_projector_can_only_read(written, database, statement):
    await refused(database.projector_dsn, statement)


RELAY_NEITHER = [
    "select xact_id from quorate.stored_events",
    "select * from quorate.tracking",
    "insert into quorate.tracking values ('stoke', 'relay', 9)",
    "select * from quorate.looks",
    "select * from quorate.projection_build",
    "select * from quorate.schema_migrations",
]


@pytest.mark.parametrize("statement", CHANGES + AROUND + PROJECTOR_ONLY + RELAY_NEITHER)
async def test_the_relay_reads_what_it_publishes_and_nothing_else(written, database, statement):
    await refused(database.relay_dsn, statement)


async def test_the_relay_has_rights_to_two_tables_and_one_function(database, owner):
    tables = await owner.fetch(
        "select distinct relname, privilege_type from pg_class c join pg_namespace n on n.oid = relnamespace, "
        "lateral (select relacl union all select attacl from pg_attribute where attrelid = c.oid) granted (acl), "
        "aclexplode(acl) a where nspname !~ '^(pg_|information_schema)' "
        "and a.grantee in (0, 'quorate_relay'::regrole)"
    )
    assert {tuple(each) for each in tables} == {("ledger_head", "SELECT"), ("stored_events", "SELECT")}
    functions = await owner.fetch(
        "select proname from pg_proc join pg_namespace n on n.oid = pronamespace, aclexplode(proacl) a "
        "where a.grantee = 'quorate_relay'::regrole"
    )
    assert [each["proname"] for each in functions] == ["purpose"]
    memberships = "select from pg_auth_members where member = 'quorate_relay'::regrole"
    assert await owner.fetch(memberships) == []


async def test_the_relay_reads_the_log_and_its_head(written, database):
    connection = await asyncpg.connect(database.relay_dsn)
    assert await connection.fetchval("select state from quorate.stored_events") == b"kept"
    assert await connection.fetchval("select position from quorate.ledger_head") == 1
    await connection.close()


async def test_the_projector_reads_the_log_and_its_head(written, database):
    connection = await asyncpg.connect(database.projector_dsn)
    assert await connection.fetchval("select state from quorate.stored_events") == b"kept"
    assert await connection.fetchval("select position from quorate.ledger_head") == 1
    await connection.close()


async def test_no_function_of_the_store_is_open_to_everybody(owner):
    assert (
        await owner.fetch(
            "select proname from pg_proc join pg_namespace n on n.oid = pronamespace, aclexplode(proacl) a "
            "where nspname = 'quorate' and a.grantee = 0"
        )
        == []
    )
    assert (
        await owner.fetchval(
            "select count(*) from pg_proc join pg_namespace n on n.oid = pronamespace "
            "where nspname = 'quorate' and proacl is null"
        )
        == 0
    )


async def refused(dsn, statement):
    connection = await asyncpg.connect(dsn)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(statement)
    await connection.close()
