"""Keys and verification at the command line."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from tests.conftest import Database
from tests.events.evidence.conftest import LEDGER
from tests.events.store.examples import CODEC, append_of, stored
from tests.services.cli.conftest import Quorate

from quorate_events.evidence.checkpointer import Checkpointer, Pace
from quorate_events.evidence.cosignature import cosign
from quorate_events.evidence.key_file import read_key_file
from quorate_events.evidence.sealing import Sealing
from quorate_events.evidence.signing_key import open_signing_key, signing_lock
from quorate_events.store import connector, open_log
from quorate_events.tasks import end
from quorate_services.postgres.cluster import Cluster


class Ledger:
    """The ledger of the test's database, with a key beside it."""

    def __init__(self, cluster: Cluster, database: Database, key: Path, quorate: Quorate) -> None:
        self.cluster, self.database, self.key, self._quorate = cluster, database, key, quorate

    async def run(self, *arguments: str) -> Any:
        return await self._quorate(*arguments, QUORATE_PARTNERSHIP=LEDGER, QUORATE_SIGNING_KEY=str(self.key))

    async def write_and_seal(self, count: int = 10) -> None:
        async with open_log(self.database.app_dsn, LEDGER, CODEC, pool_size=2) as log:
            for _ in range(count):
                await log.appender.append(append_of(stored(uuid4(), 1)))
        connection = await asyncpg.connect(self.database.projector_dsn)
        try:
            sealing = await Sealing.take_over(connection, LEDGER, open_signing_key(self.key))
            await sealing.step()
        finally:
            await connection.close()

    async def attack(self, statement: str) -> None:
        connection = await self.cluster._admin(self.database.name)
        try:
            await connection.execute("alter table quorate.stored_events disable trigger all")
            await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture
async def ledger(cluster: Cluster, database: Database, tmp_path: Path, quorate: Quorate) -> Ledger:
    path = tmp_path / "signing-key"
    made = await quorate("key", "create", str(path), "--name", "quorate.example/stoke")
    assert made.code == 0
    return Ledger(cluster, database, path, quorate)


async def test_a_key_is_made_for_its_owner_only_and_never_over_another(ledger: Ledger) -> None:
    assert ledger.key.stat().st_mode & 0o777 == 0o600
    again = await ledger.run("key", "create", str(ledger.key), "--name", "quorate.example/stoke")
    assert again.code == 1
    assert "already" in again.err
    shown = await ledger.run("key", "show", str(ledger.key), "--json")
    assert shown.document["key"].startswith("quorate.example/stoke+")


async def test_a_key_that_is_there_is_kept_where_that_is_asked_for(quorate: Quorate, tmp_path: Path) -> None:
    create = ("key", "create", str(tmp_path / "key"), "--name", "quorate.example/stoke")
    made = await quorate(*create, "--keep")
    assert made.code == 0
    kept = await quorate(*create, "--keep")
    assert (kept.code, kept.out) == (0, made.out)
    for other in ((), ("--keep", "--witness"), ("--keep", "--name", "quorate.example/leek")):
        refused = await quorate(*create, *other, "--json")
        assert (refused.code, refused.document["code"]) == (1, "signing_key_exists")
    assert (await quorate("key", "show", str(tmp_path / "key"))).out == made.out


async def test_a_key_that_others_may_read_is_refused(ledger: Ledger) -> None:
    ledger.key.chmod(0o640)
    for arguments in (("key", "show", str(ledger.key)), ("verify",), ("project",)):
        ran = await ledger.run(*arguments)
        assert ran.code == 1
        assert "Others than its owner" in ran.err


@pytest.mark.parametrize("name", ["", "two words", "a+b"])
async def test_a_name_that_no_key_can_have_is_refused(quorate: Quorate, tmp_path: Path, name: str) -> None:
    ran = await quorate("key", "create", str(tmp_path / "other"), "--name", name, "--json")
    assert (ran.code, ran.document["code"]) == (1, "key_name_refused")
    assert not (tmp_path / "other").exists()


async def test_a_log_that_nobody_touched_is_verified(ledger: Ledger) -> None:
    await ledger.write_and_seal()
    ran = await ledger.run("verify", "--json")
    assert ran.code == 0, ran.err
    assert ran.document == {
        "verified": True, "events": 10, "sealed": 10, "checkpoints": 1, "differences": [],
    }  # fmt: skip


async def test_what_differs_is_named_with_its_position(ledger: Ledger) -> None:
    await ledger.write_and_seal()
    await ledger.attack("update quorate.stored_events set state = 'x' where notification_id = 4")
    ran = await ledger.run("verify", "--json")
    assert ran.code == 3
    (found,) = ran.document["differences"]
    assert (found["kind"], found["first_position"]) == ("changed", 4)
    told = await ledger.run("verify")
    assert told.code == 3
    assert "Position 4: the event is not the one that was signed." in told.out


async def test_cosignatures_are_checked_with_the_keys_of_the_witnesses(
    ledger: Ledger, tmp_path: Path
) -> None:
    key = tmp_path / "witness"
    await ledger.run("key", "create", str(key), "--name", "witness.example/police", "--witness")
    public = (await ledger.run("key", "show", str(key), "--json")).document["key"]
    await ledger.write_and_seal()
    signature = cosign(read_key_file(key).signer, "another checkpoint\n", datetime(2026, 3, 2, tzinfo=UTC))
    await ledger.attack(
        "insert into quorate.cosignatures (ledger, origin, size, witness, key_id, line, cosigned_at) "
        f"select ledger, origin, size, '{signature.name}', '\\x{signature.key_id.hex()}', '{signature.line()}', now() "
        "from quorate.checkpoints"
    )
    assert (await ledger.run("verify", "--json")).code == 0, "without the key only the form can be looked at"
    ran = await ledger.run("verify", "--json", "--witness", public)
    assert (ran.code, ran.document["differences"][0]["kind"]) == (3, "forged_cosignature")
    own = (await ledger.run("key", "show", str(ledger.key), "--json")).document["key"]
    for wrong in (own, "something"):
        refused = await ledger.run("verify", "--json", "--witness", wrong)
        assert (refused.code, refused.document["code"]) == (1, "no_key_of_a_witness")


async def test_a_log_that_grows_meanwhile_is_verified(ledger: Ledger) -> None:
    connect = connector(ledger.database.projector_dsn, "checkpointer", purpose=None)
    async with open_log(ledger.database.app_dsn, LEDGER, CODEC, pool_size=2) as log:

        async def grow() -> None:
            while True:
                await log.appender.append(append_of(stored(uuid4(), 1)))
                await asyncio.sleep(0.002)

        growing = asyncio.create_task(grow())
        async with Checkpointer(connect, LEDGER, ledger.key, Pace(every=0.01)):
            for _ in range(3):
                ran = await ledger.run("verify", "--json")
                assert ran.code == 0, ran.out
        await end(growing)


async def test_without_a_key_nothing_can_be_verified(quorate: Quorate) -> None:
    for arguments in ((), ("--key", "something")):
        ran = await quorate("verify", "--json", *arguments)
        assert (ran.code, ran.document["code"]) == (1, "no_key_to_verify_with")


async def test_a_checkpoint_that_somebody_kept_is_compared(ledger: Ledger, tmp_path: Path) -> None:
    await ledger.write_and_seal()
    kept = tmp_path / "kept"
    note = open_signing_key(ledger.key).last()
    assert note is not None
    kept.write_text(note.encode())
    assert (await ledger.run("verify", "--checkpoint", str(kept))).code == 0
    kept.write_text(note.encode().replace("10\n", "11\n", 1))
    refused = await ledger.run("verify", "--json", "--checkpoint", str(kept))
    assert (refused.code, refused.document["code"]) == (1, "checkpoint_not_trusted")


async def test_after_a_rotation_the_old_and_the_new_key_verify_everything(ledger: Ledger) -> None:
    old = (await ledger.run("key", "show", str(ledger.key), "--json")).document["key"]
    await ledger.write_and_seal()
    with signing_lock(ledger.key):
        in_use = await ledger.run("key", "rotate", str(ledger.key), "--json")
    assert (in_use.code, in_use.document["code"]) == (1, "signing_key_in_use")
    new = (await ledger.run("key", "rotate", str(ledger.key), "--json")).document["key"]
    assert new != old
    await ledger.write_and_seal(5)
    for key in (old, new):
        ran = await ledger.run("verify", "--json", "--key", key)
        assert (ran.code, ran.document["sealed"], ran.document["checkpoints"]) == (0, 15, 2)


async def test_a_history_is_begun_anew_with_a_reason(ledger: Ledger) -> None:
    await ledger.write_and_seal()
    same = await ledger.run(
        "key", "restart", str(ledger.key), "--name", "quorate.example/stoke", "--reason", "lost"
    )
    assert same.code == 1
    begun = await ledger.run(
        "key", "restart", str(ledger.key), "--name", "quorate.example/stoke/2", "--reason", "Disk lost",
    )  # fmt: skip
    assert begun.code == 0
    assert (await ledger.run("verify")).code == 0
    await ledger.write_and_seal(1)
    ran = await ledger.run("verify", "--json")
    assert (ran.code, ran.document["sealed"], ran.document["checkpoints"]) == (0, 11, 2)
    statements = json.loads(ledger.key.read_text())["statements"]
    assert "Disk lost" in statements[0]
