"""Pages folded together, so that each stream's rows are worked out and written once for all of them."""

from typing import Any
from uuid import UUID

from quorate_projections.engine.fold import Folded, TableChange, add_changes
from quorate_projections.engine.poison import Poisoned
from quorate_projections.engine.projection import AnyProjection


class RowsRefused(ValueError):
    """The rows of some stream cannot be made from its state."""


class Gathered:
    """The states of the streams touched since the last commit, and what they were at that commit."""

    def __init__(self, through: int) -> None:
        self.through = through
        self.before: dict[UUID, Any] = {}
        self.states: dict[UUID, Any] = {}
        self.poisoned: dict[UUID, Poisoned] = {}

    def state(self, stream_id: UUID) -> Any:
        """Return the newest state of a stream, None when it has none."""
        state = self.states.get(stream_id)
        return self.before.get(stream_id) if state is None else state

    def folded(self, projection: AnyProjection) -> tuple[Folded, Folded]:
        """Return what changed in streams that had a state at the last commit, and in those that are new.

        :raises RowsRefused: some stream's rows cannot be made.
        """
        known = Folded({}, _no_changes(projection), list(self.poisoned.values()))
        fresh = Folded({}, _no_changes(projection), [])
        for stream_id, state in self.states.items():
            before = self.before.get(stream_id)
            into = fresh if before is None else known
            into.states[stream_id] = state
            try:
                add_changes(into.changes, projection, stream_id, before, state)
            except Exception as error:
                raise RowsRefused from error
        return known, fresh


def _no_changes(projection: AnyProjection) -> dict[str, TableChange]:
    return {table.name: TableChange() for table in projection.tables}
