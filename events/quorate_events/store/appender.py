"""Group commit: whatever appends wait go to the log in one call of one SQL function.

While batches are under way the next one fills: the busier the process, the larger the batches and the fewer
round trips and disk flushes per command. When many wait, two batches are under way, each over a connection of
its own. The second waits in the server for the lock of the head row, so that this process and the server work
at the same time instead of in turns. A stream, or a command id, is in one of them only.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import asyncpg

from quorate_events.store.announcer import Announcer
from quorate_events.store.append import Append, Appended
from quorate_events.store.batch_writer import BatchWriter, Outage
from quorate_events.store.connections import Connect
from quorate_events.store.failures import (
    BAD_DATA,
    TRY_AGAIN,
    LogBusy,
    LogUnavailable,
    StreamConflict,
    UnstorableEvent,
    unavailable,
)
from quorate_events.store.news import written
from quorate_events.store.waiting import WaitingAppend, WaitingAppends
from quorate_events.tasks import asked_to_end


@dataclass(frozen=True)
class AppenderLimits:
    """Bounds of the group commit. Sizes in appends and bytes, times in seconds.

    ``batches_under_way`` is how many connections write; a further batch is sent beside one that is under way
    from ``worth_a_batch`` appends on, fewer wait for it to end.
    ``resend_for`` is how long batches are sent again once the connection is lost; ``call_timeout`` is how
    long one call may take before its connection counts as lost.
    """

    batches_under_way: int = 2
    worth_a_batch: int = 8
    batch_appends: int = 512
    batch_bytes: int = 4 * 1024 * 1024
    waiting_appends: int = 10_000
    waiting_bytes: int = 64 * 1024 * 1024
    resend_for: float = 10.0
    call_timeout: float = 10.0


class GroupCommitAppender:
    """Appends to one ledger. One per process and ledger; use as an async context manager, or call ``close``.

    Safe to use from any number of tasks of one event loop.
    """

    def __init__(
        self,
        connect: Connect,
        ledger: str,
        *,
        limits: AppenderLimits | None = None,
        announcer: Announcer | None = None,
    ) -> None:
        self.ledger = ledger
        self._limits = limits or AppenderLimits()
        self._announcer = announcer
        self._waiting = WaitingAppends(self._limits.batch_appends, self._limits.batch_bytes)
        self._work = asyncio.Event()
        outage = Outage(self._limits.resend_for)
        self._writers = [
            BatchWriter(connect, ledger, self._limits.call_timeout, outage)
            for _ in range(self._limits.batches_under_way)
        ]
        self._runners: list[asyncio.Task[None]] = []
        self._under_way = 0
        self._busy: set[int] = set()
        """The streams and command ids of the appends under way."""
        self._closing = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.close()

    async def append(self, append: Append) -> Appended:
        """Write one append, and return when it is durable.

        Raises ``StreamConflict`` when a stream has moved on, ``CommandIdReused``, ``UnstorableEvent``,
        ``LogBusy`` when too many wait, and ``LogUnavailable``: then the outcome is unknown until the same
        append is sent again. Cancelling the caller does not stop an append that is under way.
        """
        if self._closing:
            raise LogUnavailable("The log is being closed.", TRY_AGAIN)
        future: asyncio.Future[Appended] = asyncio.get_running_loop().create_future()
        item = WaitingAppend(append, future)
        if not self._has_room(item.size):
            raise LogBusy("Too many commands are waiting for the log; nothing was written.", TRY_AGAIN)
        if not self._runners:
            self._runners = [
                asyncio.create_task(self._run(writer), name=f"group-commit {self.ledger}")
                for writer in self._writers
            ]
        self._waiting.add(item)
        self._work.set()
        return await future

    async def close(self) -> None:
        """Write what waits, then close the connections. Appends that come later are refused."""
        self._closing = True
        self._work.set()
        await asyncio.gather(*self._runners)
        for writer in self._writers:
            await writer.close()

    def _has_room(self, size: int) -> bool:
        limits = self._limits
        if not self._waiting.count:
            return True
        return (
            self._waiting.count < limits.waiting_appends
            and self._waiting.bytes + size <= limits.waiting_bytes
        )

    async def _run(self, writer: BatchWriter) -> None:
        while True:
            await self._work.wait()
            # Let those who have just got their answers ask again, so that they share the next batch.
            await asyncio.sleep(0)
            batch = self._next_batch()
            if batch:
                await self._carry_out(writer, batch)
            elif self._closing and not self._waiting.count:
                return
            else:
                self._work.clear()

    def _next_batch(self) -> Sequence[WaitingAppend]:
        """Take half of what is asked for, so that the other half can be on its way as well."""
        least = self._limits.worth_a_batch
        if self._under_way and self._waiting.count < least:
            return []
        half = -(-(self._under_way + self._waiting.count) // self._limits.batches_under_way)
        return self._waiting.take(at_most=max(half, least), busy=self._busy)

    async def _carry_out(self, writer: BatchWriter, batch: Sequence[WaitingAppend]) -> None:
        keys = frozenset[int]().union(*(item.keys for item in batch))
        self._busy |= keys
        self._under_way += len(batch)
        try:
            await self._settle(writer, batch)
        finally:
            self._busy -= keys
            self._under_way -= len(batch)
            self._work.set()

    async def _settle(self, writer: BatchWriter, batch: Sequence[WaitingAppend]) -> None:
        """Give every append of the batch its outcome, whatever happens."""
        try:
            results = await writer.write([item.append for item in batch])
        except asyncio.CancelledError:
            for item in batch:
                item.settle(LogUnavailable("The log was closed in the middle of a write.", TRY_AGAIN))
            if asked_to_end():
                raise
            await writer.close()
            return
        except BAD_DATA as error:
            await self._settle_one_by_one(writer, batch, error)
            return
        except Exception as error:
            for item in batch:
                item.settle(unavailable(error))
            return
        for item, result in zip(batch, results, strict=True):
            item.settle(result)
        news = written(self.ledger, [item.append for item in batch], results)
        if news is not None and self._announcer is not None:
            self._announcer.announce(news)

    async def _settle_one_by_one(
        self, writer: BatchWriter, batch: Sequence[WaitingAppend], error: BaseException
    ) -> None:
        """The call failed as a whole for what one append holds: find out whose fault it is."""
        if len(batch) > 1:
            for item in batch:
                await self._settle(writer, [item])
        elif isinstance(error, asyncpg.IntegrityConstraintViolationError):
            batch[0].settle(
                StreamConflict("The append writes one version twice.", "Number the events in order.")
            )
        else:
            batch[0].settle(UnstorableEvent("The log cannot take this event.", "Remove unusual characters."))
