"""One agency's feed: follows the log, and publishes what the agency may see, once, when it may."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import Circumstances
from quorate_events.context import Clock
from quorate_events.errors import QuorateError
from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.cloudevents import PublishedEvent
from quorate_events.kafka.errors import ProducerFenced
from quorate_events.kafka.feeds import AgencyFeed
from quorate_events.kafka.held_topics import HeldTopics
from quorate_events.kafka.ports import Partition, Record
from quorate_events.kafka.producer import KafkaTransactionalProducer
from quorate_events.people.agency import AgencyRegistered, AgencyRenamed
from quorate_events.people.personal_file import PersonErased
from quorate_events.store import EventCodec
from quorate_services.feeds.due import Due
from quorate_services.feeds.edges import NOTHING, Edge, Moment, edge
from quorate_services.feeds.following import Followed
from quorate_services.feeds.looking import looks_at
from quorate_services.feeds.positions import FEED, FeedPosition, Halted, committed, kept_as
from quorate_services.feeds.records import of_end, of_erasure, of_event, of_item
from quorate_services.feeds.seen import seen
from quorate_services.feeds.source import StreamSource
from quorate_services.feeds.states import FeedFenced, FeedState, Looks, OnFeed
from quorate_services.feeds.trying import keep_trying
from quorate_services.relay.relay import RelayAheadOfLog, RelayPace

_OF_MEETINGS = "quorate.meeting."
_OF_AGENCIES = (AgencyRegistered.TOPIC, AgencyRenamed.TOPIC)


class Feed:
    """Publishes to one agency while :meth:`run` runs. ``topics`` are those of the feed and of its position."""

    def __init__(
        self,
        feed: AgencyFeed,
        dsn: str,
        ledger: str,
        codec: EventCodec,
        access: KafkaAccess,
        topics: tuple[str, str],
        clock: Clock,
        looks: Looks,
        *,
        on_state: OnFeed = lambda _: None,
        pace: RelayPace = RelayPace(),  # noqa: B008 - frozen
    ) -> None:
        self._feed = feed
        self._ledger = ledger
        self._dsn = dsn
        self._codec = codec
        self._access = access
        self._topic, self._positions = topics
        self._clock = clock
        self._looks = looks
        self._on_state = on_state
        self._pace = pace
        self._stop = asyncio.Event()
        self._once = False
        self._noted: set[Partition] = set()
        self._due = Due()
        self.state = FeedState()
        """Where it stands now."""

    def stop(self) -> None:
        """Finish the transaction at hand, then stop."""
        self._stop.set()

    def fail(self, error: QuorateError) -> None:
        """Show that it ended with an error."""
        self._tell(failing=error.code)

    async def run(self, *, once: bool = False) -> None:
        """Publish until stopped; with ``once`` only what there is. What fails in passing is tried again.

        Raises ``FeedFenced``, ``RelayAheadOfLog``, ``KafkaRefused``, and ``KafkaTopicMissing`` at the first look.
        """
        self._once = once
        try:
            await keep_trying(
                self._session,
                lambda: self.state.steps,
                lambda error: self._tell(failing=error.code),
                self._stop,
                self._pace,
            )
        except ProducerFenced:
            raise FeedFenced from None

    async def _session(self) -> None:
        identity = f"quorate-feed-{self._ledger}-{self._feed.name}"
        producer = KafkaTransactionalProducer(self._access, identity, timeout=self._pace.patience)
        admin = KafkaAdmin(self._access)
        try:
            async with StreamSource(self._dsn, self._ledger, self._codec) as source:
                await source.client(self._feed)
                held = HeldTopics(producer, admin, (self._positions, self._topic), self._topic, self._noted)
                await held.begin()
                standing = await self._committed(admin, held.watched_id)
                head = await source.head()
                if standing.position > head:
                    raise _ahead(standing.position, head)
                self._due = Due(await source.timed_releases(standing.position, standing.time))
                self._tell(position=standing.position, head=head, failing="")
                standing = await self._take_up(source, held, standing)
                await self._follow(source, held, standing)
        finally:
            await producer.close()
            await admin.close()

    async def _committed(self, admin: KafkaAdmin, topic: str) -> FeedPosition:
        # A topic that was deleted and made anew is filled again from the first event.
        filled = any(extent.end for extent in (await admin.extents(self._topic)).values())
        found = await committed(admin, self._positions, FEED, FeedPosition)
        if found is None or found.topic not in ("", topic) or (found.told and not filled):
            return FeedPosition(0, self._clock.now(), topic=topic)
        return msgspec.structs.replace(found, topic=topic)

    async def _follow(
        self,
        source: StreamSource,
        held: HeldTopics,
        standing: FeedPosition,
    ) -> None:
        loop = asyncio.get_running_loop()
        look_at = loop.time() + self._pace.look
        while not self._stop.is_set():
            batch = await source.read(standing.position, self._pace.batch)
            # A clock that is put back must not release a part a second time.
            now = max(self._clock.now(), standing.time)
            if batch or self._due.reached(now):
                standing = await self._step(source, held, standing, batch, now)
                self._tell(head=max(self.state.head, standing.position))
            elif self._once:
                return
            else:
                await source.wait(self._due.seconds(now, self._pace.poll))
                if loop.time() >= look_at:
                    await held.look_over()
                    look_at = loop.time() + self._pace.look

    async def _step(
        self,
        source: StreamSource,
        held: HeldTopics,
        standing: FeedPosition,
        batch: Sequence[PublishedEvent],
        now: datetime,
    ) -> FeedPosition:
        """Tell what a batch of events brings, then what the clock releases, in one transaction."""
        actor = await source.client(self._feed)
        position = batch[-1].position if batch else standing.position
        touched = {each.stream_id for each in batch if each.topic.startswith(_OF_MEETINGS)}
        meetings = await source.follow(touched)
        halted = dict(standing.halted)
        records: list[Record] = []
        for event in batch:
            # A thousand events take a while: the other feeds of this process go on in between.
            await asyncio.sleep(0)
            if event.topic in _OF_AGENCIES:
                if decide(actor, Action.LIST_AGENCIES, None, Circumstances(now)).allowed:
                    records.append(of_event(event, self._topic))
            elif event.topic == PersonErased.TOPIC:
                records += await self._erasure(source, actor, event, now)
            elif event.stream_id in touched:
                meeting = meetings[event.stream_id]
                before = Moment(meeting.before(event.position), standing.time)
                after = Moment(event.position, standing.time)
                told = self._edge(event.stream_id, meeting, actor, before, after, now, halted)
                records += await self._tell_of(told, actor, event.stream_id, meeting, event.position, now)
        for meeting_id, meeting in meetings.items():
            self._due.expect(meeting_id, meeting.releases(), standing.time)
        released = self._due.take(now)
        for meeting_id, meeting in (await source.follow(released)).items():
            before, after = Moment(position, standing.time), Moment(position, now)
            told = self._edge(meeting_id, meeting, actor, before, after, now, halted)
            records += await self._tell_of(told, actor, meeting_id, meeting, position, now)
        reached = FeedPosition(position, now, standing.told + len(records), halted, held.watched_id)
        await self._publish(held, records, reached)
        return reached

    async def _erasure(
        self, source: StreamSource, actor: Actor, event: PublishedEvent, now: datetime
    ) -> list[Record]:
        """Tell of an erasure in each meeting that it reached and the agency reads."""
        erased = await source.erasure(event)
        if erased is None:
            return []
        return [
            of_erasure(self._ledger, meeting_id, erased.person_id, event.position, now, self._topic)
            for meeting_id, meeting in (await source.follow(erased.streams)).items()
            if meeting.readable and seen(meeting, actor, None, now).reads
        ]

    async def _take_up(
        self,
        source: StreamSource,
        held: HeldTopics,
        standing: FeedPosition,
    ) -> FeedPosition:
        """Tell what happened in meetings that a former release could not read, where this one can."""
        if not standing.halted:
            return standing
        actor, now = await source.client(self._feed), self._clock.now()
        halted, records = dict(standing.halted), list[Record]()
        after = Moment(standing.position, standing.time)
        for meeting_id, meeting in (await source.follow(standing.halted)).items():
            if meeting.readable:
                stopped = halted.pop(meeting_id)
                told = edge(meeting, actor, Moment(stopped.position, stopped.time), after, now)
                records += await self._tell_of(told, actor, meeting_id, meeting, standing.position, now)
        told_of = standing.told + len(records)
        reached = FeedPosition(standing.position, standing.time, told_of, halted, held.watched_id)
        await self._publish(held, records, reached)
        return reached

    def _edge(
        self,
        meeting_id: UUID,
        meeting: Followed,
        actor: Actor,
        before: Moment,
        after: Moment,
        now: datetime,
        halted: dict[UUID, Halted],
    ) -> Edge:
        if not meeting.readable:
            halted.setdefault(meeting_id, Halted(*before))
        return NOTHING if meeting_id in halted else edge(meeting, actor, before, after, now)

    async def _tell_of(
        self, told: Edge, actor: Actor, meeting_id: UUID, meeting: Followed, position: int, now: datetime
    ) -> Sequence[Record]:
        """Write down that it is told, as every read is, and return the records."""
        for look in looks_at(told, actor, meeting_id, meeting.child_ids):
            await self._looks.write(look, now, "feed")
        records = [of_item(item, self._topic, position) for item in told.items]
        if told.ended:
            records.append(of_end(self._ledger, meeting_id, position, now, self._topic))
        return records

    async def _publish(
        self,
        held: HeldTopics,
        records: Sequence[Record],
        reached: FeedPosition,
    ) -> None:
        await held.publish([*records, kept_as(self._positions, FEED, reached)])
        self._tell(
            position=reached.position,
            told=self.state.told + len(records),
            steps=self.state.steps + 1,
            halted=len(reached.halted),
            failing="",
        )

    def _tell(self, **changes: object) -> None:
        self.state = msgspec.structs.replace(self.state, **changes)
        self._on_state(self.state)


def _ahead(position: int, head: int) -> RelayAheadOfLog:
    return RelayAheadOfLog(
        f"An agency's feed has told events up to position {position}, the log has them only up to {head}.",
        "Check QUORATE_PARTNERSHIP and the database. After a restore from a backup delete the topics of the "
        "feeds, run quorate topics apply, and let them be filled anew.",
    )
