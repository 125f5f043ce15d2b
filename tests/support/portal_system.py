"""The whole demo in small, as a browser finds it: a told history, the API with its issuer, and the portal."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import uvicorn
from fastapi import FastAPI
from tests.graphql.conftest import OneDatabase
from tests.support.sign_in import ISSUER

from quorate_events.evidence.signing_key import create_signing_key
from quorate_events.vault.local_file import LocalKeyFile
from quorate_graphql.documents.trusted import Documents, TrustedDocuments
from quorate_graphql.office import Office
from quorate_services.api.app import ApiOptions, create_app
from quorate_services.composition import (
    Wiring,
    build_views,
    open_event_log,
    open_office,
    projecting,
    sealing,
    wire,
)
from quorate_services.demo.history import History
from quorate_services.demo.partnership import Partnership
from quorate_services.demo.people import PEOPLE
from quorate_services.demo.profile import Profile
from quorate_services.demo.recorders import BulkRecorder
from quorate_services.demo.runner import play
from quorate_services.dev_issuer.sign_ins import SignIn
from quorate_services.identity.identify import TokenIdentity
from quorate_services.portal.app import open_portal
from quorate_services.portal.documents.trusted import listed
from quorate_services.portal.options import PortalOptions
from quorate_services.postgres.cluster import Cluster
from quorate_services.serving import address_of, listen
from quorate_services.serving_portal import portal_options
from quorate_services.settings import Environment, Settings

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
"""The day on which the tests happen: that of the guides' examples."""


class MovableClock:
    """Shows the time that a test sets."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        return NOW + self._ahead

    def reset(self) -> None:
        """Show the day of the story again."""
        self._ahead = timedelta()

    def move(self, **by: float) -> None:
        """Go on by so much."""
        self._ahead += timedelta(**by)


@dataclass
class Served:
    """A server that can be taken away and brought back at the same address."""

    app: FastAPI
    port: int = 0
    address: str = ""
    _server: uvicorn.Server | None = None
    _running: "asyncio.Task[None] | None" = None
    _listening: socket.socket | None = None

    async def start(self) -> None:
        """Answer."""
        self._listening = listen("127.0.0.1", self.port, "PORT")
        self.port, self.address = self._listening.getsockname()[1], address_of(self._listening)
        self._server = uvicorn.Server(
            uvicorn.Config(
                self.app,
                ws="websockets-sansio",
                lifespan="off",
                log_level="error",
                access_log=False,
                timeout_graceful_shutdown=1,
            )
        )
        self._running = asyncio.create_task(self._server.serve(sockets=[self._listening]))
        while not self._server.started:  # noqa: ASYNC110 - the server has no event to wait for
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """Answer no more."""
        assert self._server is not None
        assert self._running is not None
        assert self._listening is not None
        self._server.should_exit = True
        await self._running
        self._listening.close()


@dataclass
class PortalSystem:
    """What runs; ``clock`` is the portal's, the API's stands at ``NOW``, and ``http`` is a client of the API's.

    ``people`` has ids by short name, ``sessions`` the cookies of whoever has signed in before.
    """

    api: Served
    portal: Served
    office: Office
    options: PortalOptions
    clock: MovableClock
    town: Partnership
    http: httpx2.AsyncClient
    people: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, Any] = field(default_factory=dict)


@asynccontextmanager
async def running_portal_system(cluster: Cluster, template: str, home: Path) -> AsyncIterator[PortalSystem]:
    """Tell the history into a database of its own, and run API and portal until the block is left."""
    name = "portal_system"
    await cluster.create_database(name, template=template)
    wiring = _wired(cluster, name, home)
    async with AsyncExitStack() as stack:
        log = await stack.enter_async_context(open_event_log(wiring))
        history = History(Profile(NOW, months=4, scale=0.3), wiring.house.calendar)
        await play(history, BulkRecorder(wiring.house, wiring.codec, log.appender))
        await build_views(wiring)
        await stack.enter_async_context(sealing(wiring))
        board, _ = await stack.enter_async_context(projecting(wiring))
        office = await stack.enter_async_context(open_office(wiring, log, board))
        api = Served(await stack.enter_async_context(_api(office, history)))
        await api.start()
        stack.push_async_callback(api.stop)
        clock = MovableClock()
        settings = Settings(environment=Environment.TEST, home=home)
        with listen("127.0.0.1", 0, "PORTAL_PORT") as held:
            port = held.getsockname()[1]
        options = replace(portal_options(settings, f"http://127.0.0.1:{port}", api.address), clock=clock.now)
        portal = Served(await stack.enter_async_context(open_portal(options)), port)
        await portal.start()
        stack.push_async_callback(portal.stop)
        http = await stack.enter_async_context(httpx2.AsyncClient(base_url=api.address, timeout=20))
        people = {each.key: str(each.id) for each in PEOPLE}
        yield PortalSystem(api, portal, office, options, clock, history.town, http, people)
    await cluster.drop_database(name)


@asynccontextmanager
async def _api(office: Office, history: History) -> AsyncIterator[FastAPI]:
    identify = TokenIdentity([ISSUER.trusted], office.members)
    people = [
        SignIn(each.key, each.kind, each.of(history.town).name, each.role, each.agency, str(each.id), "")
        for each in PEOPLE
    ]
    # Nothing but what the portal lists: it has no other way in.
    documents = TrustedDocuments(listed(), Documents.TRUSTED)
    options = ApiOptions(identify=identify, development=ISSUER, people=people, documents=documents)
    app = create_app(office, options)
    async with app.router.lifespan_context(app):
        yield app


def _wired(cluster: Cluster, database: str, home: Path) -> Wiring:
    signing_key, key_file = home / "signing-key", home / "keys.json"
    create_signing_key(signing_key, "portal.quorate.example/northbrook")
    LocalKeyFile.create(key_file)
    settings = Settings(
        environment=Environment.DEMO,
        partnership="northbrook",
        pool_size=4,
        signing_key=signing_key,
        key_file=key_file,
    )
    wiring = wire(settings, OneDatabase(cluster, database))
    return replace(wiring, house=replace(wiring.house, clock=_AtNow()))


class _AtNow:
    def now(self) -> datetime:
        return NOW
