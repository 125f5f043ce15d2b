"""Tells followers that the log has grown. A courtesy: followers poll, and that alone makes them complete."""

import asyncio
from contextlib import suppress

from quorate_events.store.connections import Connect, Connection
from quorate_events.store.news import News, Written
from quorate_events.store.statements import statement
from quorate_events.tasks import end


class Announcer:
    """Sends NOTIFY after commits, on a connection of its own, at most once per ``interval`` seconds and
    ledger. Whoever listens to ``news``, inside this process, is told at once.
    """

    def __init__(self, connect: Connect, interval: float = 0.005, news: News | None = None) -> None:
        self._connect = connect
        self._news = news
        self._interval = interval
        self._grown: dict[str, int] = {}
        self._work = asyncio.Event()
        self._runner: asyncio.Task[None] | None = None
        self._connection: Connection | None = None

    def announce(self, written: Written) -> None:
        """Say that a ledger has grown. Returns at once."""
        if self._news is not None:
            self._news.tell(written)
        self._grown[written.ledger] = max(written.position, self._grown.get(written.ledger, 0))
        self._work.set()
        if self._runner is None:
            self._runner = asyncio.create_task(self._run(), name="announcer")

    async def close(self) -> None:
        """Stop, and close the connection."""
        await end(self._runner)
        await self._drop_connection()

    async def _run(self) -> None:
        while True:
            await self._work.wait()
            self._work.clear()
            grown, self._grown = self._grown, {}
            try:
                for ledger, position in grown.items():
                    await self._notify(ledger, position)
            except Exception:
                # Followers poll, so nothing is lost; a new connection is tried when there is more to say.
                await self._drop_connection()
            await asyncio.sleep(self._interval)

    async def _notify(self, ledger: str, position: int) -> None:
        if self._connection is None or self._connection.is_closed():
            self._connection = await self._connect()
        await self._connection.fetch(statement("notify"), f"{position} {ledger}", timeout=5.0)

    async def _drop_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):
                await connection.close(timeout=1.0)
