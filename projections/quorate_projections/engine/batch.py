"""Applies pages of events to one build: rows, states and position in one transaction."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from quorate_events.store.connections import Connection
from quorate_events.store.failures import BAD_DATA
from quorate_projections.engine.decoding import Page
from quorate_projections.engine.fold import Folded, fold_events, wanted
from quorate_projections.engine.positions import Build, advance
from quorate_projections.engine.projection import AnyProjection, RecordedEvent
from quorate_projections.engine.statements import statement
from quorate_projections.engine.states import StateCache
from quorate_projections.engine.unwritable import mark_unwritable
from quorate_projections.engine.writer import table_writers
from quorate_projections.engine.writing import keep_poison, keep_states, write_changes


class BuildWriter:
    """Folds pages into one build over one session.

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
    ) -> None:
        self.build = build
        self._connection = connection
        self._projection = projection
        self._held = held
        self._states = StateCache(cached_streams, complete=build.position == 0)
        self._tables = table_writers(build.schema, projection.tables)

    @classmethod
    async def open(
        cls, connection: Connection, projection: AnyProjection, build: Build, cached_streams: int
    ) -> "BuildWriter":
        """Go on with a build where the database says that it stands."""
        rows = await connection.fetch(statement("select_poisoned_streams"), build.projection, build.build)
        return cls(connection, projection, build, {row["stream_id"] for row in rows}, cached_streams)

    async def apply(self, page: Page) -> None:
        """Fold a page and move the build to its end; positions already folded in are passed over.

        :raises BuildMoved: somebody else has moved the build; nothing was written.
        """
        if page.through <= self.build.position:
            return
        if page.after > self.build.position:
            raise ValueError(f"a page behind {page.after} leaves a gap after {self.build.position}")
        events = wanted(self._projection, page.behind(self.build.position).events, self._held)
        before = await self._states_before(events)
        folded = fold_events(self._projection, events, before)
        try:
            await self._commit(page.through, folded)
        except BAD_DATA:
            events = await mark_unwritable(self._connection, self._projection, self._tables, events, before)
            folded = fold_events(self._projection, events, before)
            await self._commit(page.through, folded)
        self.build = msgspec.structs.replace(self.build, position=page.through)
        self._states.put(folded.states)
        self._held.update(each.stream_id for each in folded.poisoned)

    async def _commit(self, position: int, folded: Folded) -> None:
        if not folded.states and not folded.poisoned:
            await advance(self._connection, self.build, position)
            return
        async with self._connection.transaction():
            # First of all: the row's lock keeps a swap or a cure of poison apart from this batch.
            await advance(self._connection, self.build, position)
            await write_changes(self._connection, self._tables, folded.changes)
            await keep_states(self._connection, self._projection, self.build, folded.states)
            await keep_poison(self._connection, self.build, folded.poisoned)

    async def _states_before(self, events: Sequence[RecordedEvent]) -> dict[UUID, Any]:
        streams = {event.stream_id for event in events}
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
