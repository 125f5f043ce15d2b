"""The web application around the endpoint: health, unknown addresses, headers, faults."""

import asyncio
from dataclasses import replace
from typing import Any

import asyncpg
import httpx2

from quorate_services.api.app import create_app


async def get(office: Any, address: str) -> Any:
    transport = httpx2.ASGITransport(app=create_app(office))
    async with httpx2.AsyncClient(transport=transport, base_url="http://quorate.test") as http:
        return await http.get(address)


async def test_a_process_that_answers_lives(office: Any) -> None:
    assert (await get(office, "/livez")).status_code == 200


async def test_with_database_and_views_it_is_ready(office: Any) -> None:
    answer = await get(office, "/readyz")
    assert answer.status_code == 200
    assert answer.json()["ready"] is True


async def test_without_a_view_of_this_release_it_is_not_ready(office: Any) -> None:
    answer = await get(replace(office, projections=[*office.projections, "not_built"]), "/readyz")
    assert answer.status_code == 503
    assert "not_built" in answer.json()["checks"][1]["suggestion"]


async def test_without_the_database_it_lives_and_is_not_ready(office: Any) -> None:
    nowhere = await asyncpg.create_pool(
        "postgresql://nobody@127.0.0.1:1/nothing", min_size=0, max_size=1, timeout=1
    )
    try:
        gone = replace(office, views=nowhere)
        assert (await get(gone, "/livez")).status_code == 200
        answer = await get(gone, "/readyz")
    finally:
        await nowhere.close()
    assert answer.status_code == 503
    assert answer.json()["checks"] == [
        {
            "name": "database",
            "well": False,
            "suggestion": "Check that PostgreSQL runs and is migrated: quorate doctor.",
        }
    ]


async def test_an_unknown_address_says_where_the_api_is(office: Any) -> None:
    answer = await get(office, "/docs")
    assert answer.status_code == 404
    assert "/graphql" in answer.json()["errors"][0]["extensions"]["suggestion"]


async def test_a_wrong_method_is_told_which_are_right(api: Any) -> None:
    answer = await api.http.post("/livez")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"


async def test_every_answer_tells_browsers_to_be_careful(office: Any) -> None:
    answer = await get(office, "/livez")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"


async def test_a_fault_outside_any_operation_is_masked(office: Any) -> None:
    app = create_app(office)

    @app.get("/broken")
    async def broken() -> None:
        raise ValueError("what a neighbour said")

    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=app), base_url="http://quorate.test"
    ) as http:
        answer = await http.get("/broken")
    assert answer.status_code == 500
    assert answer.json()["errors"][0]["extensions"]["code"] == "fault"
    assert "neighbour" not in answer.text


async def test_leaving_the_application_stops_its_tasks(office: Any) -> None:
    app = create_app(office)
    async with app.router.lifespan_context(app):
        names = [task.get_name() for task in asyncio.all_tasks()]
        during = names.count("change-follower")
    after = [task.get_name() for task in asyncio.all_tasks()].count("change-follower")
    assert after == during - 1
