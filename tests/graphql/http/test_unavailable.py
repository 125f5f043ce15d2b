"""A database that is away is said by the status as well as by the code."""

from functools import partial
from typing import Any

import httpx2
import pytest
import strawberry

from quorate_events.store.failures import LogUnavailable
from quorate_graphql.extensions import Gate, KnownDocuments, PresentErrors
from quorate_graphql.http.endpoint import Endpoint
from quorate_graphql.identity import nobody
from quorate_graphql.limits.limits import Limits
from quorate_graphql.schema import QuorateSchema
from quorate_services.api.faults import Faults

LIMITS = Limits()


@strawberry.type
class Query:
    @strawberry.field
    def lost(self) -> str | None:
        raise ConnectionResetError

    @strawberry.field
    def away(self) -> str:
        raise LogUnavailable("The log cannot be reached.", "Try again.")

    @strawberry.field
    def there(self) -> str:
        return "x"


SCHEMA = QuorateSchema(
    Query, extensions=[partial(PresentErrors, LIMITS), partial(Gate, LIMITS, KnownDocuments())]
)


async def asked(app: Any, document: str, accept: str = "application/json") -> tuple[int, dict[str, Any]]:
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://quorate.test") as http:
        answer = await http.post("/graphql", json={"query": document}, headers={"Accept": accept})
    return answer.status_code, answer.json()


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
@pytest.mark.parametrize(
    ("document", "code"), [("{ lost }", "views_unavailable"), ("{ away there }", "log_unavailable")]
)
async def test_given_a_lost_database_when_a_query_is_asked_then_the_status_is_503(
    office: Any, document: str, code: str, accept: str
) -> None:
    status, body = await asked(Endpoint(SCHEMA, office, nobody, LIMITS), document, accept)
    assert status == 503
    assert body["errors"][0]["extensions"]["code"] == code


async def test_given_a_part_that_could_be_answered_when_another_is_lost_then_the_part_is_given(
    office: Any,
) -> None:
    status, body = await asked(Endpoint(SCHEMA, office, nobody, LIMITS), "{ lost there }")
    assert (status, body["data"]) == (200, {"lost": None, "there": "x"})


async def test_given_a_lost_database_when_it_is_looked_up_who_asks_then_the_status_is_503(
    office: Any,
) -> None:
    async def identify(_claims: Any) -> None:
        raise ConnectionResetError

    status, body = await asked(Faults(Endpoint(SCHEMA, office, identify, LIMITS)), "{ there }")
    assert status == 503
    assert body["errors"][0]["extensions"]["code"] == "views_unavailable"
