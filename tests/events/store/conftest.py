"""Parts of the store over a test's own database."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import asyncpg
import pytest_asyncio
from tests.support.folding import see_everything

from quorate_events.store import EventLog, open_log

from .examples import CODEC


@pytest_asyncio.fixture
async def log(database) -> AsyncIterator[EventLog]:
    """The ledger "stoke", open as the application has it."""
    async with open_log(database.app_dsn, "stoke", CODEC, pool_size=4) as opened:
        yield opened


@pytest_asyncio.fixture
async def owner(database) -> AsyncIterator[asyncpg.Connection]:
    """A connection of the owner, to look behind the store."""
    async with AsyncExitStack() as stack:
        connection = await see_everything(database.owner_dsn)
        stack.push_async_callback(connection.close)
        yield connection
