"""What can go wrong between us and PostgreSQL, in our own words.

Each error is also the library's error of the same meaning, so that code written for its recorders works on
ours.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from eventsourcing.persistence import IntegrityError, OperationalError

from quorate_events.errors import Conflict, Invalid, Unavailable

TRY_AGAIN = "Send the command again with the same id: it is carried out at most once."


class StreamConflict(Conflict, IntegrityError):
    """A stream has moved on since it was read, or a position was recorded already. Nothing was written."""

    code = "stream_conflict"


class LogUnavailable(Unavailable, OperationalError):
    """PostgreSQL cannot be reached, is full, or refuses to work. The command may be sent again."""

    code = "log_unavailable"


class LogBusy(LogUnavailable):
    """More appends wait than are allowed to. Nothing was written."""

    code = "log_busy"


class UnstorableEvent(Invalid):
    """PostgreSQL cannot take the event as it is: a character or a number it has no place for."""

    code = "unstorable_event"


CONNECTION_LOST: tuple[type[BaseException], ...] = (
    OSError,
    TimeoutError,
    asyncio.TimeoutError,
    EOFError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    # What asyncpg says when the server goes away while it is still greeting.
    asyncpg.InternalClientError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.IdleSessionTimeoutError,
    asyncpg.TooManyConnectionsError,
    # A standby answers so after a fail-over; the next connection finds the primary.
    asyncpg.ReadOnlySQLTransactionError,
)
"""Errors after which the outcome is unknown, or nothing has happened, and a new connection may help."""

BAD_DATA: tuple[type[BaseException], ...] = (
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.DataError,
    asyncpg.ProgramLimitExceededError,
    ValueError,
)
"""Errors that lie in what was sent. asyncpg's own "invalid input" is an ``InterfaceError`` and a
``ValueError``: ask
for this tuple before the one above."""

DATABASE_FAILED: tuple[type[BaseException], ...] = (*CONNECTION_LOST, asyncpg.PostgresError)
"""Everything that can come from the database or the way to it."""


def unavailable(cause: BaseException) -> LogUnavailable:
    """Put an error of the database into words that say nothing of its content."""
    if isinstance(cause, asyncpg.DiskFullError):
        return LogUnavailable("The log's disk is full; nothing was written.", TRY_AGAIN)
    if isinstance(cause, asyncpg.LockNotAvailableError):
        return LogBusy("The log is locked by another writer for too long; nothing was written.", TRY_AGAIN)
    if isinstance(cause, CONNECTION_LOST):
        return LogUnavailable("The log cannot be reached.", TRY_AGAIN)
    state = getattr(cause, "sqlstate", None) or type(cause).__name__
    return LogUnavailable(f"The log refused to work ({state}).", TRY_AGAIN)


@asynccontextmanager
async def translated() -> AsyncIterator[None]:
    """Turn errors of asyncpg into ours: :class:`StreamConflict` for a broken constraint, else unavailable."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError as error:
        raise StreamConflict("This was recorded already.", "Read again and decide anew.") from error
    except BAD_DATA as error:
        raise UnstorableEvent("The log cannot take this value.", "Remove unusual characters.") from error
    except DATABASE_FAILED as error:
        raise unavailable(error) from error


@asynccontextmanager
async def reached() -> AsyncIterator[None]:
    """Turn the loss of the database into :class:`LogUnavailable`; what lies in the data stays as it is."""
    try:
        yield
    except BAD_DATA:
        raise
    except DATABASE_FAILED as error:
        raise unavailable(error) from error
