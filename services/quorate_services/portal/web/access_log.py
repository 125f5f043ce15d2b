"""Writes one line for every request: which page, how it was answered, how long it took. No ids, no person."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)


class AccessLog:
    """Notes what became of each request. Pages are named as the code does, without what stood in the address."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write its line when it has been answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            page = getattr(scope.get("route"), "path", "other")
            took = round((time.perf_counter() - began) * 1000, 1)
            log.info("page", extra={"address": page, "status": status, "ms": took})
