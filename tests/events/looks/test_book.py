"""Looks are written down once each, whatever happens to the connection, and never dropped."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg
import pytest
import pytest_asyncio
from tests.support.folding import see_everything

from quorate_events.access.actor import Actor
from quorate_events.access.policy import Ground, Look, Reason
from quorate_events.access.purpose import Purpose
from quorate_events.looks import LookBook, LooksNotKept
from quorate_events.store import connector

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SOMEBODY = Actor(uuid4(), uuid4())


def a_look(number: int = 0) -> Look:
    return Look(SOMEBODY, f"look {number}", Ground.INVITED, meeting_id=uuid4(), child_ids=(uuid4(),))


@pytest.fixture
def connect(database):
    return connector(database.app_dsn, "quorate looks", purpose=Purpose.LOOKS)


@pytest_asyncio.fixture
async def auditor(database) -> AsyncIterator[asyncpg.Connection]:
    connection = await see_everything(database.owner_dsn)
    yield connection
    await connection.close()


async def kept(connection) -> list[str]:
    return [row["what"] for row in await connection.fetch("select what from quorate.looks order by look_id")]


async def test_a_look_is_kept_with_who_when_what_and_why(connect, auditor):
    meeting, action, child, part, person = (uuid4() for _ in range(5))
    look = Look(SOMEBODY, "meeting", Ground.CHAIRS, None, meeting, (child,), action, (part,), person)
    async with LookBook(connect, "stoke") as book:
        await book.write(look, NOW, "Screen")
    (row,) = await auditor.fetch("select * from quorate.looks")
    assert dict(row) == {
        "look_id": row["look_id"],
        "ledger": "stoke",
        "at": NOW,
        "practitioner_id": SOMEBODY.practitioner_id,
        "agency_id": SOMEBODY.agency_id,
        "what": "meeting",
        "operation": "Screen",
        "ground": "chairs",
        "refused": None,
        "meeting_id": meeting,
        "action_id": action,
        "child_ids": [child],
        "part_ids": [part],
        "about_practitioner_id": person,
    }
    (by_child,) = await auditor.fetch("select * from quorate.looks_at_children")
    assert tuple(by_child) == (child, NOW, row["look_id"])


async def test_a_refusal_is_kept_with_its_reason(connect, auditor):
    async with LookBook(connect, "stoke") as book:
        await book.write(Look(SOMEBODY, "child", refused=Reason.NOT_CONCERNED), NOW)
    assert await auditor.fetchval("select refused from quorate.looks") == "not_concerned"


async def test_a_look_is_in_the_database_a_moment_later_without_anything_else_happening(connect, auditor):
    async with LookBook(connect, "stoke", interval=0.01) as book:
        await book.write(a_look(), NOW)
        async with asyncio.timeout(5):
            while book.waiting:  # noqa: ASYNC110 - the book tells nobody
                await asyncio.sleep(0.005)
        assert len(await kept(auditor)) == 1


@pytest.mark.parametrize("seed", range(12))
async def test_a_clean_stop_under_load_loses_nothing(connect, auditor, seed):
    dice = random.Random(seed)
    book = LookBook(
        connect,
        "stoke",
        room=dice.randint(1, 300),
        batch=dice.randint(1, 100),
        interval=dice.choice([0.0, 0.001, 0.05]),
    )
    accepted: list[str] = []

    async def reader(name: int) -> None:
        for number in range(1_000):
            try:
                await book.write(a_look(name * 1_000 + number), NOW)
            except LooksNotKept:
                return
            accepted.append(f"look {name * 1_000 + number}")
            if dice.random() < 0.05:
                await asyncio.sleep(dice.random() / 100)

    async with book:
        readers = [asyncio.create_task(reader(name)) for name in range(8)]
        await asyncio.sleep(dice.random() / 5)
    await asyncio.gather(*readers)
    assert sorted(await kept(auditor)) == sorted(accepted)
    assert book.waiting == 0


async def test_a_lost_connection_loses_and_doubles_nothing(connect, auditor, database):
    accepted = 0
    killer = await asyncpg.connect(database.app_dsn)
    async with LookBook(connect, "stoke", batch=20, interval=0.001, back_off=0.01) as book:
        for round_ in range(6):
            for number in range(100):
                await book.write(a_look(round_ * 100 + number), NOW)
                accepted += 1
                if number % 10 == 0:
                    await asyncio.sleep(0.001)
            await killer.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where application_name = 'quorate looks' and datname = current_database()"
            )
    await killer.close()
    assert sorted(await kept(auditor)) == sorted(f"look {number}" for number in range(accepted))


async def test_while_the_database_is_away_looks_wait_and_then_nothing_may_be_read(connect, auditor):
    away = True

    async def sometimes():
        if away:
            raise ConnectionRefusedError
        return await connect()

    async with LookBook(sometimes, "stoke", room=3, patience=0.05, back_off=0.01) as book:
        for number in range(3):
            await book.write(a_look(number), NOW)
        with pytest.raises(LooksNotKept):
            await book.write(a_look(3), NOW)
        away = False
        async with asyncio.timeout(5):
            while book.waiting:  # noqa: ASYNC110 - the book tells nobody
                await asyncio.sleep(0.01)
        await book.write(a_look(4), NOW)
    assert sorted(await kept(auditor)) == ["look 0", "look 1", "look 2", "look 4"]


async def test_a_write_that_ends_as_cancelled_by_itself_is_done_again(connect, auditor):
    cancelled = False

    async def once():
        nonlocal cancelled
        if not cancelled:
            cancelled = True
            raise asyncio.CancelledError
        return await connect()

    async with LookBook(once, "stoke", back_off=0.01) as book:
        await book.write(a_look(), NOW)
        async with asyncio.timeout(5):
            while book.waiting:  # noqa: ASYNC110 - the book tells nobody
                await asyncio.sleep(0.01)
    assert await kept(auditor) == ["look 0"]


async def test_who_finds_the_book_full_waits_for_room(connect, auditor):
    async with LookBook(connect, "stoke", room=2, interval=0.02) as book:
        for number in range(10):
            await book.write(a_look(number), NOW)
    assert len(await kept(auditor)) == 10


async def test_looks_that_cannot_be_written_before_the_end_are_counted(connect, caplog):
    async def away():
        raise ConnectionRefusedError

    async with LookBook(away, "stoke", grace=0.05, back_off=0.01) as book:
        await book.write(a_look(), NOW)
    (record,) = [each for each in caplog.records if "could not be written" in each.message]
    assert vars(record)["looks"] == 1


async def test_a_closed_book_takes_no_look(connect):
    async with LookBook(connect, "stoke") as book:
        pass
    with pytest.raises(LooksNotKept):
        await book.write(a_look(), NOW)


async def test_the_name_of_an_operation_is_kept_up_to_a_length(connect, auditor):
    async with LookBook(connect, "stoke") as book:
        await book.write(a_look(), NOW, "x" * 10_000)
    assert await auditor.fetchval("select length(operation) from quorate.looks") == 80


@pytest.mark.parametrize("table", ["quorate.looks", "quorate.looks_at_children"])
@pytest.mark.parametrize("change", ["delete from {}", "truncate {}", "update {} set at = now()"])
async def test_nobody_changes_or_removes_a_look(connect, auditor, table, change):
    async with LookBook(connect, "stoke") as book:
        await book.write(a_look(), NOW)
    with pytest.raises(asyncpg.RestrictViolationError):
        await auditor.execute(change.format(table))
    application = await connect()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await application.execute(change.format(table))
    await application.close()


@pytest.mark.parametrize(
    ("practitioner", "duties", "seen"),
    [
        (SOMEBODY.practitioner_id, "practitioner", 1),
        (UUID(int=1), "practitioner", 0),
        (UUID(int=1), "board_analyst,safeguarding_partner", 0),
        (UUID(int=1), "auditor", 2),
        (UUID(int=1), "data_protection_officer,practitioner", 2),
    ],
)
async def test_looks_are_for_auditors_and_ones_own(database, connect, practitioner, duties, seen):
    async with LookBook(connect, "stoke") as book:
        await book.write(a_look(), NOW)
        await book.write(Look(Actor(uuid4(), uuid4()), "meeting", Ground.INVITED), NOW)
    settings = {"practitioner_id": str(practitioner), "agency_id": str(uuid4()), "duties": duties}
    for purpose, count in (("looks", seen), ("views", 0)):
        named = {f"quorate.{name}": value for name, value in (settings | {"purpose": purpose}).items()}
        connection = await asyncpg.connect(database.app_dsn, server_settings=named)
        assert await connection.fetchval("select count(*) from quorate.looks") == count
        await connection.close()


async def test_a_session_that_is_for_something_else_adds_no_look(database):
    connection = await asyncpg.connect(database.app_dsn)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(
            "insert into quorate.looks_at_children values (gen_random_uuid(), now(), gen_random_uuid())"
        )
    await connection.close()
