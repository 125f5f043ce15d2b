"""Applies pages of events to one build: rows, states and position in one transaction."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from quorate_events.store.connections import Connection
from quorate_projections.engine.decoding import Page
from quorate_projections.engine.fold import Folded, fold_events, wanted
from quorate_projections.engine.positions import Build, advance
from quorate_projections.engine.projection import AnyProjection, RecordedEvent
from quorate_projections.engine.statements import statement
from quorate_projections.engine.states import StateCache
from quorate_projections.engine.writer import TableWriter


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
        self._tables = {table.name: TableWriter(build.schema, table) for table in projection.tables}

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
        folded = fold_events(self._projection, events, await self._states_before(events))
        if folded.states or folded.poisoned:
            async with self._connection.transaction():
                await advance(self._connection, self.build, page.through)
                await self._write(folded)
        else:
            await advance(self._connection, self.build, page.through)
        self.build = msgspec.structs.replace(self.build, position=page.through)
        self._states.put(folded.states)
        self._held.update(each.stream_id for each in folded.poisoned)

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

    async def _write(self, folded: Folded) -> None:
        for name, change in folded.changes.items():
            await self._tables[name].write(self._connection, change)
        place = (self.build.projection, self.build.build)
        if folded.states:
            encode = self._projection.encode_state
            kept = [encode(state) for state in folded.states.values()]
            await self._connection.execute(statement("upsert_states"), *place, list(folded.states), kept)
        if folded.poisoned:
            columns = zip(*(msgspec.structs.astuple(each) for each in folded.poisoned), strict=True)
            await self._connection.execute(statement("insert_poison"), *place, *map(list, columns))
