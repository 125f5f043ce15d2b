"""Markers in every input of a running API are in none of its output."""

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from tests.end_to_end.support.installation import running_installation
from tests.support.sign_in import authorization
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from quorate_services.postgres.binaries import Binaries

MARKER = "zqmarker"


def bodies() -> list[dict[str, Any]]:
    """Requests of every kind, each with markers wherever a client may write."""
    command = """mutation Zqmarker($name: String!, $id: UUID!) {
        registerChild(input: {childId: $id, name: $name, dateOfBirth: "2020-01-01"}, commandId: $id) {
            __typename ... on CommandRefused { code } } }"""
    return [
        {"query": command, "variables": {"name": f"{MARKER} name", "id": str(uuid4())}},
        {"query": command, "variables": {"name": f"{MARKER}\x00", "id": str(uuid4())}},
        {"query": command, "variables": {"name": MARKER, "id": MARKER}},
        {"query": f"query {MARKER} {{ viewer {{ agencyId }} }}", "operationName": MARKER},
        {"query": f"{{ {MARKER} }}"},
        {"query": f"{{ {MARKER}: viewer {{ agencyId }} }}"},
        {"query": f"{{ viewer {{ agencyId }} }} # {MARKER}"},
        {"query": f'{{ node(id: "{MARKER}") {{ id }} }}'},
        {"query": f"{{ ! {MARKER}"},
        {"documentId": MARKER},
        {"query": "{ viewer { agencyId } }", "extensions": {MARKER: MARKER}},
        {MARKER: MARKER},
    ]


async def _send_everything(address: str, sign_in: dict[str, str]) -> None:
    headers = {
        **sign_in,
        "User-Agent": MARKER,
        "X-Request-Id": MARKER,
        "Referer": f"http://{MARKER}.test/",
        "Cookie": f"a={MARKER}",
    }
    async with httpx2.AsyncClient(base_url=address, headers=headers, timeout=30) as http:
        for body in bodies():
            assert (await http.post("/graphql", json=body)).status_code < 500
        assert (await http.get(f"/{MARKER}?{MARKER}={MARKER}")).status_code == 404
        assert (await http.get("/graphql", params={"query": f"{{ {MARKER} }}"})).status_code < 500
        assert (await http.post("/graphql", content=MARKER)).status_code == 415
        assert (await http.post("/dev-issuer/token", data={"practitioner": MARKER})).status_code == 200
        claimed = {"Authorization": f"Bearer {MARKER}"}
        assert (await http.post("/graphql", json=bodies()[3], headers=claimed)).status_code == 401
    async with connect(
        f"ws{address.removeprefix('http')}/graphql", subprotocols=[Subprotocol("graphql-transport-ws")]
    ) as socket:
        payload = {**sign_in, MARKER: MARKER}
        await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
        await socket.recv()
        for number, body in enumerate(bodies()[:-1]):
            await socket.send(json.dumps({"type": "subscribe", "id": f"{MARKER}{number}", "payload": body}))
            await socket.recv()
        await socket.send(MARKER)
        await socket.wait_closed()


def _written(folder: Path) -> str:
    return "".join(file.read_text("utf-8") for file in folder.glob("api-*.log"))


@pytest.mark.slow
async def test_nothing_that_a_client_wrote_is_in_the_output_of_a_running_api(
    cluster_folder: Path, tmp_path: Path, binaries: Binaries
) -> None:
    async with running_installation(cluster_folder, tmp_path, binaries) as installation:
        (api,) = installation.apis
        somebody = installation.partnership.chair
        sign_in = authorization(somebody.practitioner_id, installation.issuer)
        await _send_everything(api.address, sign_in)
        await api.stop()
        output = await asyncio.to_thread(_written, tmp_path)
    lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    requests = [line for line in lines if line["event"] == "request" and line["address"] == "/graphql"]
    assert len(requests) >= len(bodies())
    assert [line for line in lines if line["event"] == "operation"]
    assert MARKER not in output.lower()
    assert str(somebody.practitioner_id) not in output
    assert sign_in["Authorization"].rpartition(".")[2] not in output


@pytest.mark.slow
async def test_a_request_that_a_stop_breaks_off_leaves_no_trace_of_calls(
    cluster_folder: Path, tmp_path: Path, binaries: Binaries
) -> None:
    async with running_installation(cluster_folder, tmp_path, binaries) as installation:
        (api,) = installation.apis
        holder = await installation.connect()
        # Whoever holds the head of the ledger keeps every command waiting.
        await holder.execute("begin; select * from quorate.ledger_head for update")
        sign_in = authorization(installation.partnership.chair.practitioner_id, installation.issuer)
        async with httpx2.AsyncClient(base_url=api.address, headers=sign_in, timeout=30) as http:
            sending = asyncio.create_task(http.post("/graphql", json=bodies()[0]))
            while not await holder.fetchval("select count(*) from pg_locks where not granted"):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            stopping = asyncio.create_task(api.stop())
            await asyncio.gather(sending, return_exceptions=True)
        holder.terminate()
        assert await stopping == 0
        output = await asyncio.to_thread(_written, tmp_path)
    assert "Traceback" not in output
    assert MARKER not in output.lower()
