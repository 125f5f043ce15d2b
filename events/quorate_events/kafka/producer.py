"""The transactional producer on kafka-python."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress

from kafka import KafkaProducer, TopicPartition
from kafka.producer.future import FutureRecordMetadata

from quorate_events.errors import QuorateError
from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.errors import KafkaUnavailable, ProducerFenced, PublicationFailed
from quorate_events.kafka.opening import opening
from quorate_events.kafka.ports import BeforeCommit, Partition, Record
from quorate_events.kafka.topics import LARGEST_RECORD
from quorate_events.kafka.translation import TOO_LARGE, too_large, translated
from quorate_events.kafka.worker import Worker

_CLOSE = 2.0
"""Seconds that closing may take, twice over."""

_BACKOFF_MS = 5
"""kafka-python sleeps this long wherever it waits for the broker's word on a transaction; its default of 100
would be the delay of every small transaction."""


class KafkaTransactionalProducer:
    """Publishes in transactions under ``transactional_id``, which one process at a time has.

    ``timeout`` bounds one transaction, in seconds; the broker aborts what was left open for twice as long.
    ``topics`` are looked up when it opens, so that the first transaction does not wait for them.
    """

    def __init__(
        self,
        access: KafkaAccess,
        transactional_id: str,
        topics: Sequence[str] = (),
        *,
        timeout: float = 30.0,
    ) -> None:
        self._access = access
        self._id = transactional_id
        self._topics = topics
        self._timeout = timeout
        self._worker = Worker(f"kafka producer {transactional_id}")
        self._producer: KafkaProducer | None = None
        self._closed = False

    @property
    def transactional_id(self) -> str:
        """Under which it publishes."""
        return self._id

    async def open(self) -> None:
        """Take over the transactional id; see the port."""
        await self._worker.do(self._open, self._access.connect_timeout + self._timeout)

    async def publish(self, records: Sequence[Record], *, before_commit: BeforeCommit | None = None) -> None:
        """Publish in one transaction; see the port."""
        if before_commit is None:
            await self._worker.do(lambda: self._publish(records), self._timeout)
            return
        begun = _now()
        try:
            await self._worker.do(lambda: self._write(records), self._timeout)
            async with asyncio.timeout(self._timeout):
                await before_commit()
            if _now() - begun > self._timeout:
                raise _overdue()
            await self._worker.do(self._commit, self._timeout)
        except TimeoutError:
            raise _overdue() from None
        except ProducerFenced:
            # A transaction that the broker has aborted for its age looks to the client like one that another process
            # has fenced.
            if _now() - begun > self._timeout:
                raise _overdue() from None
            raise

    async def end(self, partitions: Sequence[Partition], *, committed: bool) -> None:
        """End what stands open there; see the port."""
        await self._worker.do(lambda: self._end(partitions, committed), self._timeout)

    async def close(self) -> None:
        """Let go; see the port."""
        if self._closed:
            return
        self._closed = True
        with suppress(QuorateError):
            await self._worker.do(self._close, _CLOSE)
        await self._worker.close(_CLOSE)

    def _open(self) -> None:
        wait_ms = int(self._timeout * 1000)
        options = self._access.options(f"quorate {self._id}")
        options["request_timeout_ms"] = min(wait_ms, options["request_timeout_ms"])
        with opening(self._access):
            self._producer = KafkaProducer(
                transactional_id=self._id,
                enable_idempotence=True,
                transaction_timeout_ms=2 * wait_ms,
                delivery_timeout_ms=wait_ms,
                max_block_ms=min(wait_ms, 10_000),
                retry_backoff_ms=_BACKOFF_MS,
                # Nothing lingers: a transaction is handed over whole, then flushed.
                linger_ms=0,
                batch_size=256 * 1024,
                max_request_size=LARGEST_RECORD,
                allow_auto_create_topics=False,
                metrics_enabled=False,
                **options,
            )
            self._producer.init_transactions()
            for topic in self._topics:
                self._producer.partitions_for(topic)

    def _publish(self, records: Sequence[Record]) -> None:
        self._write(records)
        self._commit()

    def _write(self, records: Sequence[Record]) -> None:
        producer, sent = self._opened(), list[FutureRecordMetadata]()
        try:
            producer.begin_transaction()
            for each in records:
                sent.append(
                    producer.send(
                        each.topic, each.value, each.key, each.headers, each.partition, each.timestamp
                    )
                )
            producer.flush(self._timeout)
            # Where the producer's epoch had to be raised, records are dropped and only their futures say so: a
            # commit would publish the rest.
            for each in sent:
                if not each.succeeded():
                    raise each.exception or TimeoutError
        except Exception as error:
            # What is too large fails the whole transaction, and only its own future says why.
            causes = [*(each.exception for each in sent), error]
            for number, cause in enumerate(causes):
                if isinstance(cause, TOO_LARGE):
                    raise too_large(records[number].topic, number) from error
            raise self._fenced_or(error) from error

    def _commit(self) -> None:
        try:
            self._opened().commit_transaction()
        except Exception as error:
            raise self._fenced_or(error) from error

    def _end(self, partitions: Sequence[Partition], committed: bool) -> None:
        # A mark ends all that the id left open in a partition, and goes to those that the transaction was told of.
        try:
            producer = self._opened()
            producer.begin_transaction()
            for each in partitions:
                if committed:
                    # There is no public way to commit in a partition without writing to it.
                    producer._transaction_manager.maybe_add_partition_to_transaction(TopicPartition(*each))
                else:
                    # A compacted topic takes nothing without a key.
                    producer.send(each.topic, b"", b"aborted", partition=each.number)
            producer.flush(self._timeout)
            if committed:
                producer.commit_transaction()
            else:
                producer.abort_transaction()
        except Exception as error:
            raise self._fenced_or(error) from error

    def _opened(self) -> KafkaProducer:
        if self._producer is None or self._closed:
            raise PublicationFailed("The producer is not open.", "Open a new one.")
        return self._producer

    def _fenced_or(self, error: Exception) -> QuorateError:
        # The client wraps what the broker said in errors of its own; the first cause is with its transactions.
        manager = self._producer._transaction_manager if self._producer else None
        for cause in (error, getattr(manager, "last_error", None)):
            if cause is not None and isinstance(known := translated(cause), ProducerFenced):
                return known
        return translated(error)

    def _close(self) -> None:
        if self._producer is not None:
            with suppress(Exception):
                self._producer.close(timeout=_CLOSE / 2)
            # After a transaction that failed it closes nothing, and its thread would stay for ever.
            self._producer._sender.force_close()


def _now() -> float:
    # Goes on while the machine sleeps, as the broker's clock does.
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def _overdue() -> KafkaUnavailable:
    return KafkaUnavailable(
        "A transaction took longer than it may, and was given up.",
        "Nothing needs to be done: it is made anew.",
    )
