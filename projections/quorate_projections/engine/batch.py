"""Applies pages of events to one build: rows, states and position in one transaction."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from quorate_events.store.connections import Connection
from quorate_projections.engine.batch_statement import BatchStatement
from quorate_projections.engine.decoding import Page
from quorate_projections.engine.fold import NOTHING, Folded, fold_events, wanted
from quorate_projections.engine.positions import Build, advance, unlock
from quorate_projections.engine.projection import AnyProjection, RecordedEvent
from quorate_projections.engine.statements import statement
from quorate_projections.engine.states import StateCache
from quorate_projections.engine.unwritable import REFUSED, mark_unwritable
from quorate_projections.engine.writer import table_writers


class BuildWriter:
    """Folds pages into one build over one session.

    ``build`` is as the database knows it; up to ``passed`` there was nothing for it behind that.
    Nothing in memory changes before the commit, so a failed batch can simply be done again; after an
    error of the connection throw the writer away, because the commit may or may not have happened.
    """

    def __init__(
        self,
        connection: Connection,
        projection: AnyProjection,
        build: Build,
        held: set[UUID],
        cached_streams: int,
        cached_rows: int,
    ) -> None:
        self.build = build
        self.passed = build.position
        self._connection = connection
        self._projection = projection
        self._held = held
        self._statement = BatchStatement(projection, build.schema)
        self._states = StateCache(cached_streams, complete=build.position == 0)
        self._shown = StateCache(cached_rows, complete=False)
        self._tables = table_writers(build.schema, projection.tables)

    @classmethod
    async def open(
        cls,
        connection: Connection,
        projection: AnyProjection,
        build: Build,
        cached_streams: int,
        cached_rows: int = 0,
    ) -> "BuildWriter":
        """Go on with a build where the database says that it stands.

        The states of so many streams, and the rows of so many, stay in memory.
        """
        rows = await connection.fetch(statement("select_poisoned_streams"), build.projection, build.build)
        held = {row["stream_id"] for row in rows}
        return cls(connection, projection, build, held, cached_streams, cached_rows)

    async def release(self) -> None:
        """Let somebody else become the build's writer."""
        await unlock(self._connection, self.build.projection, self.build.build)

    async def apply(self, page: Page) -> None:
        """Fold a page and move the build to its end; positions already folded in are passed over.

        A page without anything for the build moves only ``passed``; :meth:`settle` brings the build there.

        :raises BuildMoved: somebody else has moved the build; nothing was written.
        """
        if page.through <= self.passed:
            return
        if page.after > self.passed:
            raise ValueError(f"a page behind {page.after} leaves a gap after {self.passed}")
        events = wanted(self._projection, page.behind(self.passed).events, self._held)
        if not events:
            self.passed = page.through
            return
        streams = {event.stream_id for event in events}
        before = await self._states_before(events, streams)
        folded = fold_events(self._projection, events, before, self._shown.among(streams))
        try:
            await self._commit(page.through, folded)
        except REFUSED:
            events = await mark_unwritable(self._connection, self._projection, self._tables, events, before)
            await self._commit(page.through, fold_events(self._projection, events, before))

    async def settle(self) -> bool:
        """Bring the build to ``passed``; return whether it was behind.

        :raises BuildMoved: somebody else has moved the build.
        """
        if self.passed == self.build.position:
            return False
        await self._commit(self.passed, NOTHING)
        return True

    async def _commit(self, position: int, folded: Folded) -> None:
        if folded.states or folded.poisoned:
            await self._statement.execute(self._connection, self.build, position, folded)
        else:
            await advance(self._connection, self.build, position)
        self.build = msgspec.structs.replace(self.build, position=position)
        self.passed = position
        self._shown.put(folded.rows)
        self._states.put(folded.states)
        self._held.update(each.stream_id for each in folded.poisoned)

    async def _states_before(self, events: Sequence[RecordedEvent], streams: set[UUID]) -> dict[UUID, Any]:
        states = self._states.among(streams)
        if self._states.complete:
            return states
        begun = {event.stream_id for event in events if event.stream_version == 1}
        missing = streams - begun - states.keys()
        if missing:
            rows = await self._connection.fetch(
                statement("select_states"), self.build.projection, self.build.build, list(missing)
            )
            decode = self._projection.decode_state
            states.update((stream_id, decode(kept)) for stream_id, kept in rows)
        return states
