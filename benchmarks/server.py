"""One durable PostgreSQL for both sides of every comparison, and databases on it."""

import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from quorate_events.store import migrate
from quorate_services.database import SOURCES
from quorate_services.postgres.binaries import find_binaries
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role

SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "jit": "off",
    "max_connections": "200",
    "shared_buffers": "512MB",
    # No checkpoint in the middle of one side's turn.
    "max_wal_size": "8GB",
    "checkpoint_timeout": "1h",
}


@dataclass(frozen=True)
class Database:
    """The connection strings of one database."""

    name: str
    owner: str
    app: str
    projector: str
    relay: str


@asynccontextmanager
async def running_server() -> AsyncIterator[Cluster]:
    """Run a PostgreSQL in a temporary folder, and remove both at the end."""
    folder = Path(tempfile.gettempdir()) / f"quorate-bench-{uuid.uuid4().hex[:8]}"
    try:
        async with Cluster(folder, find_binaries().binaries, extra_settings=SETTINGS) as cluster:
            yield cluster
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def new_database(cluster: Cluster, *, migrated: bool = True) -> Database:
    """Create a database: with our schema, or empty for the peer."""
    name = f"bench_{uuid.uuid4().hex[:12]}"
    await cluster.create_database(name)
    database = Database(
        name,
        owner=cluster.dsn(Role.OWNER, name),
        app=cluster.dsn(Role.APP, name),
        projector=cluster.dsn(Role.PROJECTOR, name),
        relay=cluster.dsn(Role.RELAY, name),
    )
    if migrated:
        await migrate(database.owner, SOURCES)
    return database
