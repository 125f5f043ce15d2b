"""The whole house on a database of its own, behind a real server: log, views, API, and a clock handed in."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

import uvicorn
from tests.support.sign_in import ISSUER

from quorate_events.context import Clock
from quorate_events.store import EventLog
from quorate_graphql.limits.limits import Limits
from quorate_graphql.office import Office
from quorate_services.api.app import ApiOptions, create_app
from quorate_services.composition import (
    Wiring,
    build_views,
    open_event_log,
    open_office,
    projecting,
    wire,
)
from quorate_services.identity.identify import TokenIdentity
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role
from quorate_services.settings import Environment, Settings


@dataclass(frozen=True)
class _OneDatabase:
    cluster: Cluster
    name: str

    def dsn(self, role: Role, database: str | None = None) -> str:
        return self.cluster.dsn(role, database or self.name)


@dataclass(frozen=True)
class RunningHouse:
    """The parts that a test may need; ``address`` is where the API answers, without a scheme."""

    wiring: Wiring
    log: EventLog
    office: Office
    address: str


Fill = Callable[[EventLog, Wiring], Awaitable[object]]
"""Writes what has happened already, before the views are built."""


@asynccontextmanager
async def running_house(
    cluster: Cluster, template: str, clock: Clock | None = None, fill: Fill | None = None
) -> AsyncIterator[RunningHouse]:
    """Run everything until the block is left, and drop the database."""
    name = f"story_{uuid.uuid4().hex}"
    await cluster.create_database(name, template=template)
    try:
        async with AsyncExitStack() as stack:
            wiring = wire(
                Settings(environment=Environment.TEST, partnership="westmoor", pool_size=4),
                _OneDatabase(cluster, name),
            )
            if clock is not None:
                wiring = replace(wiring, house=replace(wiring.house, clock=clock))
            log = await stack.enter_async_context(open_event_log(wiring))
            if fill is not None:
                await fill(log, wiring)
            await build_views(wiring)
            board, _ = await stack.enter_async_context(projecting(wiring))
            office = await stack.enter_async_context(open_office(wiring, log, board))
            address = await stack.enter_async_context(_served(office))
            yield RunningHouse(wiring, log, office, address)
    finally:
        await cluster.drop_database(name)


@asynccontextmanager
async def _served(office: Office) -> AsyncIterator[str]:
    app = create_app(
        office, ApiOptions(limits=Limits(), identify=TokenIdentity([ISSUER.trusted], office.members))
    )
    config = uvicorn.Config(
        app, port=0, ws="websockets-sansio", lifespan="on", log_level="warning", access_log=False
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - the server has no event to wait for
        await asyncio.sleep(0.01)
    try:
        yield f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving
