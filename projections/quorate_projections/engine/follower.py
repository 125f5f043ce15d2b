"""Follows the feed for one projection: becomes its one writer, keeps its live build up to date."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable

import asyncpg
import msgspec

from quorate_events.errors import Unavailable
from quorate_events.store.connections import Connection
from quorate_events.store.failures import CONNECTION_LOST
from quorate_events.tasks import asked_to_end
from quorate_projections.engine.batch import BuildWriter
from quorate_projections.engine.connections import connect_writer
from quorate_projections.engine.positions import Build, BuildMoved, WrongLedger, live_build, try_lock, unlock
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.reading import SharedReader

log = logging.getLogger(__name__)

TRIED_AGAIN: tuple[type[BaseException], ...] = (*CONNECTION_LOST, asyncpg.PostgresError, Unavailable)
"""Errors of the database, or of what keeps the keys: the session is given up, and everything goes on from the last
commit."""


class Pace(msgspec.Struct, frozen=True):
    """How a follower works. Times in seconds, batches in positions.

    ``poll`` bounds the delay when an announcement is lost; ``stand_by`` is how often a second projector
    looks whether the first is gone; ``back_off`` doubles from the first failure to ``longest_back_off``.
    ``settle`` is how long a view that nothing concerns may pass over events before it says so in the database.
    """

    poll: float = 0.25
    stand_by: float = 0.5
    back_off: float = 0.1
    longest_back_off: float = 5.0
    first_batch: int = 256
    largest_batch: int = 4096
    cached_streams: int = 10_000
    cached_rows: int = 4_000
    settle: float = 0.05


class Follower:
    """Keeps one projection's live build up to date while :meth:`run` runs."""

    def __init__(
        self,
        projection: AnyProjection,
        reader: SharedReader,
        dsn: str,
        on_progress: Callable[[str, int], None],
        pace: Pace,
    ) -> None:
        self.projection = projection
        self._reader = reader
        self._dsn = dsn
        self._on_progress = on_progress
        self._pace = pace
        self._stopping = False
        self._pausing: asyncio.Timeout | None = None

    def stop(self) -> None:
        """Finish the batch at hand, then stop."""
        if not self._stopping and self._pausing is not None:
            self._pausing.reschedule(0)
        self._stopping = True

    async def run(self) -> None:
        """Follow until stopped. Whatever fails is tried again from the last commit; nothing is skipped."""
        delay = self._pace.back_off
        while not self._stopping:
            started = asyncio.get_running_loop().time()
            try:
                await self._session()
            except asyncio.CancelledError as error:
                if asked_to_end():
                    raise
                # What was awaited ended so, and not we: a task group would let the view go without a word.
                log.warning("projection backs off", extra=_told(self.projection, error))
            except TRIED_AGAIN as error:
                log.warning("projection backs off", extra=_told(self.projection, error))
            except Exception:
                # A fault of ours must not end the other projections; it shows as lag until it is mended.
                log.exception("projection backs off", extra=_told(self.projection))
            if asyncio.get_running_loop().time() - started > self._pace.longest_back_off:
                delay = self._pace.back_off
            await self._pause(delay)
            delay = min(delay * 2, self._pace.longest_back_off)

    async def _session(self) -> None:
        connection = await connect_writer(self._dsn)
        try:
            while not self._stopping:
                build = await self._take_over(connection)
                if build is None:
                    await self._pause(self._pace.stand_by)
                    continue
                try:
                    await self._follow(connection, build)
                except BuildMoved:
                    log.info("projection looks again where it stands", extra=_told(self.projection))
                await unlock(connection, build.projection, build.build)
        finally:
            connection.terminate()

    async def _take_over(self, connection: Connection) -> Build | None:
        build = await live_build(connection, self.projection.name)
        if build is None or build.version != self.projection.version:
            # Views of another version belong to another release of the program.
            return None
        if build.ledger != self._reader.feed.ledger:
            raise WrongLedger(build, self._reader.feed.ledger)
        if not await try_lock(connection, build.projection, build.build):
            return None
        return await live_build(connection, self.projection.name)

    async def _follow(self, connection: Connection, build: Build) -> None:
        pace = self._pace
        writer = await BuildWriter.open(
            connection, self.projection, build, self._reader.history, pace.cached_streams, pace.cached_rows
        )
        self._on_progress(build.projection, build.position)
        limit, settle_at = pace.first_batch, math.inf
        while not self._stopping:
            position = writer.passed
            if self._now() >= settle_at:
                await self._settle(writer)
            page = await self._reader.page(position, limit)
            if page.through > position:
                await writer.apply(page)
                self._on_progress(build.projection, page.through)
                full = page.through - position >= limit
                limit = min(limit * 2, pace.largest_batch) if full else pace.first_batch
            else:
                await self._wait(position, min(pace.poll, settle_at - self._now()))
            if writer.passed == writer.build.position:
                settle_at = math.inf
            elif settle_at == math.inf:
                settle_at = self._now() + pace.settle
        await self._settle(writer)

    async def _settle(self, writer: BuildWriter) -> None:
        if await writer.settle():
            # Other processes know of it only now.
            self._on_progress(self.projection.name, writer.build.position)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    async def _wait(self, position: int, seconds: float) -> None:
        await self._unless_stopped(self._reader.feed.wait(position, seconds))

    async def _pause(self, seconds: float) -> None:
        await self._unless_stopped(asyncio.sleep(seconds))

    async def _unless_stopped(self, waiting: Awaitable[None]) -> None:
        """Wait, but return when told to stop: a time out that is set only then."""
        try:
            async with asyncio.timeout(0 if self._stopping else None) as self._pausing:
                await waiting
        except TimeoutError:
            return
        finally:
            self._pausing = None


def _told(projection: AnyProjection, error: BaseException | None = None) -> dict[str, str]:
    """Return what the log may know: a view, and the class of an error without its text."""
    kind = {} if error is None else {"kind": type(error).__name__}
    return {"projection": projection.name, **kind}
