"""Writes answers to HTTP: status, media type and body (GraphQL over HTTP, §6)."""

from typing import Any

import msgspec
from graphql import GraphQLError
from starlette.responses import Response
from strawberry.types import ExecutionResult

from quorate_events.errors import QuorateError
from quorate_graphql.errors import as_graphql, presentable
from quorate_graphql.http.negotiation import MediaType
from quorate_graphql.limits.rates import RateLimited
from quorate_graphql.notes import note

_HEADERS = {"Cache-Control": "no-store"}


def answer_of(result: ExecutionResult, media: MediaType) -> Response:
    """Return the answer to an operation.

    One that was never run (its document or variables were refused) has no ``data``; its status is 400, but
    200 under ``application/json``, where the specification wants that.
    """
    body: dict[str, Any] = {}
    status = 200
    if result.errors:
        body["errors"] = [error.formatted for error in result.errors]
    if _was_run(result):
        body["data"] = result.data
    elif media is MediaType.GRAPHQL:
        status = 400
    return _response(body, status, media)


def answer_refused(refusal: QuorateError, status: int, media: MediaType) -> Response:
    """Return the answer to a request of which no operation was run."""
    response = answer_error(presentable(as_graphql(refusal)), status, media)
    if isinstance(refusal, RateLimited):
        response.headers["Retry-After"] = str(refusal.retry_after)
    note().codes.append(refusal.code)
    return response


def answer_error(error: GraphQLError, status: int, media: MediaType) -> Response:
    """Return an error without data. ``error`` is presentable already."""
    return _response({"errors": [error.formatted]}, status, media)


def _was_run(result: ExecutionResult) -> bool:
    return result.data is not None or any(error.path for error in result.errors or ())


def _response(body: dict[str, Any], status: int, media: MediaType) -> Response:
    response = Response(msgspec.json.encode(body), status, _HEADERS)
    response.headers["Content-Type"] = f"{media}; charset=utf-8"
    if status == 405:
        response.headers["Allow"] = "GET, POST"
    return response
