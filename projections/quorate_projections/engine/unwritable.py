"""Finds the events whose rows cannot be kept, so that they stop only their own streams."""

from collections.abc import Sequence

import msgspec

from quorate_events.store.connections import Connection
from quorate_events.store.failures import BAD_DATA
from quorate_projections.engine.fold import States, fold_events
from quorate_projections.engine.poison import PoisonReason
from quorate_projections.engine.projection import AnyProjection, RecordedEvent
from quorate_projections.engine.writer import TableWriters
from quorate_projections.engine.writing import write_changes

REFUSED: tuple[type[BaseException], ...] = (
    *BAD_DATA,
    TypeError,
    ValueError,
    OverflowError,
    RecursionError,
)
"""What PostgreSQL, asyncpg and msgspec raise for a value that they cannot take."""


async def mark_unwritable(
    connection: Connection,
    projection: AnyProjection,
    tables: TableWriters,
    events: Sequence[RecordedEvent],
    before: States,
) -> list[RecordedEvent]:
    """Return the events, those that lead to refused values with the reason in place of the event.

    Slow: it tries each stream by itself, and a refused one event by event. Nothing that it tries is kept.
    """
    marked: dict[int, RecordedEvent] = {}
    for stream_id in dict.fromkeys(event.stream_id for event in events):
        own = [event for event in events if event.stream_id == stream_id]
        if await _refused(connection, projection, tables, own, before) is None:
            continue
        for count in range(1, len(own) + 1):
            reason = await _refused(connection, projection, tables, own[:count], before)
            if reason is not None:
                marked[own[count - 1].position] = msgspec.structs.replace(own[count - 1], event=reason)
                break
    return [marked.get(event.position, event) for event in events]


async def _refused(
    connection: Connection,
    projection: AnyProjection,
    tables: TableWriters,
    events: Sequence[RecordedEvent],
    before: States,
) -> PoisonReason | None:
    attempt = connection.transaction()
    await attempt.start()
    try:
        folded = fold_events(projection, events, before)
        await write_changes(connection, tables, folded.changes)
    except REFUSED as error:
        return PoisonReason(type(error).__name__, "")
    finally:
        await attempt.rollback()
    return None
