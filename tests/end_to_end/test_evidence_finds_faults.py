"""What judges the kill −9 test finds each kind of broken promise when one is planted."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest_asyncio
from eventsourcing.persistence import StoredEvent
from tests.end_to_end.support.evidence import faults_of_the_log
from tests.end_to_end.support.sender import Outcome
from tests.support.folding import see_everything

from quorate_events.store import Append, EventCodec, open_log

UNLOCK = "alter table quorate.{0} disable trigger all"


def outcome(command_id: UUID, position: int | None) -> Outcome:
    """What a client was told: the position, or (None) a refusal."""
    return Outcome(command_id, "reportProgress", code="" if position else "refused", position=position or 0)


@pytest_asyncio.fixture
async def owner(database: Any) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    connection = await see_everything(database.owner_dsn)
    yield connection
    await connection.close()


@pytest_asyncio.fixture
async def kept(database: Any) -> dict[UUID, Outcome]:
    """Three commands of one event each, acknowledged."""
    outcomes = {}
    async with open_log(database.app_dsn, "partnership", EventCodec(())) as log:
        for version in (1, 2, 3):
            command_id = uuid4()
            event = StoredEvent(UUID(int=1), version, "quorate.test", b"{}")
            appended = await log.appender.append(Append(command_id, b"hash", b"answer", [event]))
            outcomes[command_id] = outcome(command_id, appended.last_position)
    return outcomes


async def test_nothing_is_found_where_all_is_well(owner: Any, kept: dict[UUID, Outcome]) -> None:
    assert await faults_of_the_log(owner, kept, set()) == []


async def test_an_acknowledged_command_that_is_not_there(owner: Any, kept: dict[UUID, Outcome]) -> None:
    lost = outcome(uuid4(), 4)
    (fault,) = await faults_of_the_log(owner, {**kept, lost.command_id: lost}, set())
    assert fault.startswith("acknowledged and lost")


async def test_an_event_that_was_taken_away(owner: Any, kept: dict[UUID, Outcome]) -> None:
    await owner.execute(UNLOCK.format("stored_events"))
    await owner.execute("delete from quorate.stored_events where notification_id = 2")
    faults = await faults_of_the_log(owner, kept, set())
    assert any(fault.startswith("acknowledged and lost") for fault in faults)
    assert any(fault.startswith("positions have gaps") for fault in faults)
    assert any(fault.startswith("versions have gaps") for fault in faults)


async def test_a_command_that_was_applied_twice(owner: Any, kept: dict[UUID, Outcome]) -> None:
    await owner.execute(
        """insert into quorate.stored_events
           (ledger, notification_id, originator_id, originator_version, topic, state, commit_id)
           select ledger, 4, originator_id, 4, topic, state, commit_id
           from quorate.stored_events where notification_id = 3"""
    )
    faults = await faults_of_the_log(owner, kept, set())
    assert any(fault.startswith("not applied exactly once") for fault in faults)


async def test_a_refused_command_that_was_written(owner: Any, kept: dict[UUID, Outcome]) -> None:
    command_id = next(iter(kept))
    (fault,) = await faults_of_the_log(owner, kept | {command_id: outcome(command_id, None)}, set())
    assert fault.startswith("refused, and written all the same")


async def test_a_command_that_nobody_sent(owner: Any, kept: dict[UUID, Outcome]) -> None:
    del kept[next(iter(kept))]
    (fault,) = await faults_of_the_log(owner, kept, set())
    assert fault.startswith("sent by nobody")
