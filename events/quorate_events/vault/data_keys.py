"""The table of data keys, over connections of its own: it may be another database than the log's."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from quorate_events.access.purpose import Purpose
from quorate_events.store.connections import Pool, close_pool, open_pool
from quorate_events.store.failures import DATABASE_FAILED
from quorate_events.store.statements import load_sql
from quorate_events.vault.errors import KeyServiceUnavailable
from quorate_events.vault.provider import Wrapped

_PACKAGE = "quorate_events.vault"

Kept = Mapping[UUID, Wrapped | None]
"""Data keys by person; None where it was destroyed."""


class DataKeys:
    """Reads, adds and destroys the wrapped keys of one ledger. Every method raises ``KeyServiceUnavailable``."""

    def __init__(self, dsn: str, ledger: str) -> None:
        self.ledger = ledger
        self._dsn = dsn
        self._pool: Pool | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._opening = asyncio.Lock()

    async def find(self, persons: Collection[UUID]) -> Kept:
        """Return the keys of those who have one or had one."""
        async with self._connection() as connection:
            rows = await connection.fetch(_sql("find_keys"), self.ledger, list(persons))
        return {row["person_id"]: _wrapped(row["kek"], row["wrapped"]) for row in rows}

    async def add(self, keys: Mapping[UUID, Wrapped]) -> None:
        """Keep new keys; whoever has one, or had one that was destroyed, keeps that."""
        kept = list(keys.values())
        async with self._connection() as connection:
            await connection.execute(
                _sql("add_keys"),
                self.ledger,
                list(keys),
                [each.kek for each in kept],
                [each.data for each in kept],
            )

    async def destroy(self, persons: Collection[UUID]) -> None:
        """Destroy keys for ever. Those destroyed before stay destroyed."""
        async with self._connection() as connection:
            await connection.execute(_sql("destroy_keys"), self.ledger, list(persons))

    async def destroyed_since(self, seconds: float) -> Sequence[UUID]:
        """Return whose keys were destroyed in the last ``seconds``."""
        async with self._connection() as connection:
            rows = await connection.fetch(_sql("destroyed_since"), self.ledger, seconds)
        return [row["person_id"] for row in rows]

    async def destroyed(self) -> Sequence[UUID]:
        """Return whose keys were destroyed, ever."""
        async with self._connection() as connection:
            rows = await connection.fetch(_sql("destroyed"), self.ledger)
        return [row["person_id"] for row in rows]

    async def one_of_each(self) -> Mapping[UUID, Wrapped]:
        """Return a key for each key-encryption key in use."""
        async with self._connection() as connection:
            rows = await connection.fetch(_sql("one_of_each"), self.ledger)
        return {row["person_id"]: Wrapped(row["kek"], row["wrapped"]) for row in rows}

    async def wrapped_by_others(self, current: str, limit: int) -> Mapping[UUID, Wrapped]:
        """Return keys that another key-encryption key than ``current`` wraps."""
        async with self._connection() as connection:
            rows = await connection.fetch(_sql("wrapped_by_others"), self.ledger, current, limit)
        return {row["person_id"]: Wrapped(row["kek"], row["wrapped"]) for row in rows}

    async def replace(self, before: Mapping[UUID, Wrapped], now: Mapping[UUID, Wrapped]) -> None:
        """Keep keys as they are wrapped ``now``, unless they changed since ``before``. Connects as the owner."""
        persons = list(now)
        async with self._connection() as connection:
            await connection.execute(
                _sql("replace_wrapping"),
                self.ledger,
                persons,
                [now[each].kek for each in persons],
                [now[each].data for each in persons],
                [before[each].data for each in persons],
            )

    async def close(self) -> None:
        """Close the connections."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await close_pool(pool)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        try:
            async with (await self._open()).acquire() as connection:
                yield connection
        except DATABASE_FAILED:
            raise KeyServiceUnavailable from None

    async def _open(self) -> Pool:
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            # A fork that fills views has a loop of its own, and leaves alone what it has inherited.
            self._loop, self._pool, self._opening = loop, None, asyncio.Lock()
        async with self._opening:
            if self._pool is None:
                self._pool = await open_pool(self._dsn, min_size=0, max_size=2, purpose=Purpose.KEYS)
            return self._pool


def _wrapped(kek: str | None, data: bytes | None) -> Wrapped | None:
    return None if kek is None or data is None else Wrapped(kek, data)


def _sql(name: str) -> str:
    return load_sql(_PACKAGE, name)
