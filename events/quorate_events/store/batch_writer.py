"""Sends batches to the log over one connection, and again when the connection is lost."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from quorate_events.errors import QuorateError
from quorate_events.store.append import Append, Appended
from quorate_events.store.batch import batch_arguments, outcomes
from quorate_events.store.connections import Connect, Connection
from quorate_events.store.failures import BAD_DATA, CONNECTION_LOST


class Outage:
    """Since when the log cannot be reached, as all writers of one appender see it. Times in seconds."""

    def __init__(self, resend_for: float) -> None:
        self._resend_for = resend_for
        self._since: float | None = None

    def may_resend_after(self, pause: float) -> bool:
        """Count from the first loss: in a long outage each batch is tried once and given up."""
        now = asyncio.get_running_loop().time()
        if self._since is None:
            self._since = now
        return now + pause < self._since + self._resend_for

    def is_over(self) -> None:
        """A batch has been written."""
        self._since = None


class BatchWriter:
    """Writes one batch at a time. ``call_timeout`` is in seconds; then the connection counts as lost."""

    def __init__(self, connect: Connect, ledger: str, call_timeout: float, outage: Outage) -> None:
        self._connect = connect
        self._ledger = ledger
        self._call_timeout = call_timeout
        self._outage = outage
        self._connection: Connection | None = None

    async def write(self, appends: Sequence[Append]) -> list[Appended | QuorateError]:
        """Send the batch, and again on a new connection when one is lost: receipts make that safe.

        Raises whatever asyncpg raises when the batch cannot be written as a whole.
        """
        arguments = batch_arguments(self._ledger, appends)
        pause = 0.01
        while True:
            try:
                connection = await self._connected()
                rows = await connection.fetch(*arguments, timeout=self._call_timeout)
            except BAD_DATA:
                raise
            except CONNECTION_LOST:
                await self.close()
                if not self._outage.may_resend_after(pause):
                    raise
                await asyncio.sleep(pause)
                pause = min(pause * 2, 0.5)
            else:
                self._outage.is_over()
                return outcomes(appends, rows)

    async def close(self) -> None:
        """Close the connection. The next batch opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):
                await connection.close(timeout=1.0)

    async def _connected(self) -> Connection:
        if self._connection is None or self._connection.is_closed():
            self._connection = await self._connect()
        return self._connection
