"""The database goes away in the middle of a start: every step says so in a sentence, and nothing is left running."""

import asyncio
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.conftest import Database
from tests.events.store.interrupted import Relay

from quorate_events.errors import QuorateError
from quorate_services.composition import build_views, wire
from quorate_services.database import migrate_database
from quorate_services.postgres.external import connect_external
from quorate_services.postgres.roles import Role
from quorate_services.serving import serve
from quorate_services.settings import Environment, Settings

STEPS = 28
"""More connections than a start opens before it is ready, and then some of those that run beside the requests."""


@dataclass(frozen=True)
class Connections:
    urls: dict[Role, str]

    def dsn(self, role: Role, database: str | None = None) -> str:
        return self.urls[role]


@asynccontextmanager
async def relayed(database: Database) -> AsyncIterator[tuple[Relay, Connections]]:
    """A way to the database for every role, which can be cut. The path of a socket must be short."""
    folder = tempfile.mkdtemp(prefix="qrelay-")
    dsns = {
        Role.OWNER: database.owner_dsn,
        Role.APP: database.app_dsn,
        Role.PROJECTOR: database.projector_dsn,
        Role.RELAY: database.relay_dsn,
    }
    async with Relay(database.app_dsn, folder) as relay:
        yield relay, Connections({role: Relay(dsn, folder).dsn for role, dsn in dsns.items()})
    shutil.rmtree(Path(folder))


async def start_and_stop(connections: Connections, home: Path) -> None:
    """Everything that ``quorate serve`` does, and a stop as soon as it answers."""
    await connect_external(connections.dsn(Role.OWNER), home / "passwords.json", connections.urls)
    await migrate_database(connections)
    wiring = wire(Settings(environment=Environment.TEST, port=0), connections)
    await build_views(wiring)
    await serve(wiring, ready=lambda _: signal.raise_signal(signal.SIGTERM))


@pytest.mark.slow
async def test_whenever_the_database_goes_away_in_a_start_it_is_said_in_a_sentence(
    database: Database, tmp_path: Path
) -> None:
    started, refusals = 0, list[QuorateError]()
    for step in range(1, STEPS):
        async with relayed(database) as (relay, connections):
            relay.cut_at = step
            try:
                async with asyncio.timeout(30):
                    await start_and_stop(connections, tmp_path)
                started += 1
            except QuorateError as refusal:
                refusals.append(refusal)
    assert len(refusals) > 5
    assert all(refusal.suggestion for refusal in refusals)
    assert started > 0
