"""Gives a poisoned stream another chance, once the program or the rules have been mended."""

from uuid import UUID

from quorate_events.errors import NotFound
from quorate_events.kafka.partitioning import Partitioning
from quorate_events.store.connections import Connection
from quorate_projections.engine.connections import connect_writer
from quorate_projections.engine.feed import Decode, StreamReader
from quorate_projections.engine.fold import fold_events, wanted
from quorate_projections.engine.group.standing import shown_everywhere, standing_of
from quorate_projections.engine.history import History
from quorate_projections.engine.poison import Poisoned
from quorate_projections.engine.positions import Build, BuildMoved
from quorate_projections.engine.projection import AnyProjection, RecordedEvent
from quorate_projections.engine.statements import statement
from quorate_projections.engine.unwritable import REFUSED, mark_unwritable
from quorate_projections.engine.writer import table_writers
from quorate_projections.engine.writing import keep_poison, write_changes


class NotPoisoned(NotFound):
    """The projection has not stopped the stream."""

    code = "not_poisoned"


async def retry_poisoned(
    projection: AnyProjection, stream_id: UUID, reader: StreamReader, decode: Decode, dsn: str
) -> Poisoned | None:
    """Fold a stopped stream again from its first event, in the live views.

    Returns None when the stream is well again, else where it stops now. May run beside a projector, which
    takes notice. ``dsn`` connects as the projector role.

    :raises NotPoisoned: the stream was not stopped, or there are no live views.
    :raises BuildMoved: the live views belong to another version of the projection.
    """
    connection = await connect_writer(dsn)
    try:
        async with connection.transaction():
            build = await _lock_live(connection, projection, stream_id)
            if build.version != projection.version:
                raise BuildMoved(build.projection, build.build)
            through = await _shown_through(connection, build, stream_id)
            history = await History(reader, decode).of([stream_id], through)
            events = wanted(projection, history, set())
            return await _refold(connection, projection, build, stream_id, events)
    finally:
        await connection.close(timeout=5.0)


async def _shown_through(connection: Connection, build: Build, stream_id: UUID) -> int:
    """Return up to where the build shows the stream: further than its position where a group keeps it."""
    standing = await standing_of(connection, [build.projection])
    count = len(standing[0].partitions) if standing else 0
    if not count:
        return build.position
    return shown_everywhere(standing, Partitioning(count).of(stream_id), count)


async def _lock_live(connection: Connection, projection: AnyProjection, stream_id: UUID) -> Build:
    row = await connection.fetchrow(statement("lock_live_build"), projection.name)
    live = Build(**dict(row)) if row else None
    if live is not None:
        place = (live.projection, live.build, stream_id)
        if await connection.fetchval(statement("delete_poison"), *place):
            # The follower's memory of the stream is out of date from now on.
            await connection.execute(statement("raise_epoch"), live.projection, live.build)
            return live
    raise NotPoisoned(
        f"projection {projection.name} has not stopped stream {stream_id}",
        "list the streams that it has stopped",
    )


async def _refold(
    connection: Connection,
    projection: AnyProjection,
    build: Build,
    stream_id: UUID,
    events: list[RecordedEvent],
) -> Poisoned | None:
    tables = table_writers(build.schema, projection.tables)
    for writer in tables.values():
        await writer.clear(connection, stream_id)
    folded = fold_events(projection, events, {})
    try:
        async with connection.transaction():
            await write_changes(connection, tables, folded.changes)
    except REFUSED:
        events = await mark_unwritable(connection, projection, tables, events, {})
        folded = fold_events(projection, events, {})
        await write_changes(connection, tables, folded.changes)
    await keep_poison(connection, build, folded.poisoned)
    return folded.poisoned[0] if folded.poisoned else None
