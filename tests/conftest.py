"""What every test may ask for: a running PostgreSQL, and a freshly migrated database of its own."""

import gc
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from tests.support.in_memory import place_in_memory
from tests.support.kafka import access_to, named_broker, running_broker
from tests.support.left_behind import clear_away_what_is_left
from tests.support.sharing_out import ByFile

from quorate_events.evidence import EVIDENCE
from quorate_events.kafka.access import KafkaAccess
from quorate_events.looks import LOOKS
from quorate_events.store import EVENTS, migrate
from quorate_projections import MIGRATIONS
from quorate_services.postgres.binaries import Binaries, find_binaries
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role

# Looking for garbage among what the modules and the tests themselves are made of finds none, and takes a third of
# the time in which they are read.
gc.disable()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):  # once for a run, not in each of its processes
        clear_away_what_is_left()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@dataclass(frozen=True, slots=True)
class Database:
    """One test's own database, migrated and empty."""

    name: str
    owner_dsn: str
    app_dsn: str
    projector_dsn: str
    relay_dsn: str


@pytest.fixture(scope="session")
def binaries() -> Binaries:
    return find_binaries().binaries


@pytest.fixture
def cluster_folder() -> Iterator[Path]:
    """A path in the system's temporary folder: pytest's own is closed to the server's account."""
    folder = _new_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest_asyncio.fixture(scope="session")
async def cluster(binaries: Binaries) -> AsyncIterator[Cluster]:
    # Nothing here has to survive a power cut. Tests of crashes start clusters of their own, on the disk.
    folder = _new_folder(place_in_memory())
    quick = {"fsync": "off", "synchronous_commit": "on", "full_page_writes": "off", "max_connections": "300"}
    try:
        async with Cluster(folder, binaries, extra_settings=quick) as running:
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest_asyncio.fixture(scope="session")
async def migrated_template(cluster: Cluster) -> str:
    """The name of an empty database with the whole schema, that tests clone."""
    await cluster.create_database("quorate_template")
    await migrate(cluster.dsn(Role.OWNER, "quorate_template"), (EVENTS, LOOKS, EVIDENCE, MIGRATIONS))
    return "quorate_template"


@pytest_asyncio.fixture
async def database(cluster: Cluster, migrated_template: str) -> AsyncIterator[Database]:
    name = f"test_{uuid.uuid4().hex}"
    await cluster.create_database(name, template=migrated_template)
    yield Database(
        name,
        owner_dsn=cluster.dsn(Role.OWNER, name),
        app_dsn=cluster.dsn(Role.APP, name),
        projector_dsn=cluster.dsn(Role.PROJECTOR, name),
        relay_dsn=cluster.dsn(Role.RELAY, name),
    )
    await cluster.drop_database(name)


@pytest_asyncio.fixture(scope="session")
async def kafka() -> AsyncIterator[KafkaAccess]:
    """A real Kafka, one for the whole run: tests use topics, groups and ledgers of their own."""
    if bootstrap := named_broker():
        yield access_to(bootstrap)
        return
    async with running_broker() as broker:
        yield access_to(broker.bootstrap)


def _new_folder(parent: Path | None = None) -> Path:
    return (parent or Path(tempfile.gettempdir())) / f"quorate-{uuid.uuid4().hex[:12]}"
