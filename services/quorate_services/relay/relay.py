"""The relay's loop: read a batch of the log, publish it with its position in one transaction, go on behind it."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

import msgspec

from quorate_events.errors import QuorateError, Unavailable
from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.cloudevents import PublishedEvent
from quorate_events.kafka.errors import (
    KafkaTopicMissing,
    ProducerFenced,
)
from quorate_events.kafka.ports import Partition
from quorate_events.kafka.producer import KafkaTransactionalProducer
from quorate_events.store.failures import DATABASE_FAILED, unavailable
from quorate_services.relay.publication import REACH, Publication
from quorate_services.relay.source import LogSource, drop, reading_ahead

log = logging.getLogger(__name__)


class RelayFenced(QuorateError):
    """Another relay of the same ledger has taken over; this one has stopped."""

    code = "relay_fenced"

    def __init__(self) -> None:
        super().__init__(
            "Another relay has taken over this ledger, so this one has stopped. Nothing was published twice.",
            "Run one relay for each ledger, and let the other one go on.",
        )


class RelayAheadOfLog(QuorateError):
    """Kafka holds more of the ledger than the log has: it belongs to another log, or to one before a restore."""

    code = "relay_ahead_of_log"


class RelayPace(msgspec.Struct, frozen=True):
    """How the relay works. Times in seconds.

    ``batch`` is the most events in a transaction; ``poll`` bounds the delay when an announcement is lost; ``look`` is
    how often it sees, when nothing happens, whether the topic is still the same; ``back_off`` doubles from the first
    failure to ``longest_back_off``; ``patience`` bounds one transaction, and with it how long it goes unnoticed that
    the broker died within one.
    """

    batch: int = 1000
    poll: float = 0.25
    look: float = 5.0
    back_off: float = 0.2
    longest_back_off: float = 5.0
    patience: float = 10.0


class RelayState(msgspec.Struct, frozen=True):
    """Where the relay stands. ``failing`` is the code of what it waits out at the moment, empty when nothing;
    ``words`` says it in full."""

    position: int = 0
    head: int = 0
    published: int = 0
    transactions: int = 0
    lag_seconds: float = 0.0
    failing: str = ""
    words: str = ""

    @property
    def lag_events(self) -> int:
        """How many events are not published yet."""
        return max(0, self.head - self.position)


OnState = Callable[[RelayState], None]


class Relay:
    """Publishes one ledger while :meth:`run` runs. ``topics`` are those of events and of positions."""

    def __init__(
        self,
        dsn: str,
        ledger: str,
        access: KafkaAccess,
        topics: tuple[str, str],
        *,
        on_state: OnState = lambda _: None,
        pace: RelayPace = RelayPace(),  # noqa: B008 - frozen
    ) -> None:
        self._dsn = dsn
        self._ledger = ledger
        self._access = access
        self._events, self._positions = topics
        self._on_state = on_state
        self._pace = pace
        self._stop = asyncio.Event()
        self._once = False
        self._noted: set[Partition] = set()
        self.state = RelayState()
        """Where it stands now."""

    def stop(self) -> None:
        """Finish the transaction at hand, then stop."""
        self._stop.set()

    async def run(self, *, once: bool = False) -> None:
        """Publish until stopped; with ``once`` only what there is. What fails in passing is tried again.

        Raises ``RelayFenced``, ``RelayAheadOfLog``, ``RelayTopicIncomplete``, ``KafkaRefused``, and
        ``KafkaTopicMissing`` when a topic is missing at the first look; one that goes missing later is waited for.
        """
        self._once = once
        delay, known = self._pace.back_off, False
        while not self._stop.is_set():
            published = self.state.published
            try:
                await self._session()
                return
            except ProducerFenced:
                raise RelayFenced from None
            except KafkaTopicMissing as error:
                if not known and not self.state.transactions:
                    raise
                self._wait_out(error)
            except Unavailable as error:
                self._wait_out(error)
            known = True
            delay = self._pace.back_off if self.state.published > published else delay
            await self._pause(delay)
            delay = min(delay * 2, self._pace.longest_back_off)

    async def _session(self) -> None:
        """Follow until something fails. The producer is made anew each time, and Kafka asked where it stands:
        after a failure nobody else knows."""
        identity = f"quorate-relay-{self._ledger}"
        producer = KafkaTransactionalProducer(self._access, identity, timeout=self._pace.patience)
        admin = KafkaAdmin(self._access)
        try:
            async with LogSource(self._dsn, self._ledger) as source:
                topics = self._events, self._positions
                publication = Publication(producer, admin, self._ledger, topics, self._noted)
                position, head = await publication.begin(), await source.head()
                if position > head:
                    raise _ahead(position, head)
                self._tell(position=position, head=head)
                await self._make_good(source, publication, position)
                await self._follow(source, publication, position)
        except DATABASE_FAILED as error:
            if isinstance(error, QuorateError):
                raise
            raise unavailable(error) from error
        finally:
            await producer.close()
            await admin.close()

    async def _make_good(self, source: LogSource, publication: Publication, position: int) -> None:
        """Publish what of the last events is not in the topic, although all is published up to ``position``."""
        missing = await publication.missing(source.latest(position, REACH))
        if missing:
            log.warning("relay publishes what a killed broker lost")
            count = await publication.publish(missing, position)
            self._tell(published=self.state.published + count)

    async def _follow(self, source: LogSource, publication: Publication, position: int) -> None:
        loop = asyncio.get_running_loop()
        look_at = loop.time() + self._pace.look
        ahead = await reading_ahead(source, position, self._pace.batch)
        try:
            while not self._stop.is_set():
                batch = await ahead
                if not batch:
                    if self.state.lag_seconds or self.state.failing:
                        self._tell(lag_seconds=0.0, failing="", words="")
                    if self._once:
                        return
                    await source.wait(self._pace.poll)
                    if loop.time() >= look_at:
                        await publication.look_over()
                        look_at = loop.time() + self._pace.look
                else:
                    position = batch[-1].position
                ahead = await reading_ahead(source, position, self._pace.batch)
                if batch:
                    await self._publish(publication, batch)
                    if len(batch) == self._pace.batch:
                        self._tell(head=await source.head())
        finally:
            await drop(ahead)

    async def _publish(self, publication: Publication, batch: Sequence[PublishedEvent]) -> None:
        position = batch[-1].position
        count = await publication.publish(batch)
        state = self.state
        self._tell(
            position=position,
            head=max(state.head, position),
            published=state.published + count,
            transactions=state.transactions + 1,
            lag_seconds=max(0.0, time.time() - batch[0].recorded_at.timestamp()),
            failing="",
            words="",
        )

    def _wait_out(self, error: QuorateError) -> None:
        log.warning("relay backs off", extra={"codes": [error.code]})
        self._tell(failing=error.code, words=f"{error.message} {error.suggestion}")

    def _tell(self, **changes: object) -> None:
        self.state = msgspec.structs.replace(self.state, **changes)
        self._on_state(self.state)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stop.wait()
        except TimeoutError:
            return


def _ahead(position: int, head: int) -> RelayAheadOfLog:
    return RelayAheadOfLog(
        f"Kafka holds events up to position {position}, the log only up to {head}.",
        "Check QUORATE_PARTNERSHIP and the database. After a restore from a backup the topics hold events that "
        "the log no longer has: delete them, run quorate topics apply, and publish anew.",
    )
