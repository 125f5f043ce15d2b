"""Reads a GraphQL request from HTTP, within the limits."""

import asyncio
from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.requests import Request

from quorate_graphql.documents.trusted import TrustedDocuments
from quorate_graphql.http.refusals import (
    MalformedBody,
    MalformedParameters,
    NoOperation,
    UnsupportedMediaType,
)
from quorate_graphql.limits.limits import BodyTookTooLong, BodyTooLong, Limits


class GraphQLRequest(msgspec.Struct, frozen=True, rename="camel"):
    """One operation to be carried out (GraphQL over HTTP, §5.1)."""

    query: str | None = None
    document_id: str | None = None
    operation_name: str | None = None
    variables: dict[str, Any] | None = None
    extensions: dict[str, Any] | None = None


async def read_request(request: Request, limits: Limits, documents: TrustedDocuments) -> GraphQLRequest:
    """Return what was sent, with the text of the document that was meant.

    Raises a ``RequestRefused``, ``BodyTooLong`` or ``BodyTookTooLong``.
    """
    if request.method == "GET":
        asked = _from_parameters(request.query_params)
    else:
        _require_json(request.headers.get("content-type", ""))
        asked = _from_body(await _read_in_time(request, limits))
    meant = documents.meant(asked.query, asked.document_id, asked.extensions)
    if meant is None:
        raise NoOperation
    return msgspec.structs.replace(asked, query=meant)


async def _read_in_time(request: Request, limits: Limits) -> bytes:
    try:
        async with asyncio.timeout(limits.body_seconds):
            return await _read_body(request, limits.body_bytes)
    except TimeoutError:
        raise BodyTookTooLong(limits.body_seconds) from None


async def _read_body(request: Request, limit: int) -> bytes:
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise BodyTooLong(limit)
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > limit:
            raise BodyTooLong(limit)
    return bytes(chunks)


def _require_json(content_type: str) -> None:
    media, *parameters = (part.strip().lower() for part in content_type.split(";"))
    charsets = [each.partition("=")[2].strip('"') for each in parameters if each.startswith("charset")]
    if media != "application/json" or any(each not in ("utf-8", "utf8") for each in charsets):
        raise UnsupportedMediaType


def _from_body(body: bytes) -> GraphQLRequest:
    try:
        return msgspec.json.decode(body, type=GraphQLRequest)
    except msgspec.ValidationError as error:
        raise MalformedBody(
            f"The body is not a GraphQL request: {error}.",
            "Send an object with `query`, and `variables` and `extensions` as objects.",
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise MalformedBody("The body is not JSON.", "Send a JSON object in UTF-8.") from None


def _from_parameters(parameters: Mapping[str, str]) -> GraphQLRequest:
    try:
        return GraphQLRequest(
            query=parameters.get("query"),
            document_id=parameters.get("documentId"),
            operation_name=parameters.get("operationName"),
            variables=_object(parameters.get("variables")),
            extensions=_object(parameters.get("extensions")),
        )
    except (msgspec.MsgspecError, RecursionError):
        raise MalformedParameters from None


def _object(text: str | None) -> dict[str, Any] | None:
    return msgspec.json.decode(text, type=dict[str, Any] | None) if text else None
