"""What the relay reads of the log: with the relay's role, in a session that may change nothing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import Self

import asyncpg

from quorate_events.kafka.cloudevents import PublishedEvent
from quorate_events.store import LogListener, connector, load_sql
from quorate_events.store.connections import Connection
from quorate_events.tasks import end

_PACKAGE = "quorate_services.relay"
_MOST_BYTES = 8 * 1024 * 1024
"""Of the bodies in one batch."""


class LogSource:
    """Reads one ledger in order of positions; use it as an async context manager.

    Errors of asyncpg and of the network come through: whoever reads opens a new one then.
    """

    def __init__(self, dsn: str, ledger: str) -> None:
        self._dsn = dsn
        self._ledger = ledger
        self._listener = LogListener(connector(dsn, "quorate relay listener", purpose=None))
        self._news = asyncio.Event()
        self._connection: Connection | None = None
        self._one_at_a_time = asyncio.Lock()

    async def __aenter__(self) -> Self:
        # The role may write nothing either; where somebody gave it more than that, the session does not use it.
        only_reads = {"default_transaction_read_only": "on", "application_name": "quorate relay"}
        self._connection = await asyncpg.connect(
            self._dsn, timeout=5.0, command_timeout=30.0, server_settings=only_reads
        )
        self._news = self._listener.register(self._ledger)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._listener.close()
        if self._connection is not None:
            self._connection.terminate()

    async def read(self, after: int, limit: int) -> Sequence[PublishedEvent]:
        """Return the next events behind ``after``, at most ``limit``, and at most 8 MB of them (one at least)."""
        self._news.clear()
        async with self._one_at_a_time:
            rows = await self._open().fetch(
                load_sql(_PACKAGE, "read_log"), self._ledger, after, limit, _MOST_BYTES
            )
        return [PublishedEvent(self._ledger, *row) for row in rows]

    async def latest(self, through: int, count: int) -> AsyncIterator[Sequence[PublishedEvent]]:
        """Yield the last ``count`` events up to position ``through``, as many at once as :meth:`read` returns."""
        after = max(0, through - count)
        while after < through:
            events = await self.read(after, through - after)
            if not events:
                return
            yield events
            after = events[-1].position

    async def head(self) -> int:
        """Return the last position, 0 when there is none."""
        async with self._one_at_a_time:
            return await self._open().fetchval(load_sql(_PACKAGE, "read_head"), self._ledger) or 0

    async def wait(self, seconds: float) -> None:
        """Return once something new was announced, at the latest after ``seconds``."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()

    def _open(self) -> Connection:
        assert self._connection is not None, "use it as an async context manager"
        return self._connection


async def reading_ahead(
    source: LogSource, after: int, limit: int
) -> "asyncio.Task[Sequence[PublishedEvent]]":
    """Begin to read the next batch while the one before is published; ``drop`` it when it is not wanted."""
    return asyncio.create_task(source.read(after, limit), name="relay reads ahead")


drop = end
