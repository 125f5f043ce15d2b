"""Where it is switched on, a browser is shown a page to try queries on."""

from typing import Any

import httpx2
import pytest
from graphql import get_introspection_query

from quorate_services.api.app import ApiOptions, create_app


async def test_the_page_can_read_the_schema(office: Any) -> None:
    transport = httpx2.ASGITransport(app=create_app(office, ApiOptions(explorer=True)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://quorate.test") as http:
        answer = await http.post("/graphql", json={"query": get_introspection_query()})
    assert "errors" not in answer.json()


@pytest.mark.parametrize(("explorer", "status"), [(True, 200), (False, 406)])
async def test_the_page_is_there_only_when_switched_on(office: Any, explorer: bool, status: int) -> None:
    transport = httpx2.ASGITransport(app=create_app(office, ApiOptions(explorer=explorer)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://quorate.test") as http:
        answer = await http.get("/graphql", headers={"Accept": "text/html"})
    assert answer.status_code == status


async def test_the_page_asks_nothing_of_anybody_else(office: Any) -> None:
    transport = httpx2.ASGITransport(app=create_app(office, ApiOptions(explorer=True)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://quorate.test") as http:
        answer = await http.get("/graphql", headers={"Accept": "text/html"})
    assert "//" not in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert answer.text.count(f'nonce="{nonce}"') == 2
