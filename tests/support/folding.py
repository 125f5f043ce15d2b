"""Folds histories as the engine does, without a database; and fills a real one with a projection's rows."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import asyncpg

from quorate_projections.engine.fold import TableChange, fold_events, wanted
from quorate_projections.engine.projection import AnyProjection, RecordedEvent, Row
from quorate_projections.engine.writer import TableWriter, quoted

Rows = dict[str, list[Row]]


def rows_after(projection: AnyProjection, events: Sequence[RecordedEvent], sizes: Iterable[int] = ()) -> Rows:
    """Return every row of every table after ``events``, folded in batches of ``sizes`` (then all the rest).

    A poisoned stream fails the test.
    """
    states: dict[UUID, Any] = {}
    tables: dict[str, dict[Row, Row]] = {table.name: {} for table in projection.tables}
    rest = list(events)
    for size in [*sizes, len(rest)]:
        batch, rest = rest[:size], rest[size:]
        folded = fold_events(projection, wanted(projection, batch, set()), states)
        assert folded.poisoned == []
        states |= folded.states
        for table in projection.tables:
            change = folded.changes[table.name]
            for key in change.deleted:
                del tables[table.name][key]
            tables[table.name] |= {row[: table.key]: row for row in change.written}
    return {name: sorted(rows.values(), key=repr) for name, rows in tables.items()}


def dicts(projection: AnyProjection, rows: Rows, table_name: str) -> list[dict[str, Any]]:
    """Return the rows of one table by column name."""
    columns = next(
        [column.name for column in table.columns] for table in projection.tables if table.name == table_name
    )
    return [dict(zip(columns, row, strict=True)) for row in rows[table_name]]


async def show(owner_dsn: str, events: Sequence[RecordedEvent], *projections: AnyProjection) -> None:
    """Make the schemas of ``projections`` in a real database and fill them from ``events``."""
    connection = await asyncpg.connect(owner_dsn)
    try:
        for projection in projections:
            schema = quoted(projection.name)
            async with connection.transaction():
                await connection.execute(f"create schema {schema}")
                await connection.execute(f"set local search_path to {schema}")
                await connection.execute(projection.tables_sql())
                await connection.execute(
                    f"grant usage on schema {schema} to quorate_app;"
                    f"grant select on all tables in schema {schema} to quorate_app"
                )
            for table in projection.tables:
                written = rows_after(projection, events)[table.name]
                await TableWriter(projection.name, table).write(connection, TableChange(written=written))
    finally:
        await connection.close()
