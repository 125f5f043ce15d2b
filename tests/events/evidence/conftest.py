"""A log with a signing key beside it, and somebody who has every right in the database."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from tests.conftest import Database
from tests.events.store.examples import CODEC, append_of, stored

from quorate_events.evidence.checkpoint import Checkpoint
from quorate_events.evidence.findings import Report
from quorate_events.evidence.sealing import Sealing
from quorate_events.evidence.signing_key import create_signing_key, open_signing_key
from quorate_events.evidence.trust import TrustedKeys
from quorate_events.evidence.verify import verify_ledger
from quorate_events.store import EventLog, open_log
from quorate_services.postgres.cluster import Cluster

LEDGER, ORIGIN = "stoke", "quorate.example/stoke"
TABLES = ("stored_events", "ledger_head", "tree_hashes", "checkpoints", "cosignatures", "key_statements")


@dataclass
class Scene:
    """The ledger of a test. ``key`` is the path of the signing key."""

    cluster: Cluster
    database: Database
    log: EventLog
    key: Path
    written: int = 0

    async def write(self, count: int) -> None:
        """Append events, each to a stream of its own but for every third, which goes on with the one before."""
        for _ in range(count):
            at = self.written
            stream, version = (UUID(int=at), 2) if at % 3 == 0 and at else (UUID(int=at + 1), 1)
            await self.log.appender.append(append_of(stored(stream, version, f"state {at}".encode())))
            self.written += 1

    async def seal(self) -> Checkpoint:
        """Sign a checkpoint over everything, and return it."""
        async with self.projector() as connection:
            sealing = await Sealing.take_over(connection, LEDGER, open_signing_key(self.key))
            await sealing.step()
        return self.last

    @property
    def last(self) -> Checkpoint:
        """The checkpoint that is kept beside the key."""
        last = open_signing_key(self.key).last_checkpoint()
        assert last is not None
        return last

    async def verify(self, kept: Sequence[Checkpoint] | None = None, key: Path | None = None) -> Report:
        """Verify with what is beside the key, or with what somebody else kept."""
        opened = open_signing_key(key or self.key)
        last = opened.last_checkpoint()
        known = kept if kept is not None else [last] if last else []
        keys = TrustedKeys(opened.signer.verifier, opened.file.statements)
        async with self.projector() as connection:
            return await verify_ledger(connection, LEDGER, keys, known)

    @asynccontextmanager
    async def projector(self) -> AsyncIterator["asyncpg.Connection[Any]"]:
        """Connect as what seals and verifies."""
        connection = await asyncpg.connect(self.database.projector_dsn)
        try:
            yield connection
        finally:
            await connection.close()

    @asynccontextmanager
    async def almighty(self) -> AsyncIterator["asyncpg.Connection[Any]"]:
        """Connect as a superuser, with every trigger and constraint out of the way."""
        connection = await self.cluster._admin(self.database.name)
        try:
            for table in TABLES:
                await connection.execute(f"alter table quorate.{table} disable trigger all")
            await connection.execute(
                "alter table quorate.stored_events drop constraint if exists stored_events_pkey"
            )
            await connection.execute(
                "alter table quorate.stored_events drop constraint if exists "
                "stored_events_ledger_originator_id_originator_version_key"
            )
            yield connection
        finally:
            await connection.close()

    async def attack(self, *statements: str) -> None:
        """Run statements as the superuser."""
        async with self.almighty() as connection:
            for statement in statements:
                await connection.execute(statement)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return create_signing_key(tmp_path / "signing-key", ORIGIN).path


@pytest_asyncio.fixture
async def scene(cluster: Cluster, database: Database, key: Path) -> AsyncIterator[Scene]:
    """The ledger "stoke", empty."""
    async with open_log(database.app_dsn, LEDGER, CODEC, pool_size=2) as log:
        yield Scene(cluster, database, log, key)
