"""A lock per stream."""

import asyncio
from uuid import UUID
from weakref import WeakValueDictionary


class KeyedLock:
    """Lets one task at a time work on each key. A key costs nothing while nobody holds or awaits it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()

    def alone(self, key: UUID) -> asyncio.Lock:
        """Return the lock of ``key``, for ``async with``: no other task works on the key within the block."""
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        return lock
