"""Hears that the log has grown: one LISTEN connection per process, shared by all followers."""

import asyncio
from contextlib import suppress
from typing import Any

from quorate_events.store.connections import Connect
from quorate_events.tasks import end

CHANNEL = "quorate_log"


class LogListener:
    """Wakes followers of a ledger. Without it (or while its connection is lost) they find new events by
    polling.
    """

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._waiters: dict[str, set[asyncio.Event]] = {}
        self._positions: dict[str, int] = {}
        self._runner: asyncio.Task[None] | None = None
        self._lost = asyncio.Event()

    def register(self, ledger: str) -> asyncio.Event:
        """Return an event that is set whenever ``ledger`` grows. The follower clears it before each read."""
        if self._runner is None:
            self._runner = asyncio.create_task(self._run(), name="log-listener")
        wake = asyncio.Event()
        self._waiters.setdefault(ledger, set()).add(wake)
        return wake

    def forget(self, ledger: str, wake: asyncio.Event) -> None:
        """Stop waking ``wake``."""
        self._waiters.get(ledger, set()).discard(wake)

    def position(self, ledger: str) -> int:
        """Return the last position of ``ledger`` that was heard of, 0 when none was."""
        return self._positions.get(ledger, 0)

    async def close(self) -> None:
        """Stop listening, and close the connection."""
        await end(self._runner)

    async def _run(self) -> None:
        pause = 0.1
        while True:
            try:
                await self._listen()
                pause = 0.1
            except Exception:
                # Polling goes on meanwhile.
                pause = min(pause * 2, 5.0)
            await asyncio.sleep(pause)

    async def _listen(self) -> None:
        """Listen until the connection is lost."""
        connection = await self._connect()
        self._lost.clear()
        try:
            connection.add_termination_listener(lambda _: self._lost.set())
            await connection.add_listener(CHANNEL, self._heard)
            # Something may have come between the last read and now.
            self._wake_all()
            await self._lost.wait()
        finally:
            with suppress(Exception):
                await connection.close(timeout=1.0)

    def _heard(self, _connection: Any, _pid: int, _channel: str, news: Any) -> None:
        position, _, ledger = str(news).partition(" ")
        self._positions[ledger] = max(int(position), self.position(ledger))
        for wake in self._waiters.get(ledger, ()):
            wake.set()

    def _wake_all(self) -> None:
        for waiters in self._waiters.values():
            for wake in waiters:
                wake.set()
