"""Pages of other sites may ask only where the site is allowed by name."""

from typing import Any

import httpx2
import pytest

from quorate_services.api.app import ApiOptions, create_app

SITE = "https://front.example.org"
QUESTION = {"query": "{ __typename }"}


def client(office: Any, *allowed: str) -> httpx2.AsyncClient:
    app = create_app(office, ApiOptions(allowed_origins=allowed))
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://quorate.test")


async def preflight(http: httpx2.AsyncClient, origin: str, header: str = "content-type") -> Any:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": header,
    }
    return await http.options("/graphql", headers=headers)


async def test_without_a_list_no_other_site_may_read(office: Any) -> None:
    async with client(office) as http:
        asked = await http.post("/graphql", json=QUESTION, headers={"Origin": SITE})
        allowed = await preflight(http, SITE)
    assert "access-control-allow-origin" not in asked.headers
    assert "access-control-allow-origin" not in allowed.headers


async def test_a_site_on_the_list_may_read_without_cookies(office: Any) -> None:
    async with client(office, SITE) as http:
        asked = await http.post("/graphql", json=QUESTION, headers={"Origin": SITE})
        allowed = await preflight(http, SITE, "authorization")
    assert asked.headers["access-control-allow-origin"] == SITE
    assert "access-control-allow-credentials" not in asked.headers
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == SITE


@pytest.mark.parametrize("other", ["https://front.example.org.evil.test", "http://front.example.org", "null"])
async def test_a_site_that_is_like_one_on_the_list_may_not(office: Any, other: str) -> None:
    async with client(office, SITE) as http:
        asked = await http.post("/graphql", json=QUESTION, headers={"Origin": other})
        allowed = await preflight(http, other)
    assert "access-control-allow-origin" not in asked.headers
    assert allowed.status_code == 400
