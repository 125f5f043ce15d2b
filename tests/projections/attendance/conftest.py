"""The attendance projection, and a database that shows it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any

import pytest
import pytest_asyncio
from tests.support.folding import see_everything, show
from tests.support.history import RULES, History

from quorate_events.store.connections import Connection
from quorate_projections.attendance.projection import AttendanceProjection
from quorate_projections.directory.projection import DirectoryProjection
from quorate_projections.engine.projection import RecordedEvent

Shown = Callable[[Sequence[RecordedEvent]], Awaitable[Connection]]


@pytest.fixture(scope="session")
def attendance() -> AttendanceProjection:
    return AttendanceProjection(RULES)


@pytest.fixture
def history() -> History:
    told = History()
    told.register_agencies()
    return told


@pytest_asyncio.fixture
async def views(database: Any, attendance: AttendanceProjection) -> AsyncIterator[Shown]:
    """A function that shows a history and returns a session that sees everything."""
    opened: list[Connection] = []

    async def shown(events: Sequence[RecordedEvent]) -> Connection:
        await show(database.owner_dsn, events, DirectoryProjection(), attendance)
        opened.append(await see_everything(database.owner_dsn))
        return opened[-1]

    yield shown
    for connection in opened:
        await connection.close()
