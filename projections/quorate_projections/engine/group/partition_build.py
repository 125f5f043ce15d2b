"""Partitions of a build: what a member of a group moves, while others move the build's other partitions."""

from collections.abc import Sequence
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
        return PartitionBuilds([self]).move([position])

    @classmethod
    def of(cls, build: Build, partition: int, position: int) -> "PartitionBuild":
        """Return ``partition`` of ``build``, which is at ``position``."""
        return cls(**{**msgspec.structs.asdict(build), "position": position, "partition": partition})


class PartitionBuilds:
    """Several partitions of one build, that move together or not at all."""

    FRAME: ClassVar[str] = PartitionBuild.FRAME

    def __init__(self, parts: Sequence[PartitionBuild]) -> None:
        self._parts = parts
        self.projection, self.build = parts[0].projection, parts[0].build

    def move(self, positions: Sequence[int]) -> tuple[object, ...]:
        """Return the parameters of the statement for a move of each to its position."""
        known, numbers = [each.position for each in self._parts], [each.partition for each in self._parts]
        return self.projection, self.build, positions, known, self._parts[0].epoch, numbers


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
