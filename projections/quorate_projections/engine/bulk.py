"""Writes what a build has gathered from many pages: COPY for streams that are new, one statement for the rest."""

from quorate_events.store.connections import Connection
from quorate_projections.engine.batch_statement import BatchStatement
from quorate_projections.engine.fold import Folded
from quorate_projections.engine.gathered import Gathered
from quorate_projections.engine.positions import Build, advance
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.writer import TableWriters


async def load_gathered(
    connection: Connection,
    projection: AnyProjection,
    build: Build,
    batch: BatchStatement,
    tables: TableWriters,
    gathered: Gathered,
) -> None:
    """Write everything gathered and move the build to its end, all or nothing.

    :raises BuildMoved: the build was not where ``build`` says; nothing was written.
    :raises RowsRefused: some stream's rows cannot be made.
    """
    known, fresh = gathered.folded(projection)
    async with connection.transaction():
        # The build's row is locked first.
        if known.states or known.poisoned:
            await batch.execute(connection, build, gathered.through, known)
        else:
            await advance(connection, build, gathered.through)
        await _copy(connection, tables, fresh)


async def _copy(connection: Connection, tables: TableWriters, fresh: Folded) -> None:
    for name, change in fresh.changes.items():
        await tables[name].copy(connection, change.written)
