"""A small demo history behind the real application, on the day on which the examples of the guides happen."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest_asyncio
from tests.docs.reader import Reader
from tests.graphql.conftest import OneDatabase
from tests.support.sign_in import ISSUER

from quorate_services.api.app import ApiOptions, create_app
from quorate_services.composition import (
    Wiring,
    build_views,
    open_event_log,
    open_office,
    projecting,
    wire,
)
from quorate_services.demo.deciding import SimulatedClock
from quorate_services.demo.history import History
from quorate_services.demo.people import PEOPLE
from quorate_services.demo.profile import Profile
from quorate_services.demo.recorders import BulkRecorder
from quorate_services.demo.runner import play
from quorate_services.dev_issuer.sign_ins import SignIn
from quorate_services.identity.identify import TokenIdentity
from quorate_services.postgres.cluster import Cluster
from quorate_services.settings import Environment, Settings

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
"""When the readers of the guides try the examples: see docs/README.md."""

OpenReader = Callable[[str], AbstractAsyncContextManager[Reader]]


def _wired(cluster: Cluster, database: str) -> Wiring:
    settings = Settings(environment=Environment.DEMO, partnership="northbrook", pool_size=4)
    wiring = wire(settings, OneDatabase(cluster, database))
    return replace(wiring, house=replace(wiring.house, clock=SimulatedClock(NOW)))


@pytest_asyncio.fixture(scope="session")
async def told(cluster: Cluster, migrated_template: str) -> str:
    """The name of a database with the history and its views, that readers clone."""
    await cluster.create_database("docs_told", template=migrated_template)
    wiring = _wired(cluster, "docs_told")
    history = History(Profile(NOW, months=4, scale=0.3), wiring.house.calendar)
    async with open_event_log(wiring) as log:
        await play(history, BulkRecorder(wiring.house, wiring.codec, log.appender))
    await build_views(wiring)
    return "docs_told"


@pytest_asyncio.fixture(scope="session")
async def open_reader(cluster: Cluster, told: str) -> OpenReader:
    """A function that opens a reader in a database of its own."""

    @asynccontextmanager
    async def opened(name: str) -> AsyncIterator[Reader]:
        database = f"docs_{name}"
        await cluster.create_database(database, template=told)
        wiring = _wired(cluster, database)
        async with AsyncExitStack() as stack:
            log = await stack.enter_async_context(open_event_log(wiring))
            board, _ = await stack.enter_async_context(projecting(wiring))
            office = await stack.enter_async_context(open_office(wiring, log, board))
            identify = TokenIdentity([ISSUER.trusted], office.members)
            people = [SignIn(each.key, each.kind, "", each.role, "", str(each.id), "") for each in PEOPLE]
            options = ApiOptions(identify=identify, development=ISSUER, people=people, explorer=True)
            app = create_app(office, options)
            await stack.enter_async_context(app.router.lifespan_context(app))
            yield await stack.enter_async_context(Reader(app, office))
        await cluster.drop_database(database)

    return opened
