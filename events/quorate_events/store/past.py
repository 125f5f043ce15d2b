"""Reads the log as history: a whole stream with the positions of its events, and the time of a position."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.persistence import StoredEvent

from quorate_events.store.codec import EventCodec
from quorate_events.store.connections import Pool
from quorate_events.store.failures import translated
from quorate_events.store.statements import statement


class PastEvent(msgspec.Struct, frozen=True, gc=False):
    """One event that happened, decoded; ``position`` is its place in the ledger, ``version`` in its stream."""

    position: int
    stream_id: UUID
    version: int
    topic: str
    event: Any


class Past:
    """The history of one ledger, read as the application with the purpose of commands."""

    def __init__(self, pool: Pool, ledger: str, codec: EventCodec) -> None:
        self._pool = pool
        self._ledger = ledger
        self._codec = codec

    async def stream(self, stream_id: UUID) -> tuple[PastEvent, ...]:
        """Return every event of a stream, oldest first; nothing where there is no such stream.

        Raises ``LogUnavailable``, ``UnreadableEvent``.
        """
        return (await self.streams([stream_id])).get(stream_id, ())

    async def streams(self, stream_ids: Collection[UUID]) -> dict[UUID, tuple[PastEvent, ...]]:
        """Return every event of several streams, by stream; those that there are not are missing.

        Raises ``LogUnavailable``, ``UnreadableEvent``.
        """
        async with translated():
            rows = await self._pool.fetch(statement("select_pasts"), self._ledger, list(stream_ids))
        found: dict[UUID, list[PastEvent]] = {}
        stored = [StoredEvent(*columns) for _, *columns in rows]
        for row, event in zip(rows, await self._decoded(stored), strict=True):
            position, stream, version, topic, _ = row
            found.setdefault(stream, []).append(PastEvent(position, stream, version, topic, event))
        return {stream: tuple(events) for stream, events in found.items()}

    async def time_of(self, position: int) -> datetime | None:
        """Return when the event at ``position`` was recorded (UTC); None where the ledger has no such position.

        Raises ``LogUnavailable``, ``UnreadableEvent``.
        """
        async with translated():
            row = await self._pool.fetchrow(statement("select_at_position"), self._ledger, position)
        if row is None:
            return None
        (event,) = await self._decoded([StoredEvent(*row)])
        recorded: datetime = event.timestamp
        return recorded

    async def _decoded(self, stored: Sequence[StoredEvent]) -> list[Any]:
        await self._codec.ready(stored)
        return [self._codec.to_domain_event(each) for each in stored]
