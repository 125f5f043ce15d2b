"""Where it is switched on, a browser is shown a page to try queries on."""

from typing import Any

import httpx2
import pytest
from graphql import get_introspection_query

from quorate_services.api.app import ApiOptions, create_app


async def test_the_page_can_read_the_schema(office: Any) -> None:
    transport = httpx2.ASGITransport(app=create_app(office, ApiOptions(ide=True)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://quorate.test") as http:
        answer = await http.post("/graphql", json={"query": get_introspection_query()})
    assert "errors" not in answer.json()


@pytest.mark.parametrize(("ide", "status"), [(True, 200), (False, 406)])
async def test_the_page_is_there_only_when_switched_on(office: Any, ide: bool, status: int) -> None:
    transport = httpx2.ASGITransport(app=create_app(office, ApiOptions(ide=ide)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://quorate.test") as http:
        answer = await http.get("/graphql", headers={"Accept": "text/html"})
    assert answer.status_code == status
