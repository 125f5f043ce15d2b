"""Writes a batch's changes of one table: one statement for all rows written, one for all rows deleted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from quorate_events.store.connections import Connection
from quorate_projections.engine.fold import TableChange
from quorate_projections.engine.projection import Column, Row, Table


def quoted(identifier: str) -> str:
    """Return an SQL identifier in quotes."""
    return '"' + identifier.replace('"', '""') + '"'


class TableWriter:
    """The statements of one table in one schema, made once.

    Rows travel as one array per column, or by COPY where no row can be there yet.
    """

    def __init__(self, schema: str, table: Table) -> None:
        self._upsert = upsert_sql(schema, table)
        self._delete = delete_sql(schema, table)
        self._clear = _clear_sql(schema, table)
        self._schema = schema
        self._table = table
        self._encoders = [_encoder(column) for column in table.columns]
        self._key_encoders = self._encoders[: table.key]

    async def write(self, connection: Connection, change: TableChange) -> None:
        """Delete and write what changed, inside the transaction of the caller."""
        if change.deleted:
            await connection.execute(self._delete, *self.deleted(change))
        if change.written:
            await connection.execute(self._upsert, *self.written(change))

    async def copy(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Write rows whose keys are new to the table, inside the transaction of the caller."""
        if rows:
            await connection.copy_records_to_table(
                self._table.name,
                schema_name=self._schema,
                columns=[column.name for column in self._table.columns],
                records=_json_encoded(rows, self._table.columns),
            )

    def deleted(self, change: TableChange) -> list[Sequence[Any]]:
        """Return the keys of the rows to delete, as the parameters of the statement."""
        return _by_column(change.deleted, self._key_encoders)

    def written(self, change: TableChange) -> list[Sequence[Any]]:
        """Return the rows to write, as the parameters of the statement."""
        return _by_column(change.written, self._encoders)

    async def clear(self, connection: Connection, stream_id: UUID) -> None:
        """Delete every row of one stream."""
        await connection.execute(self._clear, stream_id)


TableWriters = Mapping[str, TableWriter]
"""The writers of a schema's tables, by table name."""


def table_writers(schema: str, tables: Sequence[Table]) -> TableWriters:
    """Make the writers of all tables of a projection in one schema."""
    return {table.name: TableWriter(schema, table) for table in tables}


Encoder = Callable[[Any], Any]


def _encoder(column: Column) -> Encoder | None:
    if column.type == "uuid[]":
        return _as_uuid_array
    if _is_array(column):
        return _as_array
    return _as_json if _is_json(column) else None


def _json_encoded(rows: Sequence[Row], columns: Sequence[Column]) -> Sequence[Row]:
    """Return the rows for COPY, which takes arrays as they are."""
    for place, column in enumerate(columns):
        if _is_json(column):
            rows = [
                row if row[place] is None else (*row[:place], _as_json(row[place]), *row[place + 1 :])
                for row in rows
            ]
    return rows


def _as_json(value: Any) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def _as_array(value: Iterable[Any] | None) -> str | None:
    """Return PostgreSQL's text of an array."""
    return None if value is None else f"{{{','.join(map(_as_element, value))}}}"


def _as_uuid_array(value: Iterable[UUID] | None) -> str | None:
    return None if value is None else f"{{{','.join([each.hex for each in value])}}}"


def _as_element(value: Any) -> str:
    if value is None:
        return "NULL"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _by_column(rows: Sequence[Row], encoders: Sequence[Encoder | None]) -> list[Sequence[Any]]:
    if not rows:
        return [()] * len(encoders)
    return [
        values if encode is None else [encode(value) for value in values]
        for values, encode in zip(zip(*rows, strict=True), encoders, strict=True)
    ]


def _is_json(column: Column) -> bool:
    return column.type in ("json", "jsonb")


def _is_array(column: Column) -> bool:
    return column.type.endswith("[]")


def _parameter_type(column: Column) -> str:
    # unnest() flattens arrays of arrays, so an array travels as its text.
    return "text" if _is_array(column) else column.type


def _selected(column: Column) -> str:
    name = f"changed.{quoted(column.name)}"
    return f"{name}::{column.type}" if _is_array(column) else name


def _unnest(columns: Sequence[Column], first: int) -> str:
    arrays = ", ".join(f"${place}::{_parameter_type(c)}[]" for place, c in enumerate(columns, first))
    return f"unnest({arrays}) as changed ({', '.join(quoted(c.name) for c in columns)})"


def upsert_sql(schema: str, table: Table, first: int = 1, condition: str = "true") -> str:
    """Return the statement that writes rows; its parameters, an array per column, begin at ``first``."""
    target = f"{quoted(schema)}.{quoted(table.name)}"
    names = [quoted(column.name) for column in table.columns]
    rest = names[table.key :]
    action = f"update set {', '.join(f'{name} = excluded.{name}' for name in rest)}" if rest else "nothing"
    return (
        f"insert into {target} ({', '.join(names)}) "  # noqa: S608 - identifiers are quoted, values are parameters
        f"select {', '.join(map(_selected, table.columns))} from {_unnest(table.columns, first)} "
        f"where {condition} on conflict ({', '.join(names[: table.key])}) do {action}"
    )


def delete_sql(schema: str, table: Table, first: int = 1, condition: str = "true") -> str:
    """Return the statement that deletes rows; its parameters, an array per key column, begin at ``first``."""
    target = f"{quoted(schema)}.{quoted(table.name)}"
    key = table.columns[: table.key]
    same = " and ".join(f"target.{quoted(c.name)} = changed.{quoted(c.name)}" for c in key)
    return f"delete from {target} as target using {_unnest(key, first)} where {condition} and {same}"  # noqa: S608 - as above


def _clear_sql(schema: str, table: Table) -> str:
    target = f"{quoted(schema)}.{quoted(table.name)}"
    return f"delete from {target} where {quoted(table.columns[0].name)} = $1"  # noqa: S608 - as above
