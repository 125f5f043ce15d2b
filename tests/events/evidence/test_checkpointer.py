"""Checkpoints follow the log while it grows, by one process at a time."""

import asyncio
from pathlib import Path

import asyncpg
import pytest
from tests.events.evidence.attacks import ATTACKS
from tests.events.evidence.conftest import LEDGER, Scene

from quorate_events.evidence.checkpointer import Checkpointer, Pace
from quorate_events.evidence.errors import SigningKeyExposed, SigningKeyUnreadable
from quorate_events.evidence.signing_key import open_signing_key
from quorate_events.store import connector

QUICK = Pace(every=0.02, stand_by=0.02, back_off=0.02, refused=0.02)


def checkpointer(scene: Scene, name: str = "checkpointer") -> Checkpointer:
    connect = connector(scene.database.projector_dsn, name, purpose=None)
    return Checkpointer(connect, LEDGER, scene.key, QUICK)


async def signed(scene: Scene, size: int) -> None:
    """Wait until a checkpoint covers this many events."""
    async with asyncio.timeout(10):
        while True:
            last = open_signing_key(scene.key).last_checkpoint()
            if last is not None and last.size >= size:
                return
            await asyncio.sleep(0.01)


async def test_they_follow_the_log(scene: Scene) -> None:
    async with checkpointer(scene):
        for count in (1, 5, 3):
            await scene.write(count)
            await signed(scene, scene.written)
    assert (await scene.verify()).differences == ()


async def test_what_came_last_is_signed_before_the_end(scene: Scene) -> None:
    async with checkpointer(scene):
        await scene.write(1)
        await signed(scene, 1)
        await scene.write(7)
    assert scene.last.size == 8


async def test_what_is_there_is_signed_even_when_it_stops_at_once(scene: Scene) -> None:
    await scene.write(6)
    async with checkpointer(scene):
        pass
    assert scene.last.size == 6


async def test_of_two_one_signs_and_the_other_takes_over(scene: Scene) -> None:
    first, second = checkpointer(scene, "first"), checkpointer(scene, "second")
    async with second:
        async with first:
            await scene.write(4)
            await signed(scene, 4)
        await scene.write(4)
        await signed(scene, 8)
    assert (await scene.verify()).differences == ()


async def test_a_lost_connection_is_opened_again(scene: Scene) -> None:
    async with checkpointer(scene, "to be cut"):
        await scene.write(2)
        await signed(scene, 2)
        async with scene.almighty() as connection:
            await connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to be cut'"
            )
        await scene.write(3)
        await signed(scene, 5)
    assert (await scene.verify()).differences == ()


async def test_a_rollback_is_refused_and_said_and_nothing_is_signed(scene: Scene) -> None:
    for _ in range(3):
        await scene.write(10)
        await scene.seal()
    await scene.attack(*ATTACKS["the database is rolled back to an older one"].statements)
    async with checkpointer(scene) as running:
        async with asyncio.timeout(10):
            while running.refusal is None:  # noqa: ASYNC110 - what is said is looked at, not announced
                await asyncio.sleep(0.01)
        assert running.refusal.code == "ledger_rolled_back"
    assert scene.last.size == 30
    async with scene.projector() as connection:
        assert await connection.fetchval("select max(size) from quorate.checkpoints") == 20


async def test_a_key_that_others_may_read_or_that_is_none_is_refused_at_the_start(scene: Scene) -> None:
    scene.key.chmod(0o644)
    with pytest.raises(SigningKeyExposed):
        async with checkpointer(scene):
            pass
    scene.key.chmod(0o600)
    scene.key.write_text("{}")
    with pytest.raises(SigningKeyUnreadable):
        async with checkpointer(scene):
            pass
    scene.key.unlink()
    with pytest.raises(SigningKeyUnreadable):
        async with checkpointer(scene):
            pass


async def test_the_application_may_not_touch_the_tree(scene: Scene) -> None:
    await scene.write(3)
    await scene.seal()
    for statement in (
        "insert into quorate.checkpoints (ledger, origin, size, root, note) values ('a', 'b', 1, '', '')",
        "insert into quorate.tree_hashes values ('stoke', 0, 9, '')",
        "insert into quorate.key_statements values ('stoke', 1, '')",
        "delete from quorate.cosignatures",
    ):
        connection = await asyncpg.connect(
            scene.database.app_dsn, server_settings={"quorate.purpose": "evidence"}
        )
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
        await connection.close()


@pytest.mark.parametrize("table", ["tree_hashes", "checkpoints", "key_statements", "cosignatures"])
@pytest.mark.parametrize(
    "change", ["delete from quorate.{}", "truncate quorate.{} cascade", "update quorate.{} set ledger = ''"]
)
async def test_even_the_owner_cannot_change_it(scene: Scene, table: str, change: str) -> None:
    connection = await asyncpg.connect(
        scene.database.owner_dsn, server_settings={"quorate.purpose": "upkeep"}
    )
    with pytest.raises(asyncpg.RestrictViolationError, match="only ever added to"):
        await connection.execute(change.format(table))
    await connection.close()


def test_the_lock_is_a_file_of_its_own(key: Path) -> None:
    assert sorted(each.name for each in key.parent.iterdir()) == ["signing-key", "signing-key.last"]
