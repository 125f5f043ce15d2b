"""Folds histories as the engine does, without a database; and fills a real one with a projection's rows."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import asyncpg

from quorate_events.access.actor import Actor
from quorate_events.access.purpose import Purpose
from quorate_events.store.connections import Connection, Pool, for_purpose
from quorate_projections.access.projection import AccessProjection
from quorate_projections.engine.fold import TableChange, fold_events, wanted
from quorate_projections.engine.projection import AnyProjection, RecordedEvent, Row
from quorate_projections.engine.statements import statement
from quorate_projections.engine.writer import TableWriter, quoted
from quorate_projections.scoped_views import ScopedViews

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
    """Make the schemas of ``projections`` in a real database, fill them from ``events``, and lock them."""
    connection = await asyncpg.connect(owner_dsn)
    try:
        for projection in (AccessProjection(), *projections):
            schema = quoted(projection.name)
            async with connection.transaction():
                await connection.execute(f"create schema {schema}")
                await connection.execute(f"set local search_path to {schema}")
                await connection.execute(projection.tables_sql())
                await connection.execute(projection.policies_sql())
            for table in projection.tables:
                written = rows_after(projection, events)[table.name]
                await TableWriter(projection.name, table).write(connection, TableChange(written=written))
            await connection.execute(statement("protect_views").format(schema=schema))
    finally:
        await connection.close()


async def see_everything(owner_dsn: str) -> Connection:
    """Open a session that no row is hidden from: what is not shown then, the question itself leaves out."""
    return await asyncpg.connect(owner_dsn, server_settings=for_purpose(Purpose.UPKEEP))


def counting(pool: Pool) -> ScopedViews:
    """Return the tables that trends are counted from, below what the policy hides of small numbers."""
    return ScopedViews(pool, Actor(UUID(int=1), UUID(int=1)), Purpose.AGGREGATES)
