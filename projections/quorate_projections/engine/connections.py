"""The engine's sessions with PostgreSQL."""

import asyncpg

from quorate_events.store.connections import Connection, Pool

# A plan made while a table was empty may scan it, and stays when the table has grown. Every statement of the
# engine has an index to go by.
_ALWAYS_BY_INDEX = {"enable_seqscan": "off"}


async def connect_writer(dsn: str) -> Connection:
    """Open a session for writing views.

    Commits do not wait for the disk: rows, states and position are lost together or not at all, and
    whatever a crash loses is folded again from the log.
    """
    settings = {
        "synchronous_commit": "off",
        "application_name": "quorate projector",
        # A statement is planned once, not five times over with the values of each batch.
        "plan_cache_mode": "force_generic_plan",
        **_ALWAYS_BY_INDEX,
    }
    # A batch has a statement for the tables that it touches; the usual ones of all views stay prepared.
    return await asyncpg.connect(dsn, timeout=5.0, server_settings=settings, statement_cache_size=500)


async def open_reading_pool(dsn: str) -> Pool:
    """Open two sessions for reading the log. They keep no state, so nothing is reset between uses."""
    settings = {"application_name": "quorate feed", **_ALWAYS_BY_INDEX}
    return await asyncpg.create_pool(dsn, min_size=1, max_size=2, reset=_keep, server_settings=settings)


async def _keep(_connection: object) -> None:
    return
