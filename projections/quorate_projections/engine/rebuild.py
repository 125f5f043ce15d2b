"""Builds views anew from the first event beside the live ones, and swaps them in at once."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
import msgspec

from quorate_events.errors import Conflict
from quorate_events.store.connections import Connection
from quorate_projections.engine.batch import BuildWriter
from quorate_projections.engine.collecting import fewer_collections
from quorate_projections.engine.connections import connect_writer
from quorate_projections.engine.feed import Decode, Feed
from quorate_projections.engine.filling import Filled, Filling
from quorate_projections.engine.follower import Pace
from quorate_projections.engine.history import History
from quorate_projections.engine.positions import Build, WrongLedger, advance, live_build, try_lock
from quorate_projections.engine.processes import fill_in_processes, usual_processes
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.reading import SharedReader
from quorate_projections.engine.runs import runs_of
from quorate_projections.engine.schemas import create_build, drop_leftovers, lock_live, swap_in
from quorate_projections.engine.statements import statement


class RebuildProgress(msgspec.Struct, frozen=True):
    """How far a rebuild has come: events done and in all, events per second, seconds to go.

    It counts what was on the log when the rebuild began. ``projection`` names what is built; several together are
    only counted.
    """

    projection: str
    done: int
    total: int
    per_second: float
    remaining_seconds: float


OnProgress = Callable[[RebuildProgress], None]

Fill = Callable[[Filling, Filled], Awaitable[None]]
"""Fills builds with what was on the log at the filling's position, wherever it reads that."""

_PACE = Pace()


class RebuildRunning(Conflict):
    """Another process is rebuilding the same projection."""

    code = "rebuild_running"


class Rebuilder:
    """Rebuilds projections of one ledger.

    ``owner_dsn`` makes and renames schemas, ``projector_dsn`` reads the log and fills them. What is on the log at
    the beginning is folded stream by stream, in runs of about ``run`` events and in several ``processes``, or is read
    elsewhere by ``fill``; what comes meanwhile is followed as live.
    """

    def __init__(
        self,
        feed: Feed,
        decode: Decode,
        owner_dsn: str,
        projector_dsn: str,
        run: int = 2_000,
        processes: int | None = None,
        fill: Fill | None = None,
    ) -> None:
        self._feed = feed
        self._decode = decode
        self._owner_dsn = owner_dsn
        self._projector_dsn = projector_dsn
        self._run = run
        self._filled_by = fill
        self._processes = processes or usual_processes()

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
                        "Wait until it is done.",
                    )
            begun = [await self._begin(stack, owner, projection) for projection in projections]
            topics = frozenset[str]().union(*(projection.topics for projection in projections))
            reader = SharedReader(self._feed, self._decode, topics)
            head = await self._fill(begun, on_progress)
            writers = [await each.filled(head, reader.history) for each in begun]
            for writer in writers:
                await self._catch_up(writer, reader)
            filled = [await self._swap(owner, writer, reader) for writer in writers]
            for projection in projections:
                await drop_leftovers(owner, projection.name)
        return filled

    async def _begin(self, stack: AsyncExitStack, owner: Connection, projection: AnyProjection) -> "_Begun":
        await drop_leftovers(owner, projection.name)
        build = await create_build(owner, projection, self._feed.ledger)
        connection = await connect_writer(self._projector_dsn)
        stack.push_async_callback(connection.close, timeout=5.0)
        if not await try_lock(connection, build.projection, build.build):
            raise RebuildRunning(f"build {build.build} of {projection.name} has a writer", "Try again.")
        return _Begun(projection, build, connection)

    async def _fill(self, begun: Sequence["_Begun"], on_progress: OnProgress | None) -> int:
        """Fold what is on the log now; return the position that this is."""
        head = await self._feed.head()
        filling = Filling(
            [each.projection for each in begun],
            [each.build for each in begun],
            self._feed.ledger,
            head,
            self._decode,
            self._projector_dsn,
        )
        meter = _Meter(filling.projections, head, on_progress)
        with fewer_collections():
            if self._filled_by is not None:
                await self._filled_by(filling, meter.filled)
                return head
            # As the projector: the owner sees nothing of the log.
            runs = await runs_of(begun[0].connection, self._feed.ledger, head, self._run)
            await fill_in_processes(filling, runs, meter.filled, self._processes)
        return head

    async def _catch_up(self, writer: BuildWriter, reader: SharedReader, through: int | None = None) -> None:
        """Follow the log to its end, or at least to position ``through``."""
        while through is None or writer.passed < through:
            page = await reader.page(writer.passed, _PACE.largest_batch)
            if page.through <= writer.passed:
                break
            await writer.apply(page)
        await writer.settle()

    async def _swap(self, owner: Connection, writer: BuildWriter, reader: SharedReader) -> Build:
        async with owner.transaction():
            old = await lock_live(owner, writer.build.projection)
            if old is not None:
                # The live build stands still now: nobody may see less after the swap than before.
                # Where a group keeps it, some partitions are further than all of it.
                furthest = await owner.fetchval(statement("select_furthest"), old.projection, old.build)
                await self._catch_up(writer, reader, through=max(old.position, furthest))
            # A follower may take over from the moment of the commit.
            await writer.release()
            await swap_in(owner, old, writer.build)
        # The commit waited for the disk, and with it for everything that the projector's commits did not wait for.
        return msgspec.structs.replace(writer.build, status="live")

    @asynccontextmanager
    async def _owner(self) -> AsyncIterator[Connection]:
        connection = await asyncpg.connect(self._owner_dsn, timeout=5.0)
        try:
            yield connection
        finally:
            await connection.close(timeout=5.0)


class _Begun(msgspec.Struct, frozen=True):
    """A build that is being filled, and the session that is its one writer."""

    projection: AnyProjection
    build: Build
    connection: Connection

    async def filled(self, position: int, history: History) -> BuildWriter:
        """Say that the build shows everything up to ``position``; return the writer that goes on from there."""
        if position > self.build.position:
            await advance(self.connection, self.build, position)
        build = msgspec.structs.replace(self.build, position=position)
        return await BuildWriter.open(self.connection, self.projection, build, history, _PACE.cached_streams)


class _Meter:
    def __init__(self, projections: Sequence[AnyProjection], total: int, told: OnProgress | None) -> None:
        self._what = projections[0].name if len(projections) == 1 else f"{len(projections)} views"
        self._total = total
        self._told = told
        self._done = 0
        self._started = time.monotonic()

    def filled(self, events: int) -> None:
        # Streams may have grown since the total was taken.
        done = min(self._done + events, self._total)
        if self._told is not None and done > self._done:
            self._done = done
            rate = self._done / max(time.monotonic() - self._started, 1e-6)
            remaining = (self._total - self._done) / rate
            self._told(RebuildProgress(self._what, self._done, self._total, rate, remaining))
