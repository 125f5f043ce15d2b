"""Builds views anew from the first event beside the live ones, and swaps them in at once."""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
import msgspec

from quorate_events.errors import Conflict
from quorate_events.store.connections import Connection
from quorate_projections.engine.batch import BuildWriter
from quorate_projections.engine.collecting import fewer_collections
from quorate_projections.engine.connections import connect_writer
from quorate_projections.engine.feed import Decode, Feed
from quorate_projections.engine.filling import Filler
from quorate_projections.engine.history import History
from quorate_projections.engine.positions import Build, WrongLedger, live_build, try_lock
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.schemas import create_build, drop_leftovers, lock_live, swap_in
from quorate_projections.engine.statements import statement


class RebuildProgress(msgspec.Struct, frozen=True):
    """How far a rebuild has come: positions done and in all, positions per second, seconds to go.

    ``projection`` names what is built; several together are only counted.
    """

    projection: str
    done: int
    total: int
    per_second: float
    remaining_seconds: float


OnProgress = Callable[[RebuildProgress], None]


class RebuildRunning(Conflict):
    """Another process is rebuilding the same projection."""

    code = "rebuild_running"


class Rebuilder:
    """Rebuilds projections of one ledger.

    ``owner_dsn`` makes and renames schemas, ``projector_dsn`` fills them. Pages of ``page`` positions are
    folded while they are in the processor's cache, and written every ``batch`` positions. States of up to
    ``cached_streams`` streams of each projection stay in memory.
    """

    def __init__(
        self,
        feed: Feed,
        decode: Decode,
        owner_dsn: str,
        projector_dsn: str,
        batch: int = 50_000,
        page: int = 1_000,
        cached_streams: int = 200_000,
    ) -> None:
        self._feed = feed
        self._decode = decode
        self._filler = Filler(feed, decode, batch, page)
        self._owner_dsn = owner_dsn
        self._projector_dsn = projector_dsn
        self._cached_streams = cached_streams

    async def ensure_current(
        self, projections: Sequence[AnyProjection], on_progress: OnProgress | None = None
    ) -> list[str]:
        """Build every projection that has no views yet or older ones; return the names of those built.

        Views of a higher version than the code's are left alone: another release of the program owns them.

        :raises RebuildRunning: another process is at it.
        :raises WrongLedger: the database shows another ledger.
        """
        async with self._owner() as owner:
            missing = [each for each in projections if await self._is_missing(owner, each)]
        await self.rebuild_all(missing, on_progress)
        return [projection.name for projection in missing]

    async def _is_missing(self, owner: Connection, projection: AnyProjection) -> bool:
        live = await live_build(owner, projection.name)
        if live is not None and live.ledger != self._feed.ledger:
            raise WrongLedger(live, self._feed.ledger)
        return live is None or live.version < projection.version

    async def rebuild(self, projection: AnyProjection, on_progress: OnProgress | None = None) -> Build:
        """Build a projection anew and make it live; readers see the old views until the new are complete.

        One that was broken off before is cleared away and begun again. Returns the build that is now live.

        :raises RebuildRunning: another process is rebuilding the projection.
        """
        (build,) = await self.rebuild_all([projection], on_progress)
        return build

    async def rebuild_all(
        self, projections: Sequence[AnyProjection], on_progress: OnProgress | None = None
    ) -> list[Build]:
        """Build several projections anew from one reading of the log, then make them live one by one.

        :raises RebuildRunning: another process is rebuilding one of them; nothing was begun.
        """
        if not projections:
            return []
        async with AsyncExitStack() as stack:
            owner = await stack.enter_async_context(self._owner())
            for projection in projections:
                if not await owner.fetchval(statement("try_rebuild_lock"), projection.name):
                    raise RebuildRunning(
                        f"projection {projection.name} is being rebuilt by another process",
                        "wait until it is done",
                    )
            writers = [await self._begin(stack, owner, projection) for projection in projections]
            meter = _Meter(projections, await self._feed.head(), on_progress)
            with fewer_collections():
                await self._filler.fill(writers, meter.report)
            filled = [await self._swap(owner, writer, meter) for writer in writers]
            for projection in projections:
                await drop_leftovers(owner, projection.name)
        return filled

    async def _begin(
        self, stack: AsyncExitStack, owner: Connection, projection: AnyProjection
    ) -> BuildWriter:
        await drop_leftovers(owner, projection.name)
        build = await create_build(owner, projection, self._feed.ledger)
        connection = await connect_writer(self._projector_dsn)
        stack.push_async_callback(connection.close, timeout=5.0)
        if not await try_lock(connection, build.projection, build.build):
            raise RebuildRunning(f"build {build.build} of {projection.name} has a writer", "try again")
        history = History(self._feed, self._decode)
        return await BuildWriter.open(connection, projection, build, history, self._cached_streams)

    async def _swap(self, owner: Connection, writer: BuildWriter, meter: "_Meter") -> Build:
        async with owner.transaction():
            old = await lock_live(owner, writer.build.projection)
            if old is not None:
                # The live build stands still now: nobody may see less after the swap than before.
                await self._filler.fill([writer], meter.report, through=old.position)
            # A follower may take over from the moment of the commit.
            await writer.release()
            await swap_in(owner, old, writer.build)
        # The commit waited for the disk, and with it for everything that the writer's commits did not wait for.
        return msgspec.structs.replace(writer.build, status="live")

    @asynccontextmanager
    async def _owner(self) -> AsyncIterator[Connection]:
        connection = await asyncpg.connect(self._owner_dsn, timeout=5.0)
        try:
            yield connection
        finally:
            await connection.close(timeout=5.0)


class _Meter:
    def __init__(self, projections: Sequence[AnyProjection], head: int, told: OnProgress | None) -> None:
        self._what = projections[0].name if len(projections) == 1 else f"{len(projections)} views"
        self._head = head
        self._told = told
        self._done = 0
        self._started = time.monotonic()

    def report(self, done: int) -> None:
        if self._told is None or done <= self._done:
            return
        self._done = done
        total = max(done, self._head)
        rate = done / max(time.monotonic() - self._started, 1e-6)
        self._told(RebuildProgress(self._what, done, total, rate, (total - done) / rate))
