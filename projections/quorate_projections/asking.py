"""What the queries of the views need of PostgreSQL."""

from typing import TypeAlias

import asyncpg

Asked: TypeAlias = "asyncpg.Pool[asyncpg.Record] | asyncpg.Connection[asyncpg.Record]"
"""A pool, or one connection (inside a transaction, when several answers must agree)."""
