"""Async twins of the library's recorders: the same verbs, the same records, on asyncpg."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.persistence import Notification, StoredEvent, Tracking

from quorate_events.store.append import Append, as_uuid
from quorate_events.store.appender import GroupCommitAppender
from quorate_events.store.batch import batch_arguments, outcomes
from quorate_events.store.connections import Pool
from quorate_events.store.failures import StreamConflict, translated
from quorate_events.store.listener import LogListener
from quorate_events.store.statements import statement
from quorate_events.store.subscription import AsyncSubscription


class AsyncApplicationRecorder:
    """Writes and reads one ledger.

    ``pool`` is read from; writing goes through ``appender``, whose ledger it is. ``listener`` wakes
    subscriptions.
    """

    def __init__(
        self, pool: Pool, appender: GroupCommitAppender, listener: LogListener | None = None
    ) -> None:
        self._pool = pool
        self._appender = appender
        self._listener = listener
        self.ledger = appender.ledger

    async def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """Write events together, and return their positions. Raises what ``GroupCommitAppender.append``
        raises.
        """
        if not stored_events:
            return []
        appended = await self._appender.append(_without_command(stored_events))
        return _positions(appended.last_position, stored_events)

    async def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Read a stream: versions above ``gt`` up to ``lte``, oldest first unless ``desc``."""
        query = statement("select_events_desc" if desc else "select_events")
        async with translated():
            rows = await self._pool.fetch(query, self.ledger, as_uuid(originator_id), gt, lte, limit)
        return [StoredEvent(*row) for row in rows]

    async def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Read the ledger from ``start`` (or after it) to ``stop``, in the order of commits, of ``topics``
        or all.
        """
        first = 1 if start is None else start if inclusive_of_start else start + 1
        query = statement("select_notifications")
        async with translated():
            rows = await self._pool.fetch(query, self.ledger, first, stop, list(topics), limit)
        return [Notification(row[1], row[2], row[3], row[4], row[0]) for row in rows]

    async def max_notification_id(self) -> int | None:
        """Return the last position given out, or ``None`` on an empty ledger."""
        async with translated():
            position: int | None = await self._pool.fetchval(statement("head_position"), self.ledger)
        return position or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> AsyncSubscription:
        """Follow the ledger beyond ``gt``: an async iterator that waits at the end for more."""
        return AsyncSubscription(self, gt=gt, topics=topics, listener=self._listener)


class AsyncTrackingRecorder:
    """Keeps how far a follower has come, per application name, for applications of the library's.

    Quorate's own followers keep their positions elsewhere, and its roles have no right to these: grant whoever runs
    such an application select, insert and update on ``quorate.tracking``.
    """

    def __init__(self, pool: Pool, ledger: str) -> None:
        self._pool = pool
        self.ledger = ledger

    async def insert_tracking(self, tracking: Tracking) -> None:
        """Record a position. Raises ``StreamConflict`` when it is not beyond the last one."""
        async with translated(), self._pool.acquire() as connection:
            await _insert_tracking(connection, self.ledger, tracking)

    async def max_tracking_id(self, application_name: str) -> int | None:
        """Return the last position recorded for the application, or ``None``."""
        async with translated():
            position: int | None = await self._pool.fetchval(
                statement("max_tracking_id"), self.ledger, application_name
            )
        return position

    async def has_tracking_id(self, application_name: str, notification_id: int | None) -> bool:
        """Say whether the application has come as far as ``notification_id`` (``None`` is always reached)."""
        if notification_id is None:
            return True
        reached = await self.max_tracking_id(application_name)
        return reached is not None and reached >= notification_id

    async def wait(
        self,
        application_name: str,
        notification_id: int | None,
        timeout: float = 1.0,  # noqa: ASYNC109
    ) -> None:
        """Wait until the application has come as far. Raises ``TimeoutError`` after ``timeout`` seconds."""
        pause = 0.002
        async with asyncio.timeout(timeout):
            while not await self.has_tracking_id(application_name, notification_id):
                await asyncio.sleep(pause)
                pause = min(pause * 1.5, 0.1)


class AsyncProcessRecorder(AsyncTrackingRecorder, AsyncApplicationRecorder):
    """Records new events and the position that caused them in one transaction: exactly once."""

    def __init__(
        self, pool: Pool, appender: GroupCommitAppender, listener: LogListener | None = None
    ) -> None:
        AsyncApplicationRecorder.__init__(self, pool, appender, listener)

    async def insert_events(
        self, stored_events: Sequence[StoredEvent], *, tracking: Tracking | None = None, **kwargs: Any
    ) -> Sequence[int]:
        """Write events and ``tracking`` together. Raises ``StreamConflict`` when either is there already."""
        if tracking is None:
            return await super().insert_events(stored_events, **kwargs)
        async with translated(), self._pool.acquire() as connection, connection.transaction():
            await _insert_tracking(connection, self.ledger, tracking)
            if not stored_events:
                return []
            append = _without_command(stored_events)
            rows = await connection.fetch(*batch_arguments(self.ledger, [append]))
            (result,) = outcomes([append], rows)
            if isinstance(result, Exception):
                raise result
            return _positions(result.last_position, stored_events)


async def _insert_tracking(connection: Any, ledger: str, tracking: Tracking) -> None:
    moved = await connection.fetchval(
        statement("insert_tracking"), ledger, tracking.application_name, tracking.notification_id
    )
    if moved is None:
        raise StreamConflict("This position was recorded already.", "Continue from the recorded position.")


def _without_command(stored_events: Sequence[StoredEvent]) -> Append:
    """The library's verb names no command; one made here still makes a resend safe."""
    return Append(command_id=uuid4(), content_hash=b"", answer=b"", events=stored_events)


def _positions(last: int, stored_events: Sequence[StoredEvent]) -> Sequence[int]:
    return list(range(last - len(stored_events) + 1, last + 1))
