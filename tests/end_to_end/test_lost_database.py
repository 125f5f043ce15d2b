"""PostgreSQL goes away, also in the middle of a command: a clear error, nothing half-written or lost."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest_asyncio
from tests.end_to_end.support.installation import Installation, running_installation
from tests.end_to_end.support.processes import kill_postgres
from tests.support.sign_in import authorization

from quorate_services.postgres.binaries import Binaries

_REGISTER = """mutation ($name: String!, $agency: UUID!, $id: UUID!) {
    answer: registerAgency(input: {agencyId: $agency, name: $name, sector: HOUSING}, commandId: $id) {
        __typename
        ... on CommandAccepted { position replayed }
        ... on CommandRefused { code }
    } }"""


@pytest_asyncio.fixture
async def installation(
    cluster_folder: Path, tmp_path: Path, binaries: Binaries
) -> AsyncIterator[Installation]:
    async with running_installation(cluster_folder, tmp_path, binaries) as running:
        yield running


async def _post(installation: Installation, query: str, **variables: str) -> dict[str, Any]:
    headers = authorization(installation.partnership.chair.practitioner_id, installation.issuer)
    async with httpx2.AsyncClient(timeout=30) as http:
        address = f"{installation.apis[0].address}/graphql"
        answer = await http.post(address, json={"query": query, "variables": variables}, headers=headers)
    told: dict[str, Any] = answer.json()
    if any(error["extensions"]["code"].endswith("_unavailable") for error in told.get("errors", ())):
        assert answer.status_code == 503
    return told


async def _register(installation: Installation, agency_id: UUID, command_id: UUID) -> dict[str, Any]:
    return await _post(
        installation, _REGISTER, name="Housing", agency=str(agency_id), id=str(command_id)
    )  # fmt: skip


async def _status(installation: Installation, path: str) -> int:
    async with httpx2.AsyncClient(timeout=30) as http:
        return (await http.get(installation.apis[0].address + path)).status_code


async def _written(installation: Installation, command_id: UUID) -> tuple[int, int]:
    connection = await installation.connect()
    try:
        events = "select count(*) from quorate.stored_events where commit_id = $1"
        receipts = "select count(*) from quorate.command_receipts where command_id = $1"
        return await connection.fetchval(events, command_id), await connection.fetchval(receipts, command_id)
    finally:
        await connection.close()


def _assert_clear(answer: dict[str, Any], *codes: str) -> None:
    (error,) = answer["errors"]
    assert error["extensions"]["code"] in codes
    assert error["message"].endswith(".")
    assert error["extensions"]["suggestion"].endswith(".")
    assert not any((answer.get("data") or {}).values())


async def test_a_stopped_database_is_named_and_the_api_works_again_once_it_is_back(
    installation: Installation,
) -> None:
    before, command_id, agency_id = uuid4(), uuid4(), uuid4()
    accepted = await _register(installation, uuid4(), before)
    await installation.cluster.stop()

    _assert_clear(await _register(installation, agency_id, command_id), "identity_unavailable")
    _assert_clear(await _post(installation, "{ agencies { totalCount } }"), "identity_unavailable")
    assert await _status(installation, "/readyz") == 503
    assert await _status(installation, "/livez") == 200

    await installation.cluster.start()
    await installation.apis[0].ready()
    assert accepted["data"]["answer"]["__typename"] == "CommandAccepted"
    assert await _written(installation, before) == (1, 1)
    assert await _written(installation, command_id) == (0, 0)
    again = await _register(installation, agency_id, command_id)
    assert again["data"]["answer"]["replayed"] is False
    assert await _written(installation, command_id) == (1, 1)
    assert installation.apis[0].ended == []


async def test_a_database_lost_in_the_middle_of_a_command_leaves_nothing_of_it(
    installation: Installation,
) -> None:
    command_id, agency_id = uuid4(), uuid4()
    holder = await installation.connect()
    # Whoever holds the head of the ledger keeps every append waiting: the command is under way, not written.
    await holder.execute("begin; select * from quorate.ledger_head for update")
    sending = asyncio.create_task(_register(installation, agency_id, command_id))
    while not await holder.fetchval(_WAITING):  # noqa: ASYNC110 - another process does it
        await asyncio.sleep(0.01)
    await kill_postgres(installation.cluster)
    holder.terminate()

    _assert_clear(await sending, "log_unavailable")
    await installation.cluster.start()
    await installation.apis[0].ready()
    assert await _written(installation, command_id) == (0, 0)
    again = await _register(installation, agency_id, command_id)
    assert again["data"]["answer"]["replayed"] is False
    assert await _written(installation, command_id) == (1, 1)


_WAITING = "select count(*) from pg_locks where not granted"
