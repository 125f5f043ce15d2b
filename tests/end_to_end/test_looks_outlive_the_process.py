"""What a process that answers reads owes the record of looks when it ends, in order or not.

The API is a real process over a real PostgreSQL. Every request carries a name of its own, which is written down
with its look: so what was answered and what was kept can be compared one by one.
"""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
import pytest_asyncio
from tests.end_to_end.support.installation import Installation, running_installation
from tests.end_to_end.support.processes import kill_postgres
from tests.support.sign_in import authorization

from quorate_services.postgres.binaries import Binaries

READERS = 8
MANY = 50
"""Reads that have to be answered, before and after, for the comparison to say something."""
MOST_LOST = 1.0
"""Seconds before a kill from which looks may be missing: the interval of the book, and the time of one insert on
a machine that does other things at the same time."""

Answered = dict[str, float]
"""The moment at which each read was answered, by its name."""


@pytest_asyncio.fixture
async def installation(
    cluster_folder: Path, tmp_path: Path, binaries: Binaries
) -> AsyncIterator[Installation]:
    async with running_installation(cluster_folder, tmp_path, binaries) as running:
        yield running


@pytest.mark.slow
async def test_a_stop_in_order_under_load_loses_no_look(installation: Installation) -> None:
    answered = await _read_until(installation, ends=lambda _: installation.apis[0].stop())
    assert len(answered) > MANY
    assert set(answered) - await _kept(installation) == set()


@pytest.mark.slow
async def test_a_kill_loses_at_most_the_looks_of_the_last_moment(installation: Installation) -> None:
    killed_at = 0.0

    async def kill(_: Answered) -> None:
        nonlocal killed_at
        killed_at = time.monotonic()
        await installation.apis[0].kill()

    answered = await _read_until(installation, ends=kill)
    assert len(answered) > MANY
    lost = {name: at for name, at in answered.items() if name not in await _kept(installation)}
    assert all(at > killed_at - MOST_LOST for at in lost.values())


@pytest.mark.slow
@pytest.mark.parametrize("how", ["stopped", "killed"])
async def test_a_database_that_is_away_for_ten_seconds_loses_no_look(
    installation: Installation, how: str
) -> None:
    """Meanwhile nothing is answered, so no look comes that would have to wait."""
    away_from = back_at = 0.0

    async def away_and_back(answered: Answered) -> None:
        nonlocal away_from, back_at
        await (installation.cluster.stop() if how == "stopped" else kill_postgres(installation.cluster))
        away_from = time.monotonic()
        await asyncio.sleep(10)
        back_at = time.monotonic()
        await installation.cluster.start()
        await installation.apis[0].ready()
        await _until_many(answered, since=back_at)
        await installation.apis[0].stop()

    answered = await _read_until(installation, ends=away_and_back)
    assert installation.apis[0].ended == []
    assert len([at for at in answered.values() if at < away_from]) > MANY
    assert len([at for at in answered.values() if at > back_at]) > MANY
    # What was on its way to the reader when the database went.
    assert len([at for at in answered.values() if away_from <= at <= back_at]) <= READERS
    assert set(answered) - await _kept(installation) == set()


async def _read_until(installation: Installation, ends: Callable[[Answered], Awaitable[object]]) -> Answered:
    """Read for two seconds at least, then end the process while reading goes on; return when each was answered."""
    reader = installation.partnership.others[0]
    headers = authorization(reader.practitioner_id, installation.issuer)
    names, answered, ending = itertools.count(), Answered(), asyncio.Event()

    async def read(http: httpx2.AsyncClient) -> None:
        while not ending.is_set():
            name = f"Look{next(names)}"
            query = f"query {name} ($id: UUID!) {{ child(id: $id) {{ name }} }}"
            body = {"query": query, "variables": {"id": str(uuid4())}}
            try:
                answer = await http.post("/graphql", json=body, headers=headers)
            except httpx2.TransportError:
                return
            if "child_not_found" in answer.text:
                answered[name] = time.monotonic()

    async with httpx2.AsyncClient(base_url=installation.apis[0].address, timeout=20) as http:
        readers = [asyncio.create_task(read(http)) for _ in range(READERS)]
        await asyncio.sleep(2)
        await _until_many(answered, since=0.0)
        await ends(answered)
        ending.set()
        await asyncio.gather(*readers)
    return answered


async def _until_many(answered: Answered, since: float) -> None:
    """Wait until many reads were answered after ``since``, however busy the machine is."""
    while sum(at > since for at in answered.values()) <= MANY:  # noqa: ASYNC110 - readers tell nobody
        await asyncio.sleep(0.05)


async def _kept(installation: Installation) -> set[str]:
    connection = await installation.connect()
    try:
        return {row["operation"] for row in await connection.fetch("select operation from quorate.looks")}
    finally:
        await connection.close()
