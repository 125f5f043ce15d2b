"""The feed that reads the log itself. LISTEN is a hint, polling is the truth."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from itertools import starmap
from typing import Self
from uuid import UUID

from quorate_events.store.connections import Pool, close_pool, connector
from quorate_events.store.failures import reached
from quorate_events.store.listener import LogListener
from quorate_events.tasks import end
from quorate_projections.engine.connections import open_reading_pool
from quorate_projections.engine.feed import FeedPage, FeedRecord
from quorate_projections.engine.statements import statement


class PostgresFeed:
    """Reads one ledger of ``quorate.stored_events``; use it as an async context manager.

    Entering it raises ``LogUnavailable`` when the database cannot be reached. An announcement that is lost costs at
    most the time that the caller of :meth:`wait` gave.
    """

    def __init__(self, dsn: str, ledger: str) -> None:
        self._dsn = dsn
        self._ledger = ledger
        self._pool: Pool | None = None
        self._listener = LogListener(connector(dsn, "quorate feed"))
        self._hearing: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._hint = 0

    @property
    def ledger(self) -> str:
        """The name of the ledger."""
        return self._ledger

    async def __aenter__(self) -> Self:
        async with reached():
            self._pool = await open_reading_pool(self._dsn)
        self._hearing = asyncio.create_task(self._hear(self._listener.register(self._ledger)))
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await end(self._hearing)
        await self._listener.close()
        if self._pool is not None:
            await close_pool(self._pool)

    async def read(self, after: int, limit: int, topics: frozenset[str]) -> FeedPage:
        """Return the wanted events of at most ``limit`` positions behind ``after``, from one snapshot."""
        hint = self._hint
        rows = await self._open_pool().fetch(
            statement("read_feed"), self._ledger, after, after + limit, list(topics)
        )
        if not rows:
            if self._hint == hint:
                # What was announced is not there, so nobody need look for it again.
                self._hint = min(hint, after)
            return FeedPage(after, after, ())
        records = list(starmap(FeedRecord, rows))
        through = records[-1].position
        if records[-1].topic not in topics:
            records.pop()
        return FeedPage(after, through, records)

    async def read_streams(self, streams: Sequence[UUID], through: int) -> Sequence[FeedRecord]:
        """Return the events of ``streams`` up to position ``through``, those of each stream in order."""
        rows = await self._open_pool().fetch(statement("read_streams"), self._ledger, streams, through)
        return list(starmap(FeedRecord, rows))

    async def read_outline(self, after: int, limit: int) -> Sequence[tuple[int, UUID]]:
        """Return at most ``limit`` positions behind ``after``, each with its stream, in order."""
        rows = await self._open_pool().fetch(statement("read_outline"), self._ledger, after, limit)
        return [(position, stream_id) for position, stream_id in rows]

    async def head(self) -> int:
        """Return the last position of the ledger, 0 when it is empty."""
        return int(await self._open_pool().fetchval(statement("read_head"), self._ledger))

    def hint(self, position: int) -> None:
        """Wake whoever waits for something before ``position``: it has just been committed."""
        if position > self._hint:
            self._hint = position
            self._woken.set()
            self._woken = asyncio.Event()

    async def wait(self, after: int, seconds: float) -> None:
        """Return once something behind ``after`` has been announced, at the latest after ``seconds``."""
        if self._hint > after:
            # Announced while the read that found nothing was under way.
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def _hear(self, announced: asyncio.Event) -> None:
        while True:
            await announced.wait()
            announced.clear()
            # What an appender in this process has written is known already.
            self.hint(self._listener.position(self._ledger))

    def _open_pool(self) -> Pool:
        if self._pool is None:
            raise RuntimeError("the feed is not open: use it as an async context manager")
        return self._pool
