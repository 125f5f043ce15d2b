"""Fills an empty build with whole streams: each is folded from its first event to its last, and written once."""

from collections.abc import Sequence
from operator import attrgetter
from uuid import UUID

from quorate_events.store.connections import Connection
from quorate_projections.engine.fold import Folded, TableChange, fold_events, wanted
from quorate_projections.engine.poison import PoisonReason
from quorate_projections.engine.positions import Build
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.runs import Stream
from quorate_projections.engine.unwritable import REFUSED, mark_unwritable
from quorate_projections.engine.writer import table_writers
from quorate_projections.engine.writing import keep_poison, write_changes

_NOT_HELD: frozenset[UUID] = frozenset()


class BulkLoader:
    """Folds whole streams into one build that nobody follows yet, over one session.

    There is nothing before a stream's first event and nothing after its last: no state is looked up, no rows are
    compared, and everything is new to the tables. Whatever is out of the ordinary goes the way of live batches, so
    that it ends as it does there.
    """

    def __init__(self, connection: Connection, projection: AnyProjection, build: Build) -> None:
        self._connection = connection
        self._projection = projection
        self._build = build
        self._tables = table_writers(build.schema, projection.tables)

    async def load(self, streams: Sequence[Stream]) -> None:
        """Fold and write streams of which the build holds nothing yet, all or nothing."""
        folded = fold_streams(self._projection, streams)
        try:
            await self._copy(folded)
        except REFUSED:
            await self._load_exactly(streams)

    async def _copy(self, folded: Folded) -> None:
        async with self._connection.transaction():
            for name, change in folded.changes.items():
                await self._tables[name].copy(self._connection, change.written)
            await keep_poison(self._connection, self._build, folded.poisoned)

    async def _load_exactly(self, streams: Sequence[Stream]) -> None:
        projection, tables = self._projection, self._tables
        events = wanted(projection, [event for stream in streams for event in stream], _NOT_HELD)
        events.sort(key=attrgetter("position"))
        events = await mark_unwritable(self._connection, projection, tables, events, {})
        folded = fold_events(projection, events, {})
        async with self._connection.transaction():
            await write_changes(self._connection, tables, folded.changes)
            await keep_poison(self._connection, self._build, folded.poisoned)


def fold_streams(projection: AnyProjection, streams: Sequence[Stream]) -> Folded:
    """Fold whole streams from nothing; those that stop at an event end as they do in a live batch. Pure."""
    folded = Folded({}, {table.name: TableChange() for table in projection.tables}, [])
    for stream in streams:
        events = wanted(projection, stream, _NOT_HELD)
        if events and not _fold_whole(projection, events, folded):
            exactly = fold_events(projection, events, {})
            folded.states.update(exactly.states)
            folded.poisoned.extend(exactly.poisoned)
            for name, change in exactly.changes.items():
                folded.changes[name].written += change.written
    return folded


def _fold_whole(projection: AnyProjection, events: Stream, into: Folded) -> bool:
    """Add what becomes of a stream; return False, with nothing added, when that needs a closer look."""
    fold, stream_id, state = projection.fold, events[0].stream_id, None
    try:
        for event in events:
            if event.event.__class__ is PoisonReason:
                return False
            state = fold(state, event)
        rows = projection.rows(stream_id, state)
    except Exception:
        return False
    if not rows.keys() <= into.changes.keys() or any(
        row[0] is not stream_id and row[0] != stream_id for written in rows.values() for row in written
    ):
        return False
    # Two rows with one key are refused by the table, and found then.
    for name, written in rows.items():
        into.changes[name].written += written
    into.states[stream_id] = state
    return True
