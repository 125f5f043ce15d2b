"""Folds a page of events into new states, and finds which rows changed. Pure."""

from collections.abc import Mapping, Sequence, Set
from typing import Any
from uuid import UUID

import msgspec

from quorate_projections.engine.poison import Poisoned, PoisonReason
from quorate_projections.engine.projection import AnyProjection, RecordedEvent, Row, Table

States = Mapping[UUID, Any]
"""States by stream."""


StreamRows = Mapping[str, Sequence[Row]]
"""The rows of one stream, by table."""


class TableChange(msgspec.Struct):
    """What changes in one table: the rows to write, and the keys of the rows to delete."""

    written: list[Row] = []
    deleted: list[Row] = []


class Folded(msgspec.Struct, frozen=True):
    """What a page did: the new states of the touched streams, the changed rows, the streams stopped.

    ``rows`` holds all rows of the touched streams as they are now.
    """

    states: dict[UUID, Any]
    changes: dict[str, TableChange]
    poisoned: list[Poisoned]
    rows: dict[UUID, StreamRows] = {}


NOTHING = Folded({}, {}, [])
"""What a page did that held nothing for the projection."""


class RowsBroken(ValueError):
    """A projection gave two rows with one key, or a row that names another stream."""


_NOTHING: Mapping[UUID, StreamRows] = {}


def wanted(
    projection: AnyProjection, events: Sequence[RecordedEvent], held: Set[UUID]
) -> list[RecordedEvent]:
    """Return the events that the projection asks for, without those of streams held back."""
    topics = projection.topics
    if held:
        return [event for event in events if event.topic in topics and event.stream_id not in held]
    return [event for event in events if event.topic in topics]


def fold_events(
    projection: AnyProjection,
    events: Sequence[RecordedEvent],
    before: States,
    shown: Mapping[UUID, StreamRows] = _NOTHING,
) -> Folded:
    """Fold wanted events onto the states of their streams, and compare rows before and after.

    ``shown`` may hold the rows of states in ``before``; then they are not worked out again.

    A fold that fails stops its stream at that event whatever the batches are. Rows that fail are noticed
    at the end of a batch: a state that could not be shown, and was put right within it, stops nothing.
    """
    states, poisoned = fold_states(projection, events, before)
    changes = _no_changes(projection)
    rows: dict[UUID, StreamRows] = {}
    for stream_id in list(states):
        was = shown.get(stream_id)
        try:
            rows[stream_id] = _add_changes(
                changes, projection, stream_id, before.get(stream_id), states[stream_id], was
            )
        except Exception as error:
            # The state has no rows. Find the event that brought it about, so that batches make no difference.
            end = poisoned[stream_id].position if stream_id in poisoned else events[-1].position + 1
            own = [event for event in events if event.stream_id == stream_id and event.position < end]
            bad, state = _first_without_rows(projection, own, before.get(stream_id))
            poisoned[stream_id] = _stop(bad, PoisonReason.of(error))
            if state is None or state is before.get(stream_id):
                del states[stream_id]
                continue
            states[stream_id] = state
            rows[stream_id] = _add_changes(changes, projection, stream_id, before.get(stream_id), state, was)
    return Folded(states, changes, list(poisoned.values()), rows)


def _stop(event: RecordedEvent, reason: PoisonReason) -> Poisoned:
    """Describe a stream that stops at ``event``."""
    return Poisoned(event.stream_id, event.position, event.topic, reason.error_code, reason.error_text)


def fold_states(
    projection: AnyProjection, events: Sequence[RecordedEvent], before: States
) -> tuple[dict[UUID, Any], dict[UUID, Poisoned]]:
    """Fold wanted events onto the states of their streams; return the new states and the streams stopped."""
    fold = projection.fold
    states: dict[UUID, Any] = {}
    poisoned: dict[UUID, Poisoned] = {}
    for event in events:
        stream_id = event.stream_id
        if stream_id in poisoned:
            continue
        if event.event.__class__ is PoisonReason:
            poisoned[stream_id] = _stop(event, event.event)
            continue
        try:
            state = states[stream_id] if stream_id in states else before.get(stream_id)
            states[stream_id] = fold(state, event)
        except Exception as error:
            # A fold may fail on anything that history holds; only its stream stops.
            poisoned[stream_id] = _stop(event, PoisonReason.of(error))
    return states, poisoned


def _first_without_rows(
    projection: AnyProjection, events: Sequence[RecordedEvent], state: Any
) -> tuple[RecordedEvent, Any]:
    """Return the first event after which the stream has no rows, and the state before it."""
    for event in events[:-1]:
        after = projection.fold(state, event)
        try:
            _add_changes(_no_changes(projection), projection, event.stream_id, None, after)
        except Exception:
            return event, state
        state = after
    return events[-1], state


def _no_changes(projection: AnyProjection) -> dict[str, TableChange]:
    return {table.name: TableChange() for table in projection.tables}


def _add_changes(
    changes: dict[str, TableChange],
    projection: AnyProjection,
    stream_id: UUID,
    before: Any,
    after: Any,
    was: StreamRows | None = None,
) -> StreamRows:
    """Add to ``changes`` the rows in which a stream differs before and after; return those after.

    ``was`` are the rows before, where they are known. Of rows that are as they were, the old ones are returned:
    the garbage collector goes through whatever is young and stays. Raises what ``rows`` raises, and
    :class:`RowsBroken`.
    """
    now = _rows_of(projection, stream_id, after)
    if was is None:
        was = _rows_of(projection, stream_id, before) if before is not None else {}
    shown: dict[str, Sequence[Row]] = {}
    differing: list[tuple[str, dict[Row, Row], dict[Row, Row]]] = []
    for table in projection.tables:
        name = table.name
        old, new = was.get(name, ()), now.get(name, ())
        if old == new:
            shown[name] = old
        else:
            differing.append((name, _keyed(table, stream_id, old), _keyed(table, stream_id, new)))
    # Nothing is added before everything has been looked at.
    for name, old_rows, new_rows in differing:
        shown[name] = _add_differences(changes[name], old_rows, new_rows)
    return shown


def _add_differences(change: TableChange, old: Mapping[Row, Row], new: Mapping[Row, Row]) -> Sequence[Row]:
    shown: list[Row] = []
    for key, row in new.items():
        before = old.get(key)
        if before is not None and before == row:
            shown.append(before)
        else:
            shown.append(row)
            change.written.append(row)
    change.deleted += [key for key in old if key not in new]
    return shown


def _rows_of(projection: AnyProjection, stream_id: UUID, state: Any) -> StreamRows:
    rows = projection.rows(stream_id, state)
    if unknown := rows.keys() - {table.name for table in projection.tables}:
        raise RowsBroken(f"rows for tables that were not declared: {sorted(unknown)}")
    return rows


def _keyed(table: Table, stream_id: UUID, rows: Sequence[Row]) -> dict[Row, Row]:
    length = table.key
    keyed = {row[:length]: row for row in rows}
    if len(keyed) != len(rows):
        raise RowsBroken(f"two rows of table {table.name} have one key")
    for row in rows:
        if row[0] is not stream_id and row[0] != stream_id:
            raise RowsBroken(f"a row of table {table.name} names another stream")
    return keyed
