"""The portal answers under one name: cookies and sign-ins belong to it, and no other name leads here."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

_HEALTH = "/livez"


class OneAddress:
    """Sends whoever calls the portal by another name to its own; refuses forms that were sent there."""

    def __init__(self, app: ASGIApp, address: str) -> None:
        self._app = app
        self._address = address
        self._host = urlsplit(address).netloc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on where it is for this name."""
        if scope["type"] != "http" or scope["path"] == _HEALTH:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if request.headers.get("host") == self._host:
            await self._app(scope, receive, send)
            return
        answer: Response = PlainTextResponse("Not at this name.", 421)
        if request.method in ("GET", "HEAD"):
            query = f"?{request.url.query}" if request.url.query else ""
            answer = RedirectResponse(f"{self._address}{request.url.path}{query}", 307)
        await answer(scope, receive, send)
