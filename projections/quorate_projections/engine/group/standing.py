"""Where views are in the partitions of a topic, as the database says."""

from collections.abc import Collection, Sequence

import msgspec

from quorate_events.store.connections import Connection
from quorate_projections.engine.statements import statement


class Standing(msgspec.Struct, frozen=True):
    """A live build: up to ``position`` it shows everything, and each partition's events as ``partitions`` say."""

    projection: str
    build: int
    position: int
    partitions: Sequence[int]


async def standing_of(connection: Connection, names: Sequence[str]) -> list[Standing]:
    """Return where the live builds of ``names`` are."""
    rows = await connection.fetch(statement("select_standing"), list(names))
    return [Standing(*row) for row in rows]


def shown_everywhere(standing: Sequence[Standing], partition: int, partitions: int) -> int:
    """Return up to where every view shows the events of one of ``partitions`` partitions."""
    return min((_shown(each, partition, partitions) for each in standing), default=0)


def _shown(each: Standing, partition: int, partitions: int) -> int:
    # Positions for another number of partitions say nothing.
    whole = len(each.partitions) == partitions
    return max(each.position, each.partitions[partition]) if whole else each.position


def lowest(standing: Collection[Standing]) -> int:
    """Return the position up to which every view shows everything."""
    return min((each.position for each in standing), default=0)
