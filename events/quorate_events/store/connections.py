"""Connections to the log."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeAlias

import asyncpg

from quorate_events.access.purpose import PURPOSE_SETTING, Purpose

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
Connect: TypeAlias = "Callable[[], Awaitable[asyncpg.Connection[asyncpg.Record]]]"
"""Opens one connection. Long-lived parts (appender, listener) open a new one when theirs is lost."""


def connector(
    dsn: str, application_name: str, timeout: float = 5.0, *, purpose: Purpose | None = Purpose.COMMANDS
) -> Connect:
    """Return a function that opens a connection to ``dsn``, giving up after ``timeout`` seconds.

    ``purpose`` is what the whole session is for. It is a parameter of the start of the session: it costs no
    round trip, and a RESET leaves it.
    """
    settings = {"application_name": application_name, **for_purpose(purpose)}

    async def connect() -> Connection:
        return await asyncpg.connect(dsn, timeout=timeout, server_settings=settings)

    return connect


async def open_pool(
    dsn: str,
    *,
    min_size: int = 1,
    max_size: int = 10,
    keeps_session_state: bool = False,
    purpose: Purpose | None = None,
) -> Pool:
    """Open a pool. ``purpose`` is what its sessions are for; without one they see no row by themselves.

    asyncpg sends a RESET (a round trip of its own) whenever a connection is given back. The store sets
    nothing on a session (no SET, LISTEN, advisory lock, cursor outside a transaction), so there is nothing
    to reset, and half of a short read's time is saved; an open transaction is still rolled back. Who does
    set session state asks for the reset by ``keeps_session_state=True``, or better uses transaction-local
    settings.
    """
    options: dict[str, Any] = {} if keeps_session_state else {"reset": _nothing_to_reset}
    return await asyncpg.create_pool(
        dsn, min_size=min_size, max_size=max_size, server_settings=for_purpose(purpose), **options
    )


async def close_pool(pool: Pool, seconds: float = 5.0) -> None:
    """Close a pool for certain: with a server that has gone, or that no longer answers, within ``seconds``.

    Whoever stops has written everything by then; what a lost server says to that is nobody's any more.
    """
    with suppress(Exception):
        async with asyncio.timeout(seconds):
            await pool.close()


def for_purpose(purpose: Purpose | None) -> dict[str, str]:
    """Return the settings of a session that is for ``purpose``."""
    return {} if purpose is None else {PURPOSE_SETTING: purpose.value}


async def _nothing_to_reset(connection: Connection) -> None:
    """Leave the session as it is."""
