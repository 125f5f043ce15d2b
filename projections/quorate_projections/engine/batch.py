"""Applies pages of events to one build: rows and position in one transaction."""

from typing import Any
from uuid import UUID

import msgspec

from quorate_events.store.connections import Connection
from quorate_projections.engine.batch_statement import BatchStatement
from quorate_projections.engine.decoding import Page
from quorate_projections.engine.fold import NOTHING, Folded, fold_events, fold_states, wanted
from quorate_projections.engine.history import History
from quorate_projections.engine.poison import PoisonReason
from quorate_projections.engine.positions import Build, advance, unlock
from quorate_projections.engine.projection import AnyProjection, RecordedEvent
from quorate_projections.engine.statements import statement
from quorate_projections.engine.states import StateCache
from quorate_projections.engine.unwritable import REFUSED, mark_unwritable
from quorate_projections.engine.writer import table_writers

_NONE_HELD: frozenset[UUID] = frozenset()


class Prepared(msgspec.Struct, frozen=True):
    """What a page does to a build: up to ``through``, by ``events``, whose streams were as ``before``."""

    through: int
    events: list[RecordedEvent]
    before: dict[UUID, Any]
    folded: Folded


class BuildWriter:
    """Folds pages into one build over one session.

    ``build`` is as the database knows it; up to ``passed`` there was nothing for it behind that.
    A state that is not in memory is folded from the log. Nothing in memory changes before the commit, so a
    failed batch can simply be done again; after an error of the connection throw the writer away, because the
    commit may or may not have happened.
    """

    def __init__(
        self,
        connection: Connection,
        projection: AnyProjection,
        build: Build,
        history: History,
        held: set[UUID],
        cached_streams: int,
        cached_rows: int,
        passed: int,
    ) -> None:
        self.build = build
        self.passed = max(build.position, passed)
        self._connection = connection
        self._projection = projection
        self._history = history
        self._held = held
        self._statement = BatchStatement(projection, build.schema)
        self._states = StateCache(cached_streams, complete=self.passed == 0)
        self._shown = StateCache(cached_rows, complete=False)
        self._tables = table_writers(build.schema, projection.tables)

    @classmethod
    async def open(
        cls,
        connection: Connection,
        projection: AnyProjection,
        build: Build,
        history: History,
        cached_streams: int,
        cached_rows: int = 0,
        passed: int = 0,
    ) -> "BuildWriter":
        """Go on with a build where the database says that it stands, or behind ``passed`` if that is further.

        The states of so many streams, and the rows of so many, stay in memory.
        """
        await history.fresh()
        rows = await connection.fetch(statement("select_poisoned_streams"), build.projection, build.build)
        held = {row["stream_id"] for row in rows}
        return cls(connection, projection, build, history, held, cached_streams, cached_rows, passed)

    async def release(self) -> None:
        """Let somebody else become the build's writer."""
        await unlock(self._connection, self.build.projection, self.build.build)

    async def apply(self, page: Page) -> None:
        """Fold a page and move the build to its end; positions already folded in are passed over.

        A page without anything for the build moves only ``passed``; :meth:`settle` brings the build there.

        :raises BuildMoved: somebody else has moved the build; nothing was written.
        """
        prepared = await self.prepare(page)
        if prepared is not None:
            await self.write(prepared)

    async def prepare(self, page: Page) -> Prepared | None:
        """Fold a page, and write nothing yet; None when it holds nothing for the build. Raises as :meth:`apply`."""
        if page.through <= self.passed:
            return None
        if page.after > self.passed:
            raise ValueError(f"a page behind {page.after} leaves a gap after {self.passed}")
        page = page.behind(self.passed)
        events = wanted(self._projection, page.events, self._held)
        if not events:
            self.passed = page.through
            if self._held and wanted(self._projection, page.events, _NONE_HELD):
                # A stopped stream may have been mended meanwhile: the database knows.
                await self.settle()
            return None
        streams = {event.stream_id for event in events}
        events, before = await self._with_states(events, streams, self.passed)
        return Prepared(
            page.through,
            events,
            before,
            fold_events(self._projection, events, before, self._shown.among(streams)),
        )

    async def write(self, prepared: Prepared) -> None:
        """Write what was prepared. Raises as :meth:`apply`."""
        try:
            await self._commit(prepared.through, prepared.folded)
        except REFUSED:
            events, before = prepared.events, prepared.before
            events = await mark_unwritable(self._connection, self._projection, self._tables, events, before)
            await self._commit(prepared.through, fold_events(self._projection, events, before))

    async def settle(self) -> bool:
        """Bring the build to ``passed``; return whether it was behind.

        :raises BuildMoved: somebody else has moved the build.
        """
        if self.passed == self.build.position:
            return False
        await self._commit(self.passed, NOTHING)
        return True

    def settled(self, position: int) -> None:
        """Know that somebody has brought the build to ``position``, up to which there was nothing for it."""
        self.build = msgspec.structs.replace(self.build, position=position)

    async def _commit(self, position: int, folded: Folded) -> None:
        if folded.states or folded.poisoned:
            await self._statement.execute(self._connection, self.build, position, folded)
        else:
            await advance(self._connection, self.build, position)
        self.written(position, folded)

    def written(self, position: int, folded: Folded) -> None:
        """Know that somebody has written ``folded``, and brought the build to ``position``."""
        self.build = msgspec.structs.replace(self.build, position=position)
        self.passed = position
        self._shown.put(folded.rows)
        self._states.put(folded.states)
        self._held.update(each.stream_id for each in folded.poisoned)

    async def _with_states(
        self, events: list[RecordedEvent], streams: set[UUID], through: int
    ) -> tuple[list[RecordedEvent], dict[UUID, Any]]:
        """Return the events with the states of ``streams`` as they were at ``through``.

        Where a stream's earlier events cannot be folded any more, its events carry the reason.
        """
        states = self._states.among(streams)
        if self._states.complete:
            return events, states
        begun = {event.stream_id for event in events if event.stream_version == 1}
        missing = streams - begun - states.keys()
        if not missing:
            return events, states
        earlier = wanted(self._projection, await self._history.of(missing, through), self._held)
        folded, stopped = fold_states(self._projection, earlier, {})
        if stopped:
            reasons = {
                each.stream_id: PoisonReason(each.error_code, each.error_text) for each in stopped.values()
            }
            events = [
                msgspec.structs.replace(event, event=reasons.get(event.stream_id, event.event))
                for event in events
            ]
        states.update((stream, state) for stream, state in folded.items() if stream not in stopped)
        return events, states
