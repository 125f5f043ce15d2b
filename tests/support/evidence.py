"""Signs a checkpoint over what a test has written, with a key of its own."""

import tempfile
from pathlib import Path

import asyncpg

from quorate_events.evidence.checkpoint import Checkpoint
from quorate_events.evidence.sealing import Sealing
from quorate_events.evidence.signing_key import create_signing_key, open_signing_key
from quorate_services.composition import Wiring
from quorate_services.postgres.roles import Role


async def seal(wiring: Wiring, key: Path | None = None) -> Checkpoint:
    """Sign one checkpoint over everything, and return it. Without ``key``, one is made and forgotten again."""
    with tempfile.TemporaryDirectory() as folder:
        path = key or create_signing_key(Path(folder) / "key", "quorate.example/tests").path
        connection = await asyncpg.connect(wiring.connections.dsn(Role.PROJECTOR))
        try:
            sealing = await Sealing.take_over(connection, wiring.ledger, open_signing_key(path))
            await sealing.step()
        finally:
            await connection.close()
        last = open_signing_key(path).last_checkpoint()
        assert last is not None
        return last
