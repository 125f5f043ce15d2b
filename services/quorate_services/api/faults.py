"""What a client is told when something fails outside any operation."""

import msgspec
from graphql import GraphQLError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quorate_events.errors import Unavailable
from quorate_graphql.errors import presentable


class Faults:
    """Answers a fault with an incident number. The server must not see the error: it would log its text."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and answer in its place when that fails."""
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            told = presentable(GraphQLError("fault", original_error=error))
            status = 503 if isinstance(told.original_error, Unavailable) else 500
            if scope["type"] == "http" and not started:
                await _json(status, {"errors": [told.formatted]})(scope, receive, send)


async def refused(_request: Request, error: Exception) -> Response:
    """Answer an unknown address, or a method that it does not have."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    code = {404: "no_such_address", 405: "method_not_allowed"}.get(status, "bad_request")
    message = "There is nothing at this address." if status == 404 else "This request cannot be answered."
    extensions = {"code": code, "suggestion": "The API is at /graphql."}
    return _json(status, {"errors": [{"message": message, "extensions": extensions}]}, headers)


def _json(status: int, body: object, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(body), status, headers, "application/json")
