"""The views as one actor may see them: every question runs in a transaction that says who asks and what for.

PostgreSQL's row-level security does the rest (``policies.sql`` beside each projection's tables).
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg

from quorate_events.access.actor import Actor, Duty
from quorate_events.access.purpose import Purpose
from quorate_events.store.connections import Pool
from quorate_projections.asking import Asked


class ScopedViews:
    """Reads the views for ``actor`` and ``purpose``, with the methods of a pool. Nobody sees nothing.

    ``now`` is the moment that the policy decides for; without it the database takes its own time.
    Who asks holds for one transaction only, so a connection given back knows nothing of it any more.
    """

    def __init__(
        self,
        pool: Pool,
        actor: Actor | None,
        purpose: Purpose = Purpose.VIEWS,
        now: datetime | None = None,
    ) -> None:
        self._pool = pool
        self._begin = _begin(actor, purpose, now)

    @asynccontextmanager
    async def together(self) -> AsyncIterator[Asked]:
        """Answer several questions that belong together, in one transaction."""
        async with self._pool.acquire() as connection:
            try:
                await connection.execute(self._begin)  # one round trip
                yield connection
            finally:
                # Nothing was written, so this ends what failed or was broken off as well.
                if not connection.is_closed():
                    await connection.execute("commit")

    async def fetch(self, query: str, *args: Any) -> list[asyncpg.Record]:
        """Return all rows."""
        try:
            async with self.together() as connection:
                return await connection.fetch(query, *args)
        except asyncpg.InvalidCachedStatementError:
            # A release has changed the columns since; asyncpg has forgotten the statement now.
            async with self.together() as connection:
                return await connection.fetch(query, *args)

    async def fetchrow(self, query: str, *args: Any) -> asyncpg.Record | None:
        """Return the first row, or None."""
        rows = await self.fetch(query, *args)
        return rows[0] if rows else None

    async def fetchval(self, query: str, *args: Any) -> Any:
        """Return the first value of the first row, or None."""
        row = await self.fetchrow(query, *args)
        return None if row is None else row[0]


def _begin(actor: Actor | None, purpose: Purpose, now: datetime | None) -> str:
    settings = {"quorate.purpose": Purpose(purpose).value}
    if actor is not None:
        settings |= {
            "quorate.practitioner_id": str(_uuid(actor.practitioner_id)),
            "quorate.agency_id": str(_uuid(actor.agency_id)),
            "quorate.duties": ",".join(sorted(Duty(duty).value for duty in actor.duties)),
        }
    if now is not None:
        settings["quorate.moment"] = now.astimezone(UTC).isoformat()
    # No value can hold a quote: they are UUIDs, a time and words of closed sets, checked here.
    local = "; ".join(f"set local {name} = '{value}'" for name, value in settings.items())
    return f"begin read only; {local}"


def _uuid(value: UUID) -> UUID:
    if not isinstance(value, UUID):
        raise TypeError("an actor's ids are UUIDs")
    return value
