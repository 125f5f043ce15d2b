"""One partition of a build: what a member of a group moves, while others move the build's other partitions."""

from typing import ClassVar

import msgspec

from quorate_events.store.connections import Connection
from quorate_projections.engine.positions import Build
from quorate_projections.engine.statements import statement


class PartitionBuild(Build, frozen=True):
    """A build as a member sees it; ``position`` is that of its ``partition``, as the database has it."""

    partition: int

    FRAME: ClassVar[str] = "partition_frame"
    ADVANCE: ClassVar[str] = "advance_partition"

    def move(self, position: int) -> tuple[object, ...]:
        """Return the parameters of both statements; see ``Build``."""
        return *super().move(position), self.partition

    @classmethod
    def of(cls, build: Build, partition: int, position: int) -> "PartitionBuild":
        """Return ``partition`` of ``build``, which is at ``position``."""
        return cls(**{**msgspec.structs.asdict(build), "position": position, "partition": partition})


async def adopt(connection: Connection, build: Build, partitions: int) -> Build | None:
    """Make sure that a build has positions for so many partitions; return it as it then is, None when it is gone.

    Where it has some for another number of them, they say nothing any more: all begin where the build is as a
    whole, and whoever still writes by the old ones is turned away.
    """
    key = build.projection, build.build
    known = await connection.fetch(statement("select_partitions"), *key)
    if len(known) == partitions:
        return build
    async with connection.transaction():
        row = await connection.fetchrow(statement("select_build_for_update"), *key)
        if row is None:
            return None
        held = Build(**dict(row))
        known = await connection.fetch(statement("select_partitions"), *key)
        if len(known) == partitions:
            return held
        await connection.execute(statement("delete_partitions"), *key)
        await connection.execute(statement("insert_partitions"), *key, partitions, held.position)
        await connection.execute(statement("raise_epoch"), *key)
    return msgspec.structs.replace(held, epoch=held.epoch + 1)
