"""Builds views anew from the first event beside the live ones, and swaps them in at once."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager

import asyncpg
import msgspec

from quorate_events.errors import Conflict
from quorate_events.store.connections import Connection
from quorate_projections.engine.batch import BuildWriter
from quorate_projections.engine.connections import connect_writer
from quorate_projections.engine.decoding import Page, decode_page
from quorate_projections.engine.feed import Decode, Feed
from quorate_projections.engine.positions import Build, WrongLedger, live_build, try_lock, unlock
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.schemas import create_build, drop_leftovers, lock_live, swap_in
from quorate_projections.engine.statements import statement


class RebuildProgress(msgspec.Struct, frozen=True):
    """How far a rebuild has come: positions done and in all, positions per second, seconds to go."""

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
    ``cached_streams`` streams stay in memory.
    """

    def __init__(
        self,
        feed: Feed,
        decode: Decode,
        owner_dsn: str,
        projector_dsn: str,
        batch: int = 20_000,
        page: int = 1_000,
        cached_streams: int = 200_000,
    ) -> None:
        self._feed = feed
        self._decode = decode
        self._owner_dsn = owner_dsn
        self._projector_dsn = projector_dsn
        self._batch = batch
        self._page_size = min(page, batch)
        self._cached_streams = cached_streams

    async def ensure_current(
        self, projections: Sequence[AnyProjection], on_progress: OnProgress | None = None
    ) -> list[str]:
        """Build every projection that has no views yet or older ones; return the names of those built.

        Views of a higher version than the code's are left alone: another release of the program owns them.

        :raises RebuildRunning: another process is at it.
        :raises WrongLedger: the database shows another ledger.
        """
        built = []
        for projection in projections:
            async with self._owner() as owner:
                live = await live_build(owner, projection.name)
            if live is not None and live.ledger != self._feed.ledger:
                raise WrongLedger(live, self._feed.ledger)
            if live is None or live.version < projection.version:
                await self.rebuild(projection, on_progress)
                built.append(projection.name)
        return built

    async def rebuild(self, projection: AnyProjection, on_progress: OnProgress | None = None) -> Build:
        """Build a projection anew and make it live; readers see the old views until the new are complete.

        One that was broken off before is cleared away and begun again. Returns the build that is now live.

        :raises RebuildRunning: another process is rebuilding the projection.
        """
        async with self._owner() as owner:
            if not await owner.fetchval(statement("try_rebuild_lock"), projection.name):
                raise RebuildRunning(
                    f"projection {projection.name} is being rebuilt by another process",
                    "wait until it is done",
                )
            await drop_leftovers(owner, projection.name)
            build = await create_build(owner, projection, self._feed.ledger)
            filled = await self._fill_and_swap(owner, projection, build, on_progress)
            await drop_leftovers(owner, projection.name)
        return filled

    async def _fill_and_swap(
        self, owner: Connection, projection: AnyProjection, build: Build, on_progress: OnProgress | None
    ) -> Build:
        connection = await connect_writer(self._projector_dsn)
        try:
            if not await try_lock(connection, build.projection, build.build):
                raise RebuildRunning(f"build {build.build} of {projection.name} has a writer", "try again")
            writer = await BuildWriter.open(connection, projection, build, self._cached_streams)
            meter = _Meter(projection.name, on_progress)
            await self._fill(writer, projection.topics, meter)
            async with owner.transaction():
                old = await lock_live(owner, projection.name)
                if old is not None:
                    # The live build stands still now: nobody may see less after the swap than before.
                    await self._fill(writer, projection.topics, meter, through=old.position)
                # A follower may take over from the moment of the commit.
                await unlock(connection, build.projection, build.build)
                await swap_in(owner, old, writer.build)
            return msgspec.structs.replace(writer.build, status="live")
        finally:
            await connection.close(timeout=5.0)

    async def _fill(
        self, writer: BuildWriter, topics: frozenset[str], meter: "_Meter", through: int | None = None
    ) -> None:
        """Fold everything there is, or up to position ``through``."""
        total = await self._feed.head()
        async with aclosing(self._pages(writer.build.position, topics)) as pages:
            while through is None or writer.gathered < through:
                page = await anext(pages, None)
                if page is None:
                    break
                await writer.gather(page)
                if writer.gathered - writer.build.position >= self._batch:
                    await self._flush(writer, topics)
                    meter.report(page.through, max(total, page.through))
        if writer.gathered > writer.build.position:
            await self._flush(writer, topics)
            meter.report(writer.build.position, max(total, writer.build.position))

    async def _flush(self, writer: BuildWriter, topics: frozenset[str]) -> None:
        through = writer.gathered
        if not await writer.flush():
            while writer.build.position < through:
                await writer.apply(await self._page(writer.build.position, topics))

    async def _pages(self, after: int, topics: frozenset[str]) -> AsyncGenerator[Page, None]:
        """Read ahead: while one page is folded or written, the next is under way."""
        reading = asyncio.create_task(self._page(after, topics))
        try:
            while (page := await reading).through > page.after:
                reading = asyncio.create_task(self._page(page.through, topics))
                await asyncio.sleep(0)  # lets it send its query before the fold takes the processor
                yield page
        finally:
            reading.cancel()

    async def _page(self, after: int, topics: frozenset[str]) -> Page:
        return decode_page(await self._feed.read(after, self._page_size, topics), self._decode)

    @asynccontextmanager
    async def _owner(self) -> AsyncIterator[Connection]:
        connection = await asyncpg.connect(self._owner_dsn, timeout=5.0)
        try:
            yield connection
        finally:
            await connection.close(timeout=5.0)


class _Meter:
    def __init__(self, projection: str, on_progress: OnProgress | None) -> None:
        self._projection = projection
        self._on_progress = on_progress
        self._started = time.monotonic()

    def report(self, done: int, total: int) -> None:
        if self._on_progress is None:
            return
        rate = done / max(time.monotonic() - self._started, 1e-6)
        self._on_progress(RebuildProgress(self._projection, done, total, rate, (total - done) / rate))
