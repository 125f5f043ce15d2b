"""Runs the portal: in a process of its own, or beside the API."""

import asyncio
import base64
import binascii
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from quorate_events.errors import QuorateError
from quorate_services.dev_issuer.issuer import CLIENT, ISSUER
from quorate_services.portal.app import open_portal
from quorate_services.portal.errors import PortalKeyMissing
from quorate_services.portal.options import PortalOptions, SigningIn
from quorate_services.portal.store.sealing import KEY_BYTES
from quorate_services.serving import Server, address_of, listen
from quorate_services.settings import Environment, Settings

_GRACE = 3
_DISCOVERY = ".well-known/openid-configuration"


class PortalNotSetUp(QuorateError):
    """Production has to say how browsers call the portal, and who signs people in."""

    code = "portal_not_set_up"

    def __init__(self) -> None:
        super().__init__(
            "The portal does not know its address, or who signs people in.",
            "Set QUORATE_PORTAL_ADDRESS and QUORATE_PORTAL_ISSUER; both begin with https://.",
        )


class PortalKeyUnreadable(QuorateError):
    """The key of the portal is not 32 bytes in base64."""

    code = "portal_key_unreadable"

    def __init__(self) -> None:
        super().__init__(
            "QUORATE_PORTAL_KEY is not 32 bytes in base64.", "Make one with: openssl rand -base64 32"
        )


def portal_options(settings: Settings, here: str, api: str | None = None) -> PortalOptions:
    """Return how the portal is to behave that listens ``here`` and asks ``api``, or the one of the settings.

    Raises ``PortalNotSetUp``, ``PortalKeyMissing`` and ``PortalKeyUnreadable``.
    """
    api = api or settings.portal_api
    address = settings.portal_address
    if settings.environment is Environment.PRODUCTION:
        named = (address or "", settings.portal_issuer or "")
        if not all(each.startswith("https://") for each in named):
            raise PortalNotSetUp
    if settings.issuers and settings.portal_issuer is None:
        raise PortalNotSetUp
    return PortalOptions(
        address=address or here,
        api=api,
        signing_in=_signing_in(settings, api),
        store=settings.home / "portal" / "portal.sqlite3",
        key=_key(settings),
        idle=timedelta(minutes=settings.portal_idle_minutes),
        absolute=timedelta(hours=settings.portal_absolute_hours),
        invented=settings.invented_people,
    )


async def serve_portal(settings: Settings, ready: Callable[[str], None]) -> None:
    """Answer requests until a signal to stop. Raises ``AddressTaken`` and what ``portal_options`` raises."""
    with listen(settings.portal_host, settings.portal_port, "PORTAL_PORT") as listening:
        options = portal_options(settings, address_of(listening))
        async with open_portal(options) as app:
            server = Server(_config(app))
            server.on_ready = lambda: ready(options.address)
            await server.serve(sockets=[listening])


@asynccontextmanager
async def portal_beside(settings: Settings, api: str) -> AsyncIterator[str]:
    """Run the portal while the block runs; give its address. Raises as ``serve_portal``."""
    with listen(settings.portal_host, settings.portal_port, "PORTAL_PORT") as listening:
        options = portal_options(settings, address_of(listening), api)
        async with open_portal(options) as app, _running(app, listening):
            yield options.address


@asynccontextmanager
async def _running(app: FastAPI, listening: socket.socket) -> AsyncIterator[None]:
    server = _Quiet(_config(app))
    serving = asyncio.create_task(server.serve(sockets=[listening]), name="portal")
    try:
        yield
    finally:
        server.should_exit = True
        await serving


class _Quiet(uvicorn.Server):
    """A server that leaves signals to whoever runs it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="off",
        log_level="warning",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )


def _signing_in(settings: Settings, api: str) -> SigningIn:
    issuer = settings.portal_issuer
    if issuer is None:
        return SigningIn(ISSUER, f"{api}/dev-issuer/{_DISCOVERY}", CLIENT)
    secret = settings.portal_client_secret
    return SigningIn(
        issuer,
        f"{issuer.rstrip('/')}/{_DISCOVERY}",
        settings.portal_client,
        None if secret is None else secret.get_secret_value(),
        settings.portal_scope,
    )


def _key(settings: Settings) -> bytes:
    if settings.portal_key is not None:
        try:
            key = base64.b64decode(settings.portal_key.get_secret_value(), validate=True)
        except binascii.Error:
            raise PortalKeyUnreadable from None
        if len(key) != KEY_BYTES:
            raise PortalKeyUnreadable
        return key
    if settings.environment is Environment.PRODUCTION:
        raise PortalKeyMissing
    return _kept_key(settings.home / "portal" / "key")


def _kept_key(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
    return path.read_bytes()
