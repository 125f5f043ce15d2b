"""An operation that takes too long is stopped, over HTTP and over WebSockets."""

import asyncio
from functools import partial
from typing import Any

import httpx2
import pytest
import strawberry

from quorate_graphql.extensions import Gate, KnownDocuments, PresentErrors, TimeLimit
from quorate_graphql.http.endpoint import Endpoint
from quorate_graphql.identity import nobody
from quorate_graphql.limits.limits import Limits
from quorate_graphql.limits.rates import Meter
from quorate_graphql.schema import QuorateSchema

LIMITS = Limits(seconds=0.05)


@strawberry.type
class Query:
    @strawberry.field
    async def for_ever(self) -> str:
        await asyncio.Event().wait()
        return ""


@pytest.fixture
def schema() -> QuorateSchema:
    extensions = [
        partial(PresentErrors, LIMITS),
        partial(Gate, LIMITS, KnownDocuments(), Meter()),
        partial(TimeLimit, LIMITS),
    ]
    return QuorateSchema(query=Query, extensions=extensions)


async def test_a_request_that_takes_too_long_is_answered_with_what_to_do(
    schema: QuorateSchema, office: Any
) -> None:
    transport = httpx2.ASGITransport(app=Endpoint(schema, office, nobody, LIMITS))
    async with httpx2.AsyncClient(transport=transport, base_url="http://quorate.test") as http:
        answer = await http.post("/graphql", json={"query": "{ forEver }"})
    assert answer.status_code == 503
    error = answer.json()["errors"][0]
    assert error["extensions"]["code"] == "time_limit"
    assert "same command id" in error["extensions"]["suggestion"]


async def test_an_operation_over_a_websocket_is_stopped_too(schema: QuorateSchema) -> None:
    results = [result async for result in await schema.stream("{ forEver }")]
    assert [error.extensions["code"] for error in results[0].errors] == ["time_limit"]
