"""Writes a batch in one statement: position, states, poison and the rows of every table."""

from collections.abc import Sequence
from typing import Any

import msgspec

from quorate_events.store.connections import Connection
from quorate_projections.engine.fold import Folded
from quorate_projections.engine.positions import Build, BuildMoved
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.statements import statement
from quorate_projections.engine.writer import delete_sql, table_writers, upsert_sql

_FRAME_PARAMETERS = 12
_IF_ADVANCED = "exists (select from advanced)"


class BatchStatement:
    """The statement of one projection in one schema, made once.

    One round trip instead of one per table is what keeps the lag short. Tables without changes get empty
    arrays, so that there is one statement to prepare.
    """

    def __init__(self, projection: AnyProjection, schema: str) -> None:
        self._projection = projection
        self._writers = table_writers(schema, projection.tables)
        first = _FRAME_PARAMETERS + 1
        parts = []
        for number, table in enumerate(projection.tables):
            parts.append(f"deleted_{number} as ({delete_sql(schema, table, first, _IF_ADVANCED)})")
            first += table.key
            parts.append(f"written_{number} as ({upsert_sql(schema, table, first, _IF_ADVANCED)})")
            first += len(table.columns)
        self._sql = statement("batch_frame").replace("{parts}", "".join(f", {part}" for part in parts))

    async def execute(self, connection: Connection, build: Build, position: int, folded: Folded) -> None:
        """Write a batch and move the build to ``position``, all or nothing.

        :raises BuildMoved: the build was not where ``build`` says; nothing was written.
        """
        place = (build.projection, build.build, position, build.position, build.epoch)
        if await connection.fetchval(self._sql, *place, *self._parameters(folded)) != 1:
            raise BuildMoved(build.projection, build.build)

    def _parameters(self, folded: Folded) -> list[Sequence[Any]]:
        encode = self._projection.encode_state
        parameters: list[Sequence[Any]] = [
            list(folded.states),
            [encode(state) for state in folded.states.values()],
            *zip(*map(msgspec.structs.astuple, folded.poisoned), strict=True),
        ]
        if not folded.poisoned:
            parameters += [()] * 5
        for name, writer in self._writers.items():
            parameters += writer.deleted(folded.changes[name])
            parameters += writer.written(folded.changes[name])
        return parameters
