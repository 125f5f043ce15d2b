"""What the queries of the views need of PostgreSQL."""

from typing import Any, Protocol

import asyncpg


class Asked(Protocol):
    """Answers a question: the views as one actor may see them, or one connection of theirs."""

    async def fetch(self, query: str, *args: Any) -> list[asyncpg.Record]:
        """Return all rows."""
        ...

    async def fetchrow(self, query: str, *args: Any) -> asyncpg.Record | None:
        """Return the first row, or None."""
        ...

    async def fetchval(self, query: str, *args: Any) -> Any:
        """Return the first value of the first row, or None."""
        ...
