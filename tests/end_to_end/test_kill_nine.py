"""Kill -9 of the API and of PostgreSQL at random moments under load: nothing is lost, nothing happens twice.

Everything is real: a PostgreSQL with fsync on, two API processes that a supervisor starts again, HTTP, and
thirty-two people who write at once. A command is sent again under the same id, to either process, until it is
answered. A seed given in ``QUORATE_TEST_SEED`` repeats what is sent, and who is killed in which order;
``QUORATE_TEST_KILLS`` says how often.
"""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import asyncpg
import pytest
import pytest_asyncio
from tests.end_to_end.support.evidence import commands_written, faults_of_the_log, rows_of_views
from tests.end_to_end.support.installation import Installation, running_installation
from tests.end_to_end.support.partnership import Room
from tests.end_to_end.support.processes import kill_postgres
from tests.end_to_end.support.sender import Sender

from quorate_services.composition import open_event_log, rebuild_views
from quorate_services.postgres.binaries import Binaries
from quorate_services.postgres.cluster import Cluster

KILLS = int(os.environ.get("QUORATE_TEST_KILLS") or 8)
ROOMS = 8
"""Four people write in each."""
ANSWERS_BETWEEN = 15
"""Commands that are answered between two kills, so that every kill meets a working house."""


@pytest_asyncio.fixture
async def installation(
    cluster_folder: Path, tmp_path: Path, binaries: Binaries
) -> AsyncIterator[Installation]:
    async with running_installation(cluster_folder, tmp_path, binaries, apis=2) as running:
        yield running


@pytest.mark.slow
@pytest.mark.timeout(1200)
async def test_killed_at_random_moments_nothing_is_lost_and_nothing_happens_twice(
    installation: Installation,
) -> None:
    seed = os.environ.get("QUORATE_TEST_SEED") or str(Random().getrandbits(32))
    print(f"QUORATE_TEST_SEED={seed}")
    connection = await installation.connect()
    before = await commands_written(connection)
    await connection.close()

    sender = Sender([api.address for api in installation.apis], seed, installation.issuer)
    await _kill_under_load(installation, sender, seed)
    await _catch_up(installation, sender)
    assert [await api.stop() for api in installation.apis] == [0, 0]
    assert [api.ended for api in installation.apis] == [[], []], "an API ended although nobody killed it"
    refused = [code for api in installation.apis for code in api.refused_to_start]
    assert set(refused) <= {1}, "an API that found no database must say so, and end in order"
    assert [api.traces for api in installation.apis] == [[], []]

    connection = await installation.connect()
    try:
        assert await faults_of_the_log(connection, sender.outcomes, before) == []
        await _assert_views_equal_a_rebuild(installation, connection)
    finally:
        await connection.close()
    await _assert_everything_is_readable(installation)


async def _kill_under_load(installation: Installation, sender: Sender, seed: str) -> None:
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for number in range(ROOMS):
            room = Room(installation.partnership, sender, f"{seed} room {number}")
            group.create_task(room.hold_meetings(stop))
        await _kill(installation, sender, Random(f"{seed} kills"))
        stop.set()
    told = Counter("accepted" if each.accepted else each.code for each in sender.outcomes.values())
    again = sum(each.attempts > 1 for each in sender.outcomes.values())
    print(f"answers: {dict(told)}; sent more than once: {again}; failed tries: {dict(sender.troubles)}")
    assert again > 0, "no kill has interrupted anything"


async def _kill(installation: Installation, sender: Sender, chance: Random) -> None:
    for _ in range(KILLS):
        answered = len(sender.outcomes)
        while len(sender.outcomes) < answered + ANSWERS_BETWEEN:  # noqa: ASYNC110 - senders tell nobody
            await asyncio.sleep(0.01)
        await asyncio.sleep(chance.uniform(0, 0.5))
        victim = chance.choice([installation.cluster, *installation.apis])
        if isinstance(victim, Cluster):
            await kill_postgres(installation.cluster)
            await installation.cluster.start()
        else:
            await victim.kill()


async def _catch_up(installation: Installation, sender: Sender) -> None:
    """Wait until every view shows every event, as somebody who asks for it would."""
    await sender.close()
    await asyncio.gather(*(api.ready() for api in installation.apis))
    connection = await installation.connect()
    try:
        async with asyncio.timeout(60):
            while await connection.fetchval(_BEHIND):  # noqa: ASYNC110 - another process does it
                await asyncio.sleep(0.05)
    finally:
        await connection.close()


async def _assert_views_equal_a_rebuild(
    installation: Installation, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    assert await connection.fetch("select projection, stream_id from quorate.projection_poison") == []
    projections = installation.wiring.projections()
    lived = await rows_of_views(connection, projections)
    await rebuild_views(installation.wiring, projections)
    rebuilt = await rows_of_views(connection, projections)
    assert {name for name, rows in lived.items() if rows != rebuilt[name]} == set()
    assert sum(map(len, lived.values())) > 0


async def _assert_everything_is_readable(installation: Installation) -> None:
    connection = await installation.connect()
    try:
        streams = await connection.fetch(_STREAMS)
    finally:
        await connection.close()
    async with open_event_log(installation.wiring) as log:
        decisions = log.decisions()
        for stream_id, version in streams:
            aggregate = await decisions.load(stream_id)
            assert aggregate is not None
            assert aggregate.version == version
    print(f"streams: {len(streams)}")


_BEHIND = """
    select count(*) from quorate.projection_build
    where status = 'live' and position < (select position from quorate.ledger_head)
"""
_STREAMS = """
    select originator_id, max(originator_version) from quorate.stored_events group by originator_id
"""
