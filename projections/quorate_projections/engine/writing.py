"""The parts of a batch's transaction: rows and poison."""

from collections.abc import Mapping, Sequence

import msgspec

from quorate_events.store.connections import Connection
from quorate_projections.engine.fold import TableChange
from quorate_projections.engine.poison import Poisoned
from quorate_projections.engine.positions import Build
from quorate_projections.engine.statements import statement
from quorate_projections.engine.writer import TableWriters


async def write_changes(
    connection: Connection, tables: TableWriters, changes: Mapping[str, TableChange]
) -> None:
    """Write what changed in each table."""
    for name, change in changes.items():
        await tables[name].write(connection, change)


async def keep_poison(connection: Connection, build: Build, poisoned: Sequence[Poisoned]) -> None:
    """Record the streams that a batch has stopped."""
    if poisoned:
        columns = zip(*(msgspec.structs.astuple(each) for each in poisoned), strict=True)
        await connection.execute(
            statement("insert_poison"), build.projection, build.build, *map(list, columns)
        )
