"""Writes what several partitions brought to a view in one statement: one round trip, one transaction."""

from collections.abc import Sequence

from quorate_events.store.connections import Connection
from quorate_projections.engine.batch import BuildWriter, Prepared
from quorate_projections.engine.batch_statement import BatchStatement
from quorate_projections.engine.fold import Folded, TableChange
from quorate_projections.engine.group.partition_build import PartitionBuild, PartitionBuilds
from quorate_projections.engine.unwritable import REFUSED

Prepareds = Sequence[tuple[BuildWriter, Prepared]]
"""What the writers of different partitions of one build are to write."""


async def write_together(connection: Connection, statement: BatchStatement, prepared: Prepareds) -> None:
    """Write all of it, or nothing where somebody else has moved one of the partitions.

    Raises ``BuildMoved``.
    """
    if len(prepared) > 1:
        parts = [writer.build for writer, _ in prepared if isinstance(writer.build, PartitionBuild)]
        positions = [each.through for _, each in prepared]
        try:
            await statement.execute(connection, PartitionBuilds(parts), positions, merged(prepared))
        except REFUSED:
            # One by one it comes out whose row it is.
            pass
        else:
            for writer, each in prepared:
                writer.written(each.through, each.folded)
            return
    for writer, each in prepared:
        await writer.write(each)


def merged(prepared: Prepareds) -> Folded:
    """Return the changes of all: streams, and so rows, of different partitions are different ones."""
    changes: dict[str, TableChange] = {}
    together = Folded({}, changes, [])
    for _, each in prepared:
        together.states.update(each.folded.states)
        together.poisoned.extend(each.folded.poisoned)
        for table, change in each.folded.changes.items():
            whole = changes.setdefault(table, TableChange([], []))
            whole.written.extend(change.written)
            whole.deleted.extend(change.deleted)
    return together
