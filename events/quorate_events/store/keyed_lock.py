"""A lock per stream."""

import asyncio
from collections import deque
from uuid import UUID


class KeyedLock:
    """Lets one task at a time work on each key, in the order of asking. A key costs nothing while nobody holds it.

    A key that is free is taken without a task switch and without an object of its own: nearly all are.
    """

    def __init__(self) -> None:
        self._waiting: dict[int, deque[asyncio.Future[None]] | None] = {}
        """Per key that is held, who waits for it; ``None`` while nobody does. Numbers are hashed without a call."""

    async def acquire(self, key: UUID) -> None:
        """Wait until no other task holds ``key``, and hold it until :meth:`release`."""
        number = key.int
        if number not in self._waiting:
            self._waiting[number] = None
            return
        waiting = self._waiting[number]
        if waiting is None:
            waiting = self._waiting[number] = deque()
        turn = asyncio.get_running_loop().create_future()
        waiting.append(turn)
        try:
            await turn
        except BaseException:
            # Cancelled: at its turn, the turn is handed on; before, it is passed over when it comes.
            if turn.done() and not turn.cancelled():
                self.release(key)
            raise

    def release(self, key: UUID) -> None:
        """Hand ``key`` on to whoever waits longest."""
        number = key.int
        waiting = self._waiting[number]
        while waiting:
            turn = waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        del self._waiting[number]
