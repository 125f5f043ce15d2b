"""Loads streams. Loads that are asked for at the same time share one statement."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from quorate_events.store.connections import Pool
from quorate_events.store.failures import DATABASE_FAILED, unavailable
from quorate_events.store.statements import statement

_STREAMS_AT_ONCE = 256


@dataclass(frozen=True)
class _Request:
    stream_id: UUID
    after: int
    future: asyncio.Future[list[StoredEvent]]


class StreamLoader:
    """Reads streams of one ledger. While one statement is under way, further requests gather for the next."""

    def __init__(self, pool: Pool, ledger: str) -> None:
        self._pool = pool
        self._ledger = ledger
        self._requests: deque[_Request] = deque()
        self._runner: asyncio.Task[None] | None = None

    async def events_after(self, stream_id: UUID, version: int | None = None) -> Sequence[StoredEvent]:
        """Return the events of a stream beyond ``version`` (``None``: all), oldest first.

        Raises ``LogUnavailable``.
        """
        future: asyncio.Future[list[StoredEvent]] = asyncio.get_running_loop().create_future()
        self._requests.append(_Request(stream_id, -1 if version is None else version, future))
        if self._runner is None or self._runner.done():
            self._runner = asyncio.create_task(self._run(), name=f"stream-loader {self._ledger}")
        return await future

    async def _run(self) -> None:
        while self._requests:
            count = min(len(self._requests), _STREAMS_AT_ONCE)
            requests = [self._requests.popleft() for _ in range(count)]
            requests = [request for request in requests if not request.future.done()]
            if requests:
                await self._answer(requests)

    async def _answer(self, requests: Sequence[_Request]) -> None:
        found: list[list[StoredEvent]] = [[] for _ in requests]
        try:
            rows = await self._pool.fetch(
                statement("select_streams"),
                self._ledger,
                [request.stream_id for request in requests],
                [request.after for request in requests],
            )
        except DATABASE_FAILED as error:
            for request in requests:
                if not request.future.done():
                    request.future.set_exception(unavailable(error))
            return
        for number, *columns in rows:
            found[number - 1].append(StoredEvent(*columns))
        for request, events in zip(requests, found, strict=True):
            if not request.future.done():
                request.future.set_result(events)
