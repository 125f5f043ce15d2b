"""Writes looks down: at once in memory, in batches a moment later in the database, never dropped."""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from quorate_events.access.policy import Look
from quorate_events.context import uuid7
from quorate_events.errors import Unavailable
from quorate_events.store.connections import Connect, Connection
from quorate_events.store.statements import load_sql
from quorate_events.tasks import asked_to_end, end

log = logging.getLogger(__name__)

LONGEST_OPERATION = 80
"""How many characters of an operation's name are kept: clients choose it."""


class LooksNotKept(Unavailable):
    """Looks cannot be written down, so nothing may be read: no look goes unrecorded."""

    code = "looks_not_kept"

    def __init__(self) -> None:
        super().__init__(
            "Reads cannot be written down at the moment, so nothing is shown.", "Try again in a moment."
        )


class LookBook:
    """The looks of one process on their way into the database.

    At most ``room`` looks wait; then whoever looks waits too, up to ``patience`` seconds, and is refused after
    that. They are written ``interval`` seconds after the first of them came, or as soon as there are ``batch``:
    that is what a crash of the process can lose. While the database is away they are kept, and tried again after
    ``back_off`` seconds. :meth:`close` writes everything, for at most ``grace`` seconds.
    """

    def __init__(
        self,
        connect: Connect,
        ledger: str,
        *,
        room: int = 10_000,
        batch: int = 500,
        interval: float = 0.05,
        patience: float = 2.0,
        back_off: float = 0.2,
        grace: float = 10.0,
    ) -> None:
        self._connect = connect
        self._ledger = ledger
        self._room, self._batch = room, batch
        self._interval, self._patience, self._back_off, self._grace = interval, patience, back_off, grace
        self._waiting: deque[tuple[Any, ...]] = deque()
        self._some = asyncio.Event()
        self._enough = asyncio.Event()
        self._space = asyncio.Event()
        self._closing = False
        self._connection: Connection | None = None
        self._writing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "LookBook":
        """Begin to write."""
        self._writing = asyncio.create_task(self._run(), name="look-book")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Write what waits, and stop."""
        await self.close()

    @property
    def waiting(self) -> int:
        """How many looks are not in the database yet."""
        return len(self._waiting)

    async def write(self, look: Look, at: datetime, operation: str = "") -> None:
        """Write a look down; returns once it is certain to be kept, except by a process that crashes.

        Raises :class:`LooksNotKept` when there is no room for it, or the book is closed.
        """
        if len(self._waiting) >= self._room:
            await self._room_for_one()
        if self._closing:
            raise LooksNotKept
        self._waiting.append(_row(look, at, operation))
        self._some.set()
        if len(self._waiting) >= self._batch:
            self._enough.set()

    async def close(self) -> None:
        """Write everything that waits, and stop. Looks that cannot be written in time are lost, and counted."""
        self._closing = True
        self._some.set()
        self._enough.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._grace):
                while self._writing is not None and not self._writing.done():
                    await asyncio.wait({self._writing})
        await end(self._writing)
        await self._hang_up()
        if self._waiting:
            log.error("looks could not be written before the end", extra={"looks": len(self._waiting)})

    async def _room_for_one(self) -> None:
        try:
            async with asyncio.timeout(self._patience):
                while len(self._waiting) >= self._room:
                    self._space.clear()
                    await self._space.wait()
        except TimeoutError:
            raise LooksNotKept from None

    async def _run(self) -> None:
        while self._waiting or not self._closing:
            await self._some.wait()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._interval):
                    await self._enough.wait()
            try:
                await self._flush()
            except (Exception, asyncio.CancelledError) as error:
                if asked_to_end():
                    raise
                # Whatever it is, the looks stay; when their room is full, nothing is read any more.
                told = {"looks": len(self._waiting), "kind": type(error).__name__}
                log.warning("looks wait to be written", extra=told)
                await self._hang_up()
                await asyncio.sleep(self._back_off)

    async def _flush(self) -> None:
        rows = list(islice(self._waiting, self._batch))
        if rows:
            await self._insert(rows)
        for _ in rows:
            self._waiting.popleft()
        self._space.set()
        if self._closing:
            return
        if not self._waiting:
            self._some.clear()
        if len(self._waiting) < self._batch:
            self._enough.clear()

    async def _insert(self, rows: Sequence[tuple[Any, ...]]) -> None:
        if self._connection is None or self._connection.is_closed():
            self._connection = await self._connect()
        columns = [list(column) for column in zip(*rows, strict=True)]
        sql = load_sql("quorate_events.looks", "insert_looks")
        await self._connection.execute(sql, self._ledger, *columns, timeout=10.0)

    async def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):
                await connection.close(timeout=1.0)


def _row(look: Look, at: datetime, operation: str) -> tuple[Any, ...]:
    actor = look.actor
    return (
        uuid7(),
        at,
        actor.practitioner_id,
        actor.agency_id,
        look.what,
        operation[:LONGEST_OPERATION],
        look.ground,
        look.refused,
        look.meeting_id,
        look.action_id,
        _ids(look.child_ids),
        _ids(look.part_ids),
        look.about_practitioner_id,
    )


def _ids(ids: Sequence[UUID]) -> str:
    return f"{{{','.join(map(str, ids))}}}"
