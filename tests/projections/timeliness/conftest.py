"""The timeliness projection, and a database that shows it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any

import pytest
import pytest_asyncio
from tests.support.folding import see_everything, show
from tests.support.history import RULES, History

from quorate_events.store.connections import Connection
from quorate_projections.directory.projection import DirectoryProjection
from quorate_projections.engine.projection import RecordedEvent
from quorate_projections.timeliness.projection import TimelinessProjection

Shown = Callable[[Sequence[RecordedEvent]], Awaitable[Connection]]


@pytest.fixture
def history() -> History:
    return History()


@pytest_asyncio.fixture
async def views(database: Any) -> AsyncIterator[Shown]:
    """A function that shows a history and returns a session that sees everything."""
    opened: list[Connection] = []

    async def shown(events: Sequence[RecordedEvent]) -> Connection:
        await show(database.owner_dsn, events, DirectoryProjection(), TimelinessProjection(RULES))
        opened.append(await see_everything(database.owner_dsn))
        return opened[-1]

    yield shown
    for connection in opened:
        await connection.close()
