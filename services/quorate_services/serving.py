"""Runs the API, and with it the projector and the checkpoints where the settings say so."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace
from types import FrameType

import uvicorn

from quorate_events.errors import QuorateError
from quorate_graphql.documents.manifest import read_manifest
from quorate_graphql.documents.trusted import TrustedDocuments
from quorate_graphql.limits.limits import Limits
from quorate_graphql.limits.rates import Rates
from quorate_projections.engine.progress import ProgressBoard
from quorate_services.api.app import ApiOptions, create_app
from quorate_services.composition import (
    Wiring,
    open_event_log,
    open_identity,
    open_office,
    projecting,
    projecting_from_kafka,
    sealing,
    watching,
)
from quorate_services.dev_issuer.issuer import DevelopmentIssuer
from quorate_services.dev_issuer.sign_ins import SignIn
from quorate_services.portal.documents.trusted import listed as portal_documents
from quorate_services.settings import Feed, Settings

log = logging.getLogger(__name__)

GRACE = 3
"""Seconds that open subscriptions have to end when the API stops."""


MOST_CONNECTIONS = 2_000
"""Connections and tasks at once; more are answered with 503, so that a flood does not fill the memory."""


Beside = Callable[[str], AbstractAsyncContextManager[object]]
"""Opens what runs beside the API, given the API's address."""


class AddressTaken(QuorateError):
    """The API or the portal cannot listen where the settings say."""

    code = "address_taken"


class ProjectorEnded(QuorateError):
    """What keeps the views up to date has ended by a fault, and the API with it: whoever supervises starts it again."""

    code = "projector_ended"

    def __init__(self) -> None:
        super().__init__(
            "The projector ended by a fault, so the views would stand still; the API ends with it.",
            "Start it again, and look in the log for the fault's class and place.",
        )


class Server(uvicorn.Server):
    """A server that says when it answers, and leaves what comes after a signal to its caller."""

    on_ready: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell whoever waits."""
        await super().startup(sockets)
        if self.started:
            self.on_ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop."""
        # Uvicorn would raise the signal again once it has stopped, and end the process before the log and
        # our own PostgreSQL are closed.
        super().handle_exit(sig, frame)
        self._captured_signals.clear()


async def serve(
    wiring: Wiring,
    ready: Callable[[str], None],
    development: DevelopmentIssuer | None = None,
    people: Sequence[SignIn] = (),
    beside: Beside | None = None,
) -> None:
    """Answer requests until a signal to stop. ``ready`` is told the address once requests are answered.

    ``development`` is trusted beside the issuers of the settings, and signs in ``people``; what ``beside``
    opens, given the address, runs as long. Raises ``AddressTaken``, what Kafka refuses (``KafkaRefused``) where the
    views are kept from it, and ``ProjectorEnded``.
    """
    async with AsyncExitStack() as stack:
        listening = stack.enter_context(listen(wiring.settings.host, wiring.settings.port, "PORT"))
        board, projector = await stack.enter_async_context(_views(wiring))
        log = await stack.enter_async_context(open_event_log(wiring))
        office = await stack.enter_async_context(open_office(wiring, log, board))
        identify = await stack.enter_async_context(open_identity(wiring, office.members, development))
        options = replace(
            api_options(wiring.settings), identify=identify, development=development, people=people
        )
        app = create_app(office, options)
        if beside is not None:
            await stack.enter_async_context(beside(address_of(listening)))
        server = Server(
            uvicorn.Config(
                app,
                ws="websockets-sansio",
                # What is longer is closed before all of it is in memory.
                ws_max_size=Limits().body_bytes,
                limit_concurrency=MOST_CONNECTIONS,
                lifespan="on",
                log_level="warning",
                # Everything goes the way of our own log: its own handlers would print what errors say.
                log_config=None,
                # Addresses carry ids; the log has its own, without personal data.
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=GRACE,
            )
        )
        await _until_done(server, listening, projector, ready)


def api_options(settings: Settings) -> ApiOptions:
    """Return how the API is to behave, but for who may sign in. Raises ``BrokenManifest``."""
    listed = settings.trusted_documents
    return ApiOptions(
        rates=Rates(
            person=settings.rate_person,
            agency=settings.rate_agency,
            unidentified=settings.rate_unidentified,
        ),
        # What the portal asks is always listed: it is of this release.
        documents=TrustedDocuments(
            {**(read_manifest(listed) if listed else {}), **portal_documents()}, settings.documents
        ),
        explorer=settings.invented_people,
        allowed_origins=settings.allowed_origins,
    )


async def _until_done(
    server: Server,
    listening: socket.socket,
    projector: "asyncio.Task[None] | None",
    ready: Callable[[str], None],
) -> None:
    server.on_ready = lambda: ready(address_of(listening))
    answering = asyncio.create_task(server.serve(sockets=[listening]), name="api")
    watched = {answering} if projector is None else {answering, projector}
    await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await answering
    if projector is not None and projector.done():
        fault = None if projector.cancelled() else projector.exception()
        if isinstance(fault, QuorateError):
            raise fault
        log.error("the projector ended", exc_info=fault)
        raise ProjectorEnded


def address_of(listening: socket.socket) -> str:
    """Return the address at which a socket is reached."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def listen(host: str, port: int, setting: str) -> socket.socket:
    """Return a socket that listens; ``setting`` chooses the port. Raises ``AddressTaken``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise AddressTaken(
            f"Quorate cannot listen on {host} port {port}: {error.strerror}.",
            f"Stop what listens there, or set QUORATE_{setting} to another port.",
        ) from None
    return listening


@asynccontextmanager
async def _views(wiring: Wiring) -> AsyncIterator[tuple[ProgressBoard, "asyncio.Task[None] | None"]]:
    settings = wiring.settings
    if settings.project_in_process and settings.feed is Feed.LOG:
        async with sealing(wiring), projecting(wiring) as (board, running):
            yield board, running
    elif settings.project_in_process:
        # What is visible is up to the whole group, and in the database.
        async with sealing(wiring), projecting_from_kafka(wiring) as running, watching(wiring) as board:
            yield board, running
    else:
        async with watching(wiring) as board:
            yield board, None
