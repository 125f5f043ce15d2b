"""The consumer of a group on kafka-python: one thread polls, the event loop is handed what came."""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from quorate_events.errors import QuorateError
from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.errors import KafkaRebalancing, KafkaUnavailable
from quorate_events.kafka.polling import Polled, Polling
from quorate_events.kafka.ports import OnAssigned, OnRevoked, Partition, Positions, Received
from quorate_events.kafka.translation import translated
from quorate_events.kafka.worker import Worker
from quorate_events.tasks import end

_CLOSE = 3.0
"""Seconds that closing may take."""
_REBALANCING = 0.05
"""Seconds before a commit is tried again."""


class KafkaGroupConsumer:
    """Reads ``topics`` as a member of ``group``; see the port ``Consumer``.

    ``on_assigned`` and ``on_revoked`` run on the event loop; a new partition is not read before ``on_assigned``
    has answered. At most ``ahead`` batches are read ahead, of at most ``batch`` records each.
    """

    def __init__(
        self,
        access: KafkaAccess,
        group: str,
        topics: Sequence[str],
        *,
        on_assigned: OnAssigned,
        on_revoked: OnRevoked,
        batch: int = 1000,
        ahead: int = 2,
        timeout: float = 30.0,
    ) -> None:
        self._access = access
        self._timeout = timeout
        self._on_assigned = on_assigned
        self._on_revoked = on_revoked
        self._polling = Polling(access, group, topics, batch)
        self._ahead = ahead
        self._worker = Worker(f"kafka consumer {group}")
        self._ready: deque[Sequence[Received]] = deque()
        self._news = asyncio.Event()
        self._room = asyncio.Event()
        self._pump: asyncio.Task[None] | None = None
        self._assigned: frozenset[Partition] = frozenset()
        self._closed = False

    async def open(self) -> None:
        """Join the group; see the port."""
        await self._worker.do(self._translating(self._polling.open), self._access.connect_timeout + 5.0)
        self._pump = asyncio.create_task(self._run(), name="kafka consumer")

    async def read(self) -> Sequence[Received]:
        """Return the next records; see the port."""
        while not self._ready:
            if self._closed or self._pump is None:
                raise KafkaUnavailable("The consumer is not open.", "Open a new one.")
            if self._pump.done():
                self._pump.result()
            self._news.clear()
            await self._news.wait()
        self._room.set()
        return self._ready.popleft()

    async def commit(self, positions: Positions) -> None:
        """Tell the group how far this member has come; see the port."""
        async with asyncio.timeout(self._timeout):
            while mine := {each: at for each, at in positions.items() if each in self._assigned}:
                try:
                    await self._call(lambda mine=mine: self._polling.commit(mine))
                except KafkaRebalancing:
                    # Only polling brings the group together.
                    await asyncio.sleep(_REBALANCING)
                else:
                    return

    async def seek(self, positions: Positions) -> None:
        """Go on from ``positions``; see the port."""
        await self._call(lambda: self._polling.seek(positions))
        self._drop(frozenset(positions))

    def assigned(self) -> frozenset[Partition]:
        """Return the partitions that this member reads."""
        return self._assigned

    async def partitions(self, topic: str) -> int:
        """Return how many partitions a topic has; see the port."""
        return int(await self._call(lambda: self._polling.partitions(topic)))

    async def close(self) -> None:
        """Leave the group; see the port."""
        if self._closed:
            return
        self._closed = True
        self._news.set()
        await end(self._pump)
        with suppress(QuorateError):
            await self._worker.do(self._polling.close, _CLOSE)
        await self._worker.close(_CLOSE)

    async def _run(self) -> None:
        try:
            while True:
                # While there is no room the thread polls all the same, for nothing: the group would think that
                # this member is gone.
                full = len(self._ready) >= self._ahead
                polled = await self._call(lambda full=full: self._polling.poll(full))
                await self._take(polled)
                if full and len(self._ready) >= self._ahead:
                    self._room.clear()
                    with suppress(TimeoutError):
                        async with asyncio.timeout(1.0):
                            await self._room.wait()
        finally:
            self._news.set()

    async def _take(self, polled: Polled) -> None:
        if polled.revoked:
            self._assigned -= polled.revoked
            self._drop(polled.revoked)
            await self._on_revoked(polled.revoked)
        if polled.assigned:
            self._assigned |= polled.assigned
            positions = await self._on_assigned(polled.assigned)
            await self._call(lambda: self._polling.begin(polled.assigned, positions))
        if polled.records:
            self._ready.append(polled.records)
            self._news.set()

    def _drop(self, partitions: frozenset[Partition]) -> None:
        kept = [[each for each in batch if each.partition not in partitions] for batch in self._ready]
        self._ready = deque(batch for batch in kept if batch)

    async def _call(self, call: Any) -> Any:
        return await self._worker.do(self._translating(call), self._timeout)

    @staticmethod
    def _translating(call: Any) -> Any:
        def translating() -> Any:
            try:
                return call()
            except Exception as error:
                raise translated(error) from error

        return translating
