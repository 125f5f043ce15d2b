"""A member of the group of projectors: reads its share of the partitions, and keeps every view of it."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol

import msgspec

from quorate_events.errors import QuorateError, Unavailable
from quorate_events.kafka.errors import KafkaTopicMissing, KafkaUnavailable
from quorate_events.kafka.partitioning import Partitioning
from quorate_events.kafka.ports import Consumer, OnAssigned, OnRevoked, Partition, Positions
from quorate_events.tasks import end
from quorate_projections.engine.connections import connect_writer
from quorate_projections.engine.feed import Decode, Feed
from quorate_projections.engine.follower import TRIED_AGAIN, Pace
from quorate_projections.engine.group.delivery import Counted, Deliveries
from quorate_projections.engine.group.member_view import MemberView
from quorate_projections.engine.group.outline import Outline, OutlineReader
from quorate_projections.engine.group.standing import lowest, shown_everywhere, standing_of
from quorate_projections.engine.group.watermark import OutlinePassed, Watermark
from quorate_projections.engine.progress import ProgressAnnouncer, ProgressBoard
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.reading import SharedReader

log = logging.getLogger(__name__)

GROUP_PACE = Pace(settle=0.02)
_LOOK_EVERY = 1.0
"""Seconds."""
_COMMIT_EACH = 5
"""Looks: that often the group is told how far this member is."""
_PATIENT_LOOKS = 30
"""For so many looks nothing counts as staying away while records come: far behind, a partition waits for its turn."""
_TRIED_AGAIN: tuple[type[BaseException], ...] = (*TRIED_AGAIN, OutlinePassed)


class Log(Feed, OutlineReader, Protocol):
    """The log itself, beside what Kafka brings of it."""


class Joining(Protocol):
    """Makes a consumer of the topic of events, which has not been opened."""

    def __call__(self, *, on_assigned: OnAssigned, on_revoked: OnRevoked) -> Consumer:
        """Return a member of the group that asks and tells these of its partitions."""
        ...


class MemberState(msgspec.Struct, frozen=True):
    """Where a member stands. ``failing`` is the code of what it waits out, empty when nothing."""

    partitions: frozenset[int] = frozenset()
    failing: str = ""
    counted: Counted = msgspec.field(default_factory=Counted)


OnMember = Callable[[MemberState], None]


class GroupProjector:
    """Keeps the views of a member's partitions up to date while :meth:`run` runs.

    ``join`` makes consumers of ``topic``, ``feed`` is the log, ``dsn`` connects as the projector role. ``board``
    shows what the whole group has made visible.
    """

    def __init__(
        self,
        projections: Sequence[AnyProjection],
        join: Joining,
        topic: str,
        feed: Log,
        decode: Decode,
        dsn: str,
        *,
        board: ProgressBoard | None = None,
        pace: Pace = GROUP_PACE,
        on_state: OnMember = lambda _: None,
    ) -> None:
        self.board = board if board is not None else ProgressBoard()
        self.state = MemberState()
        self._projections = projections
        self._names = [each.name for each in projections]
        self._join = join
        self._topic = topic
        self._feed = feed
        self._decode = decode
        self._dsn = dsn
        self._pace = pace
        self._on_state = on_state
        self._announcer = ProgressAnnouncer(dsn)
        self._topics: frozenset[str] = frozenset().union(*(each.topics for each in projections))
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Leave the group; :meth:`run` then returns. What is under way is done again by whoever takes over."""
        self._stop.set()

    async def run(self) -> None:
        """Follow until stopped. What fails in passing is tried again. Raises ``KafkaRefused``."""
        announcing = asyncio.create_task(self._announcer.run())
        delay = self._pace.back_off
        try:
            while not self._stop.is_set():
                used = self.state.counted.events
                try:
                    await self._until_stopped(self._session())
                except (Unavailable, KafkaTopicMissing) as error:
                    self._wait_out(error.code)
                except _TRIED_AGAIN as error:
                    self._wait_out(type(error).__name__)
                delay = self._pace.back_off if self.state.counted.events > used else delay
                await self._until_stopped(asyncio.sleep(delay))
                delay = min(delay * 2, self._pace.longest_back_off)
        finally:
            await end(announcing)

    async def _session(self) -> None:
        session = _Session(self)
        try:
            await session.run()
        finally:
            await session.close()
            self._tell(partitions=frozenset())

    async def _until_stopped(self, work: Coroutine[Any, Any, None]) -> None:
        working, stopping = asyncio.create_task(work), asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                working.result()
        finally:
            await end(working, stopping)

    def _wait_out(self, code: str) -> None:
        log.warning("projector backs off", extra={"codes": [code]})
        self._tell(failing=code)

    def _tell(self, **changes: object) -> None:
        self.state = msgspec.structs.replace(self.state, **changes)
        self._on_state(self.state)

    def _progressed(self, projection: str, position: int) -> None:
        if position > self.board.position(projection):
            self.board.advance(projection, position)
            self._announcer.announce()


class LayoutChanged(KafkaUnavailable):
    """The topic has another number of partitions than a moment ago."""

    code = "kafka_layout_changed"


class _Session:
    """From joining the group to the first failure."""

    def __init__(self, member: GroupProjector) -> None:
        self._member = member
        self._consumer = member._join(on_assigned=self._assigned, on_revoked=self._revoked)
        self._views: list[MemberView] = []
        self._ready = asyncio.Event()
        self._held: frozenset[int] = frozenset()
        self._read = 0
        """Records since the last look."""

    async def run(self) -> None:
        member, consumer = self._member, self._consumer
        await consumer.open()
        self._partitioning = Partitioning(await consumer.partitions(member._topic))
        connection = await connect_writer(member._dsn)
        try:
            standing = await standing_of(connection, member._names)
        finally:
            connection.terminate()
        outline = Outline(member._feed, self._partitioning.of, lowest(standing))
        self._deliveries = Deliveries(
            member._feed.ledger, outline, member._decode, member._topics, member.state.counted
        )
        watermark = Watermark(
            member._names, outline, self._partitioning.partitions, member._dsn, member._progressed
        )
        reader = SharedReader(member._feed, member._decode, member._topics)
        self._views = [
            MemberView(each, reader, self._partitioning, member._dsn, watermark.hear, member._pace)
            for each in member._projections
        ]
        self._ready.set()
        member._tell(failing="")
        try:
            async with asyncio.TaskGroup() as group:
                for view in self._views:
                    group.create_task(view.run())
                group.create_task(watermark.run())
                group.create_task(self._deliver())
                group.create_task(self._look_after())
        except* Exception as errors:
            raise _first(errors) from None

    async def close(self) -> None:
        await self._consumer.close()

    async def _deliver(self) -> None:
        while True:
            records = await self._consumer.read()
            self._read += len(records)
            for delivery in await self._deliveries.take(records):
                for view in self._views:
                    await view.put(delivery)
            self._member._tell()

    async def _look_after(self) -> None:
        """Now and then tell the group how far the views are, and read what stays away from the log."""
        before: dict[int, int] = {}
        rounds = patient = 0
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            rounds += 1
            shown = await self._shown()
            patient, self._read = (patient + 1 if self._read and patient < _PATIENT_LOOKS else 0), 0
            for partition, position in shown.items():
                # Nothing has moved since the last look: what there is does not come, or was forgotten in a crash.
                stays = not patient and before.get(partition) == position
                if stays and (gap := self._deliveries.late(partition, position)):
                    for view in self._views:
                        await view.put(gap)
            before = shown
            if rounds % _COMMIT_EACH == 0:
                with suppress(QuorateError):
                    await self._commit(shown)

    async def _shown(self) -> dict[int, int]:
        member, count = self._member, self._partitioning.partitions
        connection = await connect_writer(member._dsn)
        try:
            standing = await standing_of(connection, member._names)
        finally:
            connection.terminate()
        return {each: shown_everywhere(standing, each, count) for each in self._held}

    async def _commit(self, shown: Mapping[int, int]) -> None:
        """Tell the group from where to read on: never further than the views are."""
        found = {each: self._deliveries.shown_offset(each, position) for each, position in shown.items()}
        topic = self._member._topic
        offsets = {Partition(topic, each): offset for each, offset in found.items() if offset is not None}
        if offsets:
            await self._consumer.commit(offsets)

    async def _assigned(self, partitions: frozenset[Partition]) -> Positions:
        await self._ready.wait()
        count = await self._consumer.partitions(self._member._topic)
        if count != self._partitioning.partitions:
            raise LayoutChanged("The topic has been made anew.", "Nothing needs to be done.")
        connection = await connect_writer(self._member._dsn)
        try:
            standing = await standing_of(connection, self._member._names)
        finally:
            connection.terminate()
        numbers = frozenset(each.number for each in partitions)
        self._deliveries.begin({each: shown_everywhere(standing, each, count) for each in numbers})
        self._held |= numbers
        self._member._tell(partitions=self._held)
        return {}

    async def _revoked(self, partitions: frozenset[Partition]) -> None:
        numbers = frozenset(each.number for each in partitions)
        self._deliveries.end(numbers)
        for view in self._views:
            view.release(numbers)
        self._held -= numbers
        self._member._tell(partitions=self._held)


def _first(errors: BaseExceptionGroup[Exception]) -> Exception:
    """Return what went wrong first: the others were ended by it."""
    for error in errors.exceptions:
        return _first(error) if isinstance(error, BaseExceptionGroup) else error
    return KafkaUnavailable("The consumer ended.", "It is opened anew.")
