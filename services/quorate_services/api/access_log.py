"""Writes one line for every request, and gives it an id."""

import logging
import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quorate_graphql.notes import milliseconds_since, taking_notes

log = logging.getLogger(__name__)

_ADDRESSES = frozenset({"/graphql", "/livez", "/readyz", "/checkpoint", "/checkpoint/cosignatures"})


class AccessLog:
    """Notes what became of each request. An id that a client sends is not taken: it could say anything."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write its line when it has been answered."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status: int | None = None
        with taking_notes() as taken:

            async def noting(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                    MutableHeaders(scope=message)["X-Request-Id"] = taken.request_id
                elif message["type"] == "websocket.close":
                    status = message.get("code")
                await send(message)

            try:
                await self._app(scope, receive, noting)
            finally:
                address = scope["path"] if scope["path"] in _ADDRESSES else "other"
                told = {"address": address, "status": status, "ms": milliseconds_since(began)}
                log.info(
                    "request" if scope["type"] == "http" else "connection", extra={"note": taken, **told}
                )
