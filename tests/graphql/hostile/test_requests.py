"""Bodies that are not what they say, in shapes that scanners try: each is refused, none is a fault."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx2
import msgspec
import pytest
from tests.graphql.conftest import for_tests
from tests.support.sign_in import authorization

from quorate_graphql.limits.limits import Limits
from quorate_services.api.app import create_app

JSON = {"Content-Type": "application/json"}

BODIES = {
    "a batch": (b'[{"query": "{ __typename }"}]', "malformed_body"),
    "a batch of many": (b"[" + b",".join([b'{"query": "{ __typename }"}'] * 5_000) + b"]", "malformed_body"),
    "nested too deep": (b'{"query": "{ __typename }", "variables": {"a": ' + b"[" * 100_000, "malformed_body"),
    "half a character": (b'{"query": "{ \\ud800 }"}', "malformed_body"),
    "not UTF-8": (b'{"query": "{ \xff }"}', "malformed_body"),
    "NUL": (b'{"query": "{ \\u0000 }"}', "syntax_error"),
    "a number of many digits": (
        b'{"query": "query ($n: Int!) { workList(first: $n) { totalCount } }", "variables": {"n": '
        + b"9" * 100_000 + b"}}",
        None,
    ),
    "two queries": (b'{"query": "{ __typename }", "query": 1}', "malformed_body"),
    "nothing": (b"", "malformed_body"),
    "null": (b"null", "malformed_body"),
    "a query that is a list": (b'{"query": ["{ __typename }"]}', "malformed_body"),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
async def test_a_body_that_is_wrong_is_refused(production: Any, name: str) -> None:
    body, code = BODIES[name]
    answer = await production.http.post("/graphql", content=body, headers=JSON)
    assert answer.status_code in (200, 400)
    told = answer.json()["errors"][0]["extensions"]
    assert told["code"] not in ("fault", None)
    assert told["suggestion"]
    assert code is None or told["code"] == code


@pytest.mark.parametrize("address", ["/graphql", f"/records/{uuid4()}"], ids=["graphql", "records"])
async def test_a_body_that_comes_too_slowly_is_not_waited_for(office: Any, people: Any, address: str) -> None:
    app = create_app(office, replace(for_tests(office), limits=Limits(body_seconds=0.05)))

    async def slowly() -> Any:
        yield b'{"query": '
        await asyncio.Event().wait()

    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=app), base_url="http://quorate.test"
    ) as http:
        headers = {**JSON, **authorization(people.chair.practitioner_id)}
        async with asyncio.timeout(10):
            answer = await http.post(address, content=slowly(), headers=headers)
    assert answer.status_code == 408
    assert answer.json()["errors"][0]["extensions"]["code"] == "body_time_limit"


def test_the_body_limit_holds_the_longest_variables() -> None:
    assert len(msgspec.json.encode([0] * Limits().values)) < Limits().body_bytes
