"""What a client is told when something fails outside any operation."""

import msgspec
from graphql import GraphQLError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from quorate_graphql.errors import presentable


async def unexpected(_request: Request, error: Exception) -> Response:
    """Answer a fault with an incident number; the log has the rest, without content."""
    told = presentable(GraphQLError("fault", original_error=error))
    return _json(500, {"errors": [told.formatted]})


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
