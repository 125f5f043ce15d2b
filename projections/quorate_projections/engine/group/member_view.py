"""One view of a member: folds what the member's partitions bring, and says in the database how far each has come."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence

from quorate_events.kafka.partitioning import Partitioning
from quorate_events.store.connections import Connection
from quorate_events.tasks import asked_to_end
from quorate_projections.engine.batch import BuildWriter, Prepared
from quorate_projections.engine.batch_statement import BatchStatement
from quorate_projections.engine.connections import connect_writer
from quorate_projections.engine.decoding import Page
from quorate_projections.engine.follower import TRIED_AGAIN, Pace
from quorate_projections.engine.group.delivery import Delivery
from quorate_projections.engine.group.filling_gaps import pages_from_log
from quorate_projections.engine.group.partition_build import PartitionBuild, adopt
from quorate_projections.engine.group.standing import standing_of
from quorate_projections.engine.group.together import write_together
from quorate_projections.engine.positions import Build, BuildMoved, WrongLedger, live_build
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.reading import SharedReader
from quorate_projections.engine.statements import statement

log = logging.getLogger(__name__)

_WAITING = 24
"""Deliveries, one a partition and poll, that may wait for a view, before the member waits for it."""
_REST = 4
"""Times as long as saying where it is took, before a view says so again."""
_CACHES = 4
"""The states in memory are shared out: so many partitions' worth, for events come to few meetings at a time."""


class MemberView:
    """Keeps one projection's live build up to date while :meth:`run` runs, in the partitions that it is handed."""

    def __init__(
        self,
        projection: AnyProjection,
        reader: SharedReader,
        partitioning: Partitioning,
        dsn: str,
        on_progress: Callable[[], None],
        pace: Pace,
    ) -> None:
        self.projection = projection
        self._reader = reader
        self._partitioning = partitioning
        self._dsn = dsn
        self._on_progress = on_progress
        self._pace = pace
        self._following = False
        self._statement = BatchStatement(projection, projection.name)
        self._missed: dict[int, int] = {}
        self._waiting: deque[Delivery] = deque()
        self._writers: dict[int, BuildWriter] = {}
        self._news, self._room = asyncio.Event(), asyncio.Event()

    async def put(self, delivery: Delivery) -> None:
        """Hand over a page; wait while there are many that have not been folded.

        A view that does not follow at the moment keeps nobody waiting: it reads the log when it goes on.
        """
        while self._following and len(self._waiting) >= _WAITING:
            self._room.clear()
            await self._room.wait()
        if self._following:
            self._waiting.append(delivery)
            self._news.set()
        else:
            self._missed[delivery.partition] = delivery.page.through

    def release(self, partitions: frozenset[int]) -> None:
        """Let go of partitions that another member has now."""
        kept = [each for each in self._waiting if each.partition not in partitions]
        self._waiting = deque(kept)
        for each in partitions:
            self._writers.pop(each, None)
            self._missed.pop(each, None)
        self._room.set()

    async def run(self) -> None:
        """Follow until cancelled. Whatever fails is tried again from the last commit; nothing is skipped."""
        delay = self._pace.back_off
        while True:
            started = asyncio.get_running_loop().time()
            try:
                await self._session()
            except asyncio.CancelledError as error:
                if asked_to_end():
                    raise
                log.warning("projection backs off", extra=self._told(error))
            except TRIED_AGAIN as error:
                log.warning("projection backs off", extra=self._told(error))
            except Exception:
                # A fault of ours must not end the other projections; it shows as lag until it is mended.
                log.exception("projection backs off", extra=self._told())
            if asyncio.get_running_loop().time() - started > self._pace.longest_back_off:
                delay = self._pace.back_off
            await asyncio.sleep(delay)
            delay = min(delay * 2, self._pace.longest_back_off)

    async def _session(self) -> None:
        connection = await connect_writer(self._dsn)
        try:
            while True:
                build = await self._take_part(connection)
                if build is None:
                    await asyncio.sleep(self._pace.stand_by)
                    continue
                try:
                    self._begin()
                    await self._follow(connection, build)
                except BuildMoved:
                    log.info("projection looks again where it stands", extra=self._told())
                finally:
                    self._end()
                await connection.execute(statement("release_member_lock"), build.projection, build.build)
        finally:
            connection.terminate()

    def _begin(self) -> None:
        """Put what was missed in front, to be read from the log."""
        for partition, through in self._missed.items():
            self._waiting.append(Delivery(partition, Page(through, through, ()), gap=True))
        self._missed, self._following = {}, True

    def _end(self) -> None:
        """Keep of what waits only how far it reached, and wake whoever waits for room."""
        for delivery in self._waiting:
            self._missed[delivery.partition] = delivery.page.through
        self._waiting.clear()
        self._writers, self._following = {}, False
        self._room.set()

    async def _take_part(self, connection: Connection) -> Build | None:
        build = await live_build(connection, self.projection.name)
        if build is None or build.version != self.projection.version:
            # Views of another version belong to another release of the program.
            return None
        if build.ledger != self._reader.feed.ledger:
            raise WrongLedger(build, self._reader.feed.ledger)
        if not await connection.fetchval(statement("try_member_lock"), build.projection, build.build):
            # A projector that follows the log has it.
            return None
        return await adopt(connection, build, self._partitioning.partitions)

    async def _follow(self, connection: Connection, build: Build) -> None:
        loop = asyncio.get_running_loop()
        settle_at = loop.time() + self._pace.settle
        while True:
            if loop.time() >= settle_at:
                started = loop.time()
                await self._settle(connection, build)
                # Where the machine is busy, events come first.
                settle_at = loop.time() + max(self._pace.settle, _REST * (loop.time() - started))
            if not self._waiting:
                await self._wait(settle_at - loop.time() if self._behind() else None)
                continue
            # They stay first in line until they are folded; meanwhile their partitions may go to another member.
            deliveries = self._next()
            await self._fold(connection, build, deliveries)
            for each in deliveries:
                if self._waiting and self._waiting[0] is each:
                    self._waiting.popleft()
            self._room.set()

    def _next(self) -> list[Delivery]:
        """Return what is first in line, of different partitions."""
        found: dict[int, Delivery] = {}
        for each in self._waiting:
            if each.partition in found:
                break
            found[each.partition] = each
        return list(found.values())

    async def _fold(self, connection: Connection, build: Build, deliveries: Sequence[Delivery]) -> None:
        prepared: list[tuple[BuildWriter, Prepared]] = []
        for each in deliveries:
            writer = self._writers.get(each.partition)
            if writer is None:
                writer = self._writers[each.partition] = await self._open(connection, build, each.partition)
            if each.page.after > writer.passed:
                async for missing in pages_from_log(
                    self._reader, self._partitioning, each.partition, writer.passed, each.page.after
                ):
                    await writer.apply(missing)
                self._on_progress()
            if page := await writer.prepare(each.page):
                prepared.append((writer, page))
        if prepared:
            await write_together(connection, self._statement, prepared)
            self._on_progress()

    async def _open(self, connection: Connection, build: Build, partition: int) -> BuildWriter:
        (now,) = await standing_of(connection, [build.projection])
        if now.build != build.build or len(now.partitions) != self._partitioning.partitions:
            raise BuildMoved(build.projection, build.build)
        part = PartitionBuild.of(build, partition, now.partitions[partition])
        pace, history = self._pace, self._reader.history
        streams, rows = pace.cached_streams // _CACHES, pace.cached_rows // _CACHES
        # What is shown of all partitions is shown of this one.
        return await BuildWriter.open(
            connection, self.projection, part, history, streams, rows, passed=now.position
        )

    def _behind(self) -> list[BuildWriter]:
        return [each for each in self._writers.values() if each.passed > each.build.position]

    async def _settle(self, connection: Connection, build: Build) -> None:
        behind = self._behind()
        if not behind:
            return
        moves = [(each, each.build, each.passed) for each in behind]
        numbers = [part.partition for _, part, _ in moves if isinstance(part, PartitionBuild)]
        known, wanted = [part.position for _, part, _ in moves], [passed for *_, passed in moves]
        place = build.projection, build.build, build.epoch
        moved = await connection.fetchval(statement("settle_partitions"), *place, numbers, known, wanted)
        if moved != len(moves):
            raise BuildMoved(build.projection, build.build)
        for writer, _, passed in moves:
            writer.settled(passed)
        self._on_progress()

    async def _wait(self, seconds: float | None) -> None:
        self._news.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return

    def _told(self, error: BaseException | None = None) -> dict[str, str]:
        """Return what the log may know: a view, and the class of an error without its text."""
        kind = {} if error is None else {"kind": type(error).__name__}
        return {"projection": self.projection.name, **kind}
