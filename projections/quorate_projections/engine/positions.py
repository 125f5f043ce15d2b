"""Builds of a projection and how far each has come."""

from typing import ClassVar

import msgspec

from quorate_events.errors import Conflict, QuorateError
from quorate_events.store.connections import Connection
from quorate_projections.engine.statements import statement


class Build(msgspec.Struct, frozen=True):
    """One build of a projection's views. ``status`` is building, live or retired.

    ``position`` is the last one folded in; ``epoch`` counts the changes made beside the follower.
    """

    projection: str
    build: int
    version: int
    ledger: str
    position: int
    epoch: int
    status: str

    FRAME: ClassVar[str] = "batch_frame"
    """The statement in which a batch of the build is written."""
    ADVANCE: ClassVar[str] = "advance_position"
    """The statement that only moves it."""

    def move(self, position: int) -> tuple[object, ...]:
        """Return the parameters of both statements for a move to ``position``."""
        return self.projection, self.build, position, self.position, self.epoch

    @property
    def schema(self) -> str:
        """The schema in which the build's tables are."""
        return self.projection if self.status == "live" else self.schema_beside

    @property
    def schema_beside(self) -> str:
        """The schema of the build before it goes live and after it is retired."""
        return f"{self.projection}__b{self.build}"


class BuildMoved(Conflict):
    """Somebody else has moved, changed or retired the build: look again before writing."""

    code = "build_moved"

    def __init__(self, projection: str, build: int) -> None:
        super().__init__(
            f"build {build} of projection {projection} was moved by somebody else",
            "read its position again and go on from there",
        )


class WrongLedger(QuorateError):
    """The views in this database were made from another ledger."""

    code = "wrong_ledger"

    def __init__(self, build: Build, ledger: str) -> None:
        super().__init__(
            f"projection {build.projection} shows ledger {build.ledger}, not {ledger}",
            "check which ledger and which database this process is set up with",
        )


async def live_build(connection: Connection, projection: str) -> Build | None:
    """Return the build that readers see, None when there is none yet."""
    row = await connection.fetchrow(statement("select_live_build"), projection)
    return Build(**dict(row)) if row else None


async def advance(connection: Connection, build: Build, position: int) -> None:
    """Move a build from where it is known to be to ``position``; this is what makes effects exactly once.

    :raises BuildMoved: it is no longer there.
    """
    done = await connection.execute(statement(build.ADVANCE), *build.move(position))
    if done != "UPDATE 1":
        raise BuildMoved(build.projection, build.build)


async def try_lock(connection: Connection, projection: str, build: int) -> bool:
    """Become the one writer of a build until this session ends; False when another session is."""
    return bool(await connection.fetchval(statement("try_build_lock"), projection, build))


async def unlock(connection: Connection, projection: str, build: int) -> None:
    """Stop being the writer of a build."""
    await connection.execute(statement("release_build_lock"), projection, build)
