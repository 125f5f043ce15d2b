"""Takes in what one agency's system posts: in order, each message once, each with a reply."""

import asyncio
import logging
from collections.abc import Callable, Sequence

import msgspec

from quorate_events.context import Clock
from quorate_events.errors import QuorateError
from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.errors import KafkaRefused, ProducerFenced
from quorate_events.kafka.feeds import AgencyFeed
from quorate_events.kafka.held_topics import HeldTopics
from quorate_events.kafka.ports import Admin, Partition, Received, Record
from quorate_events.kafka.producer import KafkaTransactionalProducer
from quorate_graphql.office import Office
from quorate_services.feeds.positions import INBOX, InboxPosition, committed, kept_as
from quorate_services.feeds.replies import Accepted, reply_to
from quorate_services.feeds.states import FeedFenced
from quorate_services.feeds.taking import take
from quorate_services.feeds.trying import keep_trying
from quorate_services.relay.relay import RelayPace

log = logging.getLogger(__name__)

_AT_ONCE = 20
"""Messages that are answered in one transaction: at most 20 MiB."""


class InboxState(msgspec.Struct, frozen=True):
    """Where the taking in of one agency's messages stands; ``waiting`` is how many are not answered yet."""

    accepted: int = 0
    refused: int = 0
    waiting: int = 0
    failing: str = ""

    @property
    def answered(self) -> int:
        """How many messages were answered since the start of this process."""
        return self.accepted + self.refused


OnInbox = Callable[[InboxState], None]


class Inbox:
    """Answers one agency's messages while :meth:`run` runs. ``topics``: of commands, of replies, of positions.

    A message is carried out before its reply and the offset behind it are committed, in one transaction. Whoever
    is killed in between carries it out again, and the log answers as the first time.
    """

    def __init__(
        self,
        feed: AgencyFeed,
        office: Office,
        access: KafkaAccess,
        topics: tuple[str, str, str],
        clock: Clock,
        *,
        on_state: OnInbox = lambda _: None,
        pace: RelayPace = RelayPace(),  # noqa: B008 - frozen
    ) -> None:
        self._feed = feed
        self._office = office
        self._access = access
        self._commands, self._replies, self._positions = topics
        self._clock = clock
        self._on_state = on_state
        self._pace = pace
        self._stop = asyncio.Event()
        self._once = False
        self._noted: set[Partition] = set()
        self.state = InboxState()
        """Where it stands now."""

    def stop(self) -> None:
        """Finish the transaction at hand, then stop."""
        self._stop.set()

    def fail(self, error: QuorateError) -> None:
        """Show that it ended with an error."""
        self._tell(failing=error.code)

    async def run(self, *, once: bool = False) -> None:
        """Answer until stopped; with ``once`` only what there is. What fails in passing is tried again.

        Raises ``FeedFenced``, ``KafkaRefused``, and ``KafkaTopicMissing`` at the first look.
        """
        self._once = once
        try:
            await keep_trying(
                self._session,
                lambda: self.state.answered,
                lambda error: self._tell(failing=error.code),
                self._stop,
                self._pace,
            )
        except ProducerFenced:
            raise FeedFenced from None

    async def _session(self) -> None:
        identity = f"quorate-inbox-{self._office.ledger}-{self._feed.name}"
        producer = KafkaTransactionalProducer(self._access, identity, timeout=self._pace.patience)
        admin = KafkaAdmin(self._access)
        try:
            held = HeldTopics(producer, admin, (self._positions, self._replies), self._commands, self._noted)
            await held.begin()
            found = await committed(admin, self._positions, INBOX, InboxPosition)
            # In a topic that was deleted and made anew the offsets begin anew.
            offsets = dict(found.offsets) if found and found.topic in ("", held.watched_id) else {}
            await self._forget(admin, held, offsets)
            look_at = asyncio.get_running_loop().time() + self._pace.look
            self._tell(failing="")
            while not self._stop.is_set():
                records, waiting = await self._next(admin, offsets)
                if records:
                    await self._answer(held, records, offsets)
                    await self._forget(admin, held, offsets)
                    self._tell(waiting=waiting - len(records), failing="")
                elif not waiting:
                    if self._once:
                        return
                    await self._idle()
                    if asyncio.get_running_loop().time() >= look_at:
                        await held.look_over()
                        look_at = asyncio.get_running_loop().time() + self._pace.look
        finally:
            await producer.close()
            await admin.close()

    async def _next(self, admin: Admin, offsets: dict[str, int]) -> tuple[Sequence[Received], int]:
        """Return the next messages of one partition, and how many wait in all."""
        extents = await admin.extents(self._commands)
        waiting, found = 0, list[Received]()
        for partition, extent in extents.items():
            start = max(extent.first, offsets.get(str(partition.number), 0))
            waiting += max(0, extent.end - start)
            if start < extent.end and not found:
                end = min(extent.end, start + _AT_ONCE)
                found = list(await admin.read(partition, start, end))
                offsets[str(partition.number)] = end
        return found, waiting

    async def _answer(
        self,
        held: HeldTopics,
        records: Sequence[Received],
        offsets: dict[str, int],
    ) -> None:
        replies: list[Record] = []
        carried_out = 0
        for record in records:
            answer = await take(record, self._feed, self._office)
            carried_out += isinstance(answer, Accepted)
            moment = self._clock.now()
            replies.append(reply_to(record, answer, self._replies, self._office.ledger, moment))
        place = kept_as(self._positions, INBOX, InboxPosition(offsets, held.watched_id))
        await held.publish([*replies, place])
        state = self.state
        self._tell(
            accepted=state.accepted + carried_out,
            refused=state.refused + len(records) - carried_out,
        )

    async def _forget(self, admin: Admin, held: HeldTopics, offsets: dict[str, int]) -> None:
        """Delete the messages that are answered, where what they say can be erased from everywhere else.

        They hold the texts in clear, as the agency posted them. Without the right to delete they stay as long as the
        topic keeps them, which the log tells.
        """
        if not self._office.commands.erasable:
            return
        extents = await admin.extents(self._commands)
        ends = {
            each: offsets[str(each.number)]
            for each, extent in extents.items()
            if extent.first < offsets.get(str(each.number), 0) <= extent.end
        }
        if not ends:
            return
        # Up to the same offsets a topic that was made anew meanwhile may hold what nobody has answered; and as long as
        # the replies have no marks, a broker may forget that they are committed.
        await held.look_over()
        try:
            await admin.forget(ends)
        except KafkaRefused as error:
            log.warning("answered messages stay", extra={"codes": [error.code]})

    async def _idle(self) -> None:
        try:
            async with asyncio.timeout(self._pace.poll):
                await self._stop.wait()
        except TimeoutError:
            return

    def _tell(self, **changes: object) -> None:
        self.state = msgspec.structs.replace(self.state, **changes)
        self._on_state(self.state)
