"""Group commit: whatever appends wait go to the log in one call of one SQL function.

One batch is under way at a time, over a connection of the appender's own. While it is, the next one fills:
the busier the process, the larger the batches and the fewer round trips and disk flushes per command.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

import asyncpg

from quorate_events.errors import QuorateError
from quorate_events.store.announcer import Announcer
from quorate_events.store.append import Append, Appended
from quorate_events.store.batch import batch_arguments, outcome
from quorate_events.store.connections import Connect, Connection
from quorate_events.store.failures import (
    BAD_DATA,
    CONNECTION_LOST,
    TRY_AGAIN,
    LogBusy,
    LogUnavailable,
    StreamConflict,
    UnstorableEvent,
    unavailable,
)
from quorate_events.store.waiting import WaitingAppend, WaitingAppends


@dataclass(frozen=True)
class AppenderLimits:
    """Bounds of the group commit. Sizes in appends and bytes, times in seconds.

    ``resend_for`` is how long batches are sent again once the connection is lost; ``call_timeout`` is how
    long one call may take before its connection counts as lost.
    """

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
        self._connect = connect
        self._limits = limits or AppenderLimits()
        self._announcer = announcer
        self._waiting = WaitingAppends(self._limits.batch_appends, self._limits.batch_bytes)
        self._work = asyncio.Event()
        self._runner: asyncio.Task[None] | None = None
        self._connection: Connection | None = None
        self._lost_since: float | None = None
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
        if not self._has_room(append.size):
            raise LogBusy("Too many commands are waiting for the log; nothing was written.", TRY_AGAIN)
        if self._runner is None:
            self._runner = asyncio.create_task(self._run(), name=f"group-commit {self.ledger}")
        self._waiting.add(item)
        self._work.set()
        return await future

    async def close(self) -> None:
        """Write what waits, then close the connection. Appends that come later are refused."""
        self._closing = True
        self._work.set()
        if self._runner is not None:
            await self._runner
        await self._drop_connection()

    def _has_room(self, size: int) -> bool:
        limits = self._limits
        if not self._waiting.count:
            return True
        return (
            self._waiting.count < limits.waiting_appends
            and self._waiting.bytes + size <= limits.waiting_bytes
        )

    async def _run(self) -> None:
        while True:
            await self._work.wait()
            # Let those who have just got their answers ask again, so that they share the next batch.
            await asyncio.sleep(0)
            batch = self._waiting.take()
            if batch:
                await self._settle(batch)
            elif self._closing:
                return
            else:
                self._work.clear()

    async def _settle(self, batch: Sequence[WaitingAppend]) -> None:
        """Give every append of the batch its outcome, whatever happens."""
        try:
            results = await self._write([item.append for item in batch])
        except asyncio.CancelledError:
            for item in batch:
                item.settle(LogUnavailable("The log was closed in the middle of a write.", TRY_AGAIN))
            raise
        except BAD_DATA as error:
            await self._settle_one_by_one(batch, error)
            return
        except Exception as error:
            for item in batch:
                item.settle(unavailable(error))
            return
        for item, result in zip(batch, results, strict=True):
            item.settle(result)
        if self._announcer is not None:
            self._announcer.announce(self.ledger)

    async def _settle_one_by_one(self, batch: Sequence[WaitingAppend], error: BaseException) -> None:
        """The call failed as a whole for what one append holds: find out whose fault it is."""
        if len(batch) > 1:
            for item in batch:
                await self._settle([item])
        elif isinstance(error, asyncpg.IntegrityConstraintViolationError):
            batch[0].settle(
                StreamConflict("The append writes one version twice.", "Number the events in order.")
            )
        else:
            batch[0].settle(UnstorableEvent("The log cannot take this event.", "Remove unusual characters."))

    async def _write(self, appends: Sequence[Append]) -> list[Appended | QuorateError]:
        """Send the batch, and again on a new connection when one is lost: receipts make that safe."""
        arguments = batch_arguments(self.ledger, appends)
        pause = 0.01
        while True:
            try:
                connection = await self._connected()
                rows = await connection.fetch(*arguments, timeout=self._limits.call_timeout)
            except BAD_DATA:
                raise
            except CONNECTION_LOST:
                await self._drop_connection()
                if not self._may_resend(pause):
                    raise
                await asyncio.sleep(pause)
                pause = min(pause * 2, 0.5)
            else:
                self._lost_since = None
                return [outcome(append, row) for append, row in zip(appends, rows, strict=True)]

    def _may_resend(self, pause: float) -> bool:
        """Count from the first loss: in a long outage each batch tries once and gives up."""
        now = asyncio.get_running_loop().time()
        if self._lost_since is None:
            self._lost_since = now
        return now + pause < self._lost_since + self._limits.resend_for

    async def _connected(self) -> Connection:
        if self._connection is None or self._connection.is_closed():
            self._connection = await self._connect()
        return self._connection

    async def _drop_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):
                await connection.close(timeout=1.0)
