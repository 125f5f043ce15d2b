"""Writes a batch in one statement: position, poison and the rows of every table."""

from collections.abc import Sequence
from typing import Any, ClassVar, Protocol, TypeVar

import msgspec

from quorate_events.store.connections import Connection
from quorate_projections.engine.fold import Folded
from quorate_projections.engine.positions import BuildMoved
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.statements import statement
from quorate_projections.engine.writer import delete_sql, table_writers, upsert_sql

_POISON_PARAMETERS = 5
_IF_ADVANCED = "exists (select from advanced)"

Touched = tuple[bool, tuple[str, ...], tuple[str, ...]]
"""Whether streams are stopped, the tables of which rows are deleted, and those of which rows are written."""


At = TypeVar("At", contravariant=True)


class Moving(Protocol[At]):
    """What a batch moves: a build, or partitions of one. ``FRAME`` names the statement."""

    FRAME: ClassVar[str]

    @property
    def projection(self) -> str:
        """Whose build it is."""
        ...

    @property
    def build(self) -> int:
        """Which of the projection's builds."""
        ...

    def move(self, position: At, /) -> tuple[object, ...]:
        """Return the first parameters of the statement, for a move to there."""
        ...


class BatchStatement:
    """The statements of one projection in one schema: one for each set of tables that a batch touches.

    One round trip instead of one per table is what keeps the lag short, and a table that is not touched costs
    nothing.
    """

    def __init__(self, projection: AnyProjection, schema: str) -> None:
        self._schema = schema
        self._writers = table_writers(schema, projection.tables)
        self._tables = {table.name: table for table in projection.tables}
        self._known: dict[Touched, str] = {}

    async def execute(self, connection: Connection, build: Moving[At], position: At, folded: Folded) -> None:
        """Write a batch and move the build to ``position``, all or nothing.

        :raises BuildMoved: the build was not where ``build`` says; nothing was written.
        """
        deleted = tuple(name for name, change in folded.changes.items() if change.deleted)
        written = tuple(name for name, change in folded.changes.items() if change.written)
        touched = bool(folded.poisoned), deleted, written
        moves = build.move(position)
        sql = self._known.get(touched)
        if sql is None:
            sql = self._known[touched] = self._statement(build.FRAME, len(moves) + 1, *touched)
        if await connection.fetchval(sql, *moves, *self._parameters(folded, deleted, written)) != 1:
            raise BuildMoved(build.projection, build.build)

    def _statement(
        self, frame: str, first: int, stops: bool, deleted: Sequence[str], written: Sequence[str]
    ) -> str:
        parts = []
        if stops:
            places = (f"${first + number}" for number in range(_POISON_PARAMETERS))
            parts.append(f", stopped as ({statement('insert_poison_if_advanced').format(*places)})")
            first += _POISON_PARAMETERS
        for number, name in enumerate(deleted):
            table = self._tables[name]
            parts.append(f", deleted_{number} as ({delete_sql(self._schema, table, first, _IF_ADVANCED)})")
            first += table.key
        for number, name in enumerate(written):
            table = self._tables[name]
            parts.append(f", written_{number} as ({upsert_sql(self._schema, table, first, _IF_ADVANCED)})")
            first += len(table.columns)
        return statement(frame).replace("{parts}", "".join(parts))

    def _parameters(
        self, folded: Folded, deleted: Sequence[str], written: Sequence[str]
    ) -> list[Sequence[Any]]:
        parameters: list[Sequence[Any]] = [*zip(*map(msgspec.structs.astuple, folded.poisoned), strict=True)]
        for name in deleted:
            parameters += self._writers[name].deleted(folded.changes[name])
        for name in written:
            parameters += self._writers[name].written(folded.changes[name])
        return parameters
