"""The blocking half of the consumer: what its thread does with kafka-python."""

import threading
from collections.abc import Sequence
from typing import Any, NamedTuple

from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.subscription_state import ConsumerRebalanceListener
from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor
from kafka.structs import MemberState, OffsetAndMetadata

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.errors import KafkaTopicMissing
from quorate_events.kafka.opening import opening
from quorate_events.kafka.ports import Partition, Positions, Received
from quorate_events.kafka.received import received

_POLL_MS = 50
"""How long one poll waits for records, and so the longest that a commit waits for its turn."""


class Polled(NamedTuple):
    """What one poll brought. ``revoked`` comes first, then ``assigned``, then the records of the others."""

    revoked: frozenset[Partition]
    assigned: frozenset[Partition]
    records: Sequence[Received]


class Polling:
    """One member of a group. Every method is called by the same thread."""

    def __init__(self, access: KafkaAccess, group: str, topics: Sequence[str], batch: int) -> None:
        self._access = access
        self._group = group
        self._topics = topics
        self._batch = batch
        self._consumer: Any = None
        self._changes = _Changes()
        self._halted = False

    def open(self) -> None:
        """Connect, and join the group with the first poll."""
        with opening(self._access):
            self._consumer = KafkaConsumer(
                group_id=self._group,
                isolation_level="read_committed",
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                allow_auto_create_topics=False,
                partition_assignment_strategy=[CooperativeStickyAssignor],
                max_poll_records=self._batch,
                session_timeout_ms=10_000,
                heartbeat_interval_ms=1_000,
                # A partition whose transaction has just been committed is asked for again at once.
                fetch_max_wait_ms=100,
                retry_backoff_ms=20,
                # How soon a new topic or partition is noticed.
                metadata_max_age_ms=5_000,
                metrics_enabled=False,
                **self._access.options(f"quorate {self._group}"),
            )
        self._changes.consumer = self._consumer
        for topic in self._topics:
            # A member that leads the group gives nobody a topic that it has not heard of yet.
            self.partitions(topic)
        self._consumer.subscribe(self._topics, listener=self._changes)

    def partitions(self, topic: str) -> int:
        """Return how many partitions a topic has."""
        known = self._consumer.partitions_for_topic(topic)
        if not known:
            raise KafkaTopicMissing(f"The topic {topic} is missing.", "Run quorate topics apply.")
        return len(known)

    def poll(self, full: bool) -> Polled:
        """Read what has come; with ``full`` only say that this member lives."""
        self._halt(full)
        self._take_up_rebalance()
        polled = self._consumer.poll(timeout_ms=0 if full else _POLL_MS)
        revoked, assigned = self._changes.take()
        records = [
            received(each)
            for place, batch in polled.items()
            if Partition(*place) not in assigned
            for each in batch
        ]
        return Polled(revoked, assigned, records)

    def _take_up_rebalance(self) -> None:
        """See that a rebalance that outlasts a poll is taken up again by the next one.

        Where news of a topic's partitions was the reason, kafka-python sees none any more once the leader has shared
        them out: it would read on without a heartbeat, while the group has given its partitions to others.
        """
        if self._consumer.group_metadata().state is MemberState.REBALANCING:
            self._consumer._coordinator.request_rejoin()

    def begin(self, partitions: frozenset[Partition], positions: Positions) -> None:
        """Read new partitions from ``positions``; from where the group is in those that it leaves out."""
        held = self._consumer.assignment()
        for place in (TopicPartition(*each) for each in partitions):
            if place in held:
                wanted = positions.get(Partition(*place))
                if wanted is not None:
                    self._consumer.seek(place, wanted)
                self._consumer.resume(place)

    def seek(self, positions: Positions) -> None:
        """Go on from ``positions``."""
        for each, offset in positions.items():
            self._consumer.seek(TopicPartition(*each), offset)

    def commit(self, positions: Positions) -> None:
        """Commit to the group."""
        offsets = {
            TopicPartition(*each): OffsetAndMetadata(offset, "", -1) for each, offset in positions.items()
        }
        self._consumer.commit(offsets, timeout_ms=10_000)

    def close(self) -> None:
        """Leave the group."""
        if self._consumer is not None:
            self._consumer.close(autocommit=False, timeout_ms=1_000)

    def _halt(self, full: bool) -> None:
        held = self._consumer.assignment() - self._changes.fresh()
        if full:
            # Each time anew: partitions may have come, and been begun, since.
            self._consumer.pause(*held)
        elif self._halted:
            self._consumer.resume(*held)
        self._halted = full


class _Changes(ConsumerRebalanceListener):  # type: ignore[misc]
    """Notes what changes hands. Its methods run on kafka-python's own loop, and must be quick."""

    def __init__(self) -> None:
        self.consumer: Any = None
        self._lock = threading.Lock()
        self._revoked: set[Partition] = set()
        self._assigned: set[Partition] = set()

    def on_partitions_assigned(self, assigned: Any) -> None:
        # Nothing of them may come before the caller has said where to begin.
        self.consumer.pause(*assigned)
        with self._lock:
            self._assigned |= {Partition(*each) for each in assigned}

    def on_partitions_revoked(self, revoked: Any) -> None:
        gone = {Partition(*each) for each in revoked}
        with self._lock:
            self._revoked |= gone - self._assigned
            self._assigned -= gone

    def fresh(self) -> set[TopicPartition]:
        with self._lock:
            return {TopicPartition(*each) for each in self._assigned}

    def take(self) -> tuple[frozenset[Partition], frozenset[Partition]]:
        with self._lock:
            taken = frozenset(self._revoked), frozenset(self._assigned)
            self._revoked, self._assigned = set(), set()
        return taken
