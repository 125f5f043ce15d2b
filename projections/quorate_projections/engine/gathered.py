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

    def folded(self, projection: AnyProjection) -> Folded:
        """Return everything that changed.

        :raises RowsRefused: some stream's rows cannot be made.
        """
        changes = {table.name: TableChange() for table in projection.tables}
        for stream_id, state in self.states.items():
            try:
                add_changes(changes, projection, stream_id, self.before.get(stream_id), state)
            except Exception as error:
                raise RowsRefused from error
        return Folded(self.states, changes, list(self.poisoned.values()))
