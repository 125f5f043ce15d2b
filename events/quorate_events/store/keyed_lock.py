"""A lock per stream."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID
from weakref import WeakValueDictionary


class KeyedLock:
    """Lets one task at a time work on each key. A key costs nothing while nobody holds or awaits it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def alone(self, key: UUID) -> AsyncIterator[None]:
        """Wait until no other task works on ``key``, and keep others out until the end of the block."""
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        async with lock:
            yield
