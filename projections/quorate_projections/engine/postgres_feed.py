"""The feed that reads the log itself. LISTEN is a hint, polling is the truth."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from itertools import starmap
from typing import Self
from uuid import UUID

from quorate_events.store.connections import Pool, connector
from quorate_events.store.listener import LogListener
from quorate_events.tasks import end
from quorate_projections.engine.connections import open_reading_pool
from quorate_projections.engine.feed import FeedPage, FeedRecord
from quorate_projections.engine.statements import statement


class PostgresFeed:
    """Reads one ledger of ``quorate.stored_events``; use it as an async context manager.

    An announcement that is lost costs at most the time that the caller of :meth:`wait` gave.
    """

    def __init__(self, dsn: str, ledger: str) -> None:
        self._dsn = dsn
        self._ledger = ledger
        self._pool: Pool | None = None
        self._listener = LogListener(connector(dsn, "quorate feed"))
        self._hearing: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._hint = 0
        self._announcements = 0
        self._nothing_behind = (0, 0)

    @property
    def ledger(self) -> str:
        """The name of the ledger."""
        return self._ledger

    async def __aenter__(self) -> Self:
        self._pool = await open_reading_pool(self._dsn)
        self._hearing = asyncio.create_task(self._hear(self._listener.register(self._ledger)))
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await end(self._hearing)
        await self._listener.close()
        if self._pool is not None:
            await self._pool.close()

    async def read(self, after: int, limit: int, topics: frozenset[str]) -> FeedPage:
        """Return the wanted events of at most ``limit`` positions behind ``after``, from one snapshot."""
        announcements = self._announcements
        rows = await self._open_pool().fetch(
            statement("read_feed"), self._ledger, after, after + limit, list(topics)
        )
        if not rows:
            self._nothing_behind = (after, announcements)
            return FeedPage(after, after, ())
        records = list(starmap(FeedRecord, rows))
        through = records[-1].position
        if records[-1].topic not in topics:
            records.pop()
        return FeedPage(after, through, records)

    async def read_stream(self, stream_id: UUID, through: int) -> Sequence[FeedRecord]:
        """Return one stream's events up to position ``through``, in order."""
        rows = await self._open_pool().fetch(statement("read_stream"), self._ledger, stream_id, through)
        return list(starmap(FeedRecord, rows))

    async def head(self) -> int:
        """Return the last position of the ledger, 0 when it is empty."""
        return int(await self._open_pool().fetchval(statement("read_head"), self._ledger))

    def hint(self, position: int = 0) -> None:
        """Wake whoever waits: an appender in this process has just committed ``position``."""
        self._hint = max(self._hint, position)
        self._announcements += 1
        self._woken.set()
        self._woken = asyncio.Event()

    async def wait(self, after: int, seconds: float) -> None:
        """Return at the next announcement of a commit, at the latest after ``seconds``."""
        position, announcements = self._nothing_behind
        if self._hint > after or (position == after and announcements != self._announcements):
            # Announced while the read that found nothing was under way.
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def _hear(self, announced: asyncio.Event) -> None:
        while True:
            await announced.wait()
            announced.clear()
            self.hint()

    def _open_pool(self) -> Pool:
        if self._pool is None:
            raise RuntimeError("the feed is not open: use it as an async context manager")
        return self._pool
