"""Fills empty builds with what stood on the log at one position: each run read and decoded once for all of them."""

from collections.abc import Callable, Sequence

import msgspec

from quorate_projections.engine.bulk import BulkLoader
from quorate_projections.engine.connections import connect_writer
from quorate_projections.engine.feed import Decode
from quorate_projections.engine.positions import Build
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.runs import Run, RunReader

Filled = Callable[[int], None]
"""Told how many events a run had that is now written."""


class Filling(msgspec.Struct, frozen=True):
    """What is filled: one build of each projection, with the ledger's events up to position ``head``."""

    projections: Sequence[AnyProjection]
    builds: Sequence[Build]
    ledger: str
    head: int
    decode: Decode
    dsn: str


async def fill(filling: Filling, runs: Sequence[Run], filled: Filled) -> None:
    """Fold the streams of ``runs`` into all builds, run by run, over a session of its own."""
    connection = await connect_writer(filling.dsn)
    try:
        # In the order of the index nothing has to be sorted, and the first events come while the last are looked up.
        await connection.execute("set enable_bitmapscan = off")
        topics = frozenset[str]().union(*(each.topics for each in filling.projections))
        reader = RunReader(connection, filling.ledger, filling.head, topics, filling.decode)
        loaders = [
            BulkLoader(connection, projection, build)
            for projection, build in zip(filling.projections, filling.builds, strict=True)
        ]
        for run in runs:
            streams = await reader.read(run)
            for loader in loaders:
                await loader.load(streams)
            filled(run.events)
    finally:
        connection.terminate()
