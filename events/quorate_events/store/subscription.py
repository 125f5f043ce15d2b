"""Following the ledger: every event once, in order, waiting at the end for more."""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol, Self

from eventsourcing.persistence import Notification, ProgrammingError

from quorate_events.store.listener import LogListener

_PAGE = 500
_SHORTEST_PAUSE = 0.005
_LONGEST_PAUSE = 1.0


class NotificationSource(Protocol):
    """What a subscription reads from: an ``AsyncApplicationRecorder``."""

    ledger: str

    async def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Read a page of the ledger."""
        ...

    async def max_notification_id(self) -> int | None:
        """Return the last position."""
        ...


class AsyncSubscription:
    """An async iterator over the ledger beyond ``gt``. For one consumer.

    Polling is the truth: it slows from 5 ms to 1 s while nothing comes, and a wake-up makes it read at once.
    """

    def __init__(
        self,
        source: NotificationSource,
        *,
        gt: int | None = None,
        topics: Sequence[str] = (),
        listener: LogListener | None = None,
    ) -> None:
        self._source = source
        self._position = gt or 0
        self._topics = topics
        self._listener = listener
        self._wake = listener.register(source.ledger) if listener else asyncio.Event()
        self._page: deque[Notification] = deque()
        self._entered = False
        self._stopped = False

    async def __aenter__(self) -> Self:
        if self._entered:
            raise ProgrammingError("Already entered subscription context manager")
        self._entered = True
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        self.stop()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Notification:
        """Return the next event; wait for it if need be. Raises ``LogUnavailable``; calling again
        continues.
        """
        pause = _SHORTEST_PAUSE
        while not self._stopped:
            if self._page:
                return self._page.popleft()
            self._wake.clear()
            await self._read()
            if not self._page and not self._stopped:
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._wake.wait()
                    pause = _SHORTEST_PAUSE
                pause = min(pause * 2, _LONGEST_PAUSE)
        raise StopAsyncIteration

    def stop(self) -> None:
        """End the iteration, also of a consumer that waits."""
        self._stopped = True
        self._wake.set()
        if self._listener is not None:
            self._listener.forget(self._source.ledger, self._wake)

    async def _read(self) -> None:
        # With topics, what is filtered out counts as read: the head is asked for first, so nothing can slip
        # between.
        head = await self._source.max_notification_id() if self._topics else None
        page = await self._source.select_notifications(
            self._position, _PAGE, topics=self._topics, inclusive_of_start=False
        )
        if page:
            self._position = page[-1].id
        if len(page) < _PAGE and head is not None:
            self._position = max(self._position, head)
        self._page.extend(page)
