"""The admin on kafka-python."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import suppress
from typing import Any, TypeVar

from kafka import KafkaConsumer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient, OffsetSpec, TransactionState
from kafka.errors import TopicAuthorizationFailedError, TransactionalIdNotFoundError, for_code

from quorate_events.errors import QuorateError
from quorate_events.kafka import acls
from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.errors import KafkaTopicMissing, KafkaUnavailable
from quorate_events.kafka.opening import opening
from quorate_events.kafka.ports import Extent, Partition, Received, Right, TopicState
from quorate_events.kafka.received import received
from quorate_events.kafka.topics import LARGEST_RECORD
from quorate_events.kafka.translation import translated
from quorate_events.kafka.worker import Worker

T = TypeVar("T")

_CLOSE = 2.0
_POLL_MS = 50
_PATIENCE_MS = 10_000
_COMMITTED = {TransactionState.PREPARE_COMMIT, TransactionState.COMPLETE_COMMIT}
_LOOKS, _BETWEEN_LOOKS = 100, 0.05
"""How often, and how many seconds apart, it is looked whether a change has come through."""


class KafkaAdmin:
    """Looks at topics and changes them; connects when first asked."""

    def __init__(self, access: KafkaAccess, *, timeout: float = 30.0) -> None:
        self._access = access
        self._timeout = timeout
        self._worker = Worker("kafka admin")
        self._client: Any = None
        self._reader: Any = None
        self._closed = False

    async def topics(self, names: Sequence[str]) -> Mapping[str, TopicState]:
        """Return those of ``names`` that exist."""
        return await self._do(lambda: self._topics(names))

    async def topic_id(self, name: str) -> str:
        """Return what tells a topic from one of the same name that was before it."""
        return await self._do(lambda: self._topic_id(name))

    async def create(self, topic: TopicState) -> None:
        """Create a topic, and return once it can be written."""
        wanted = {
            topic.name: {
                "num_partitions": topic.partitions,
                "replication_factor": topic.replication,
                "configs": topic.settings,
            }
        }
        await self._do(lambda: self._admin().create_topics(wanted, wait_for_metadata=True))

    async def configure(self, name: str, settings: Mapping[str, str]) -> None:
        """Set settings of a topic, and return once they are seen."""
        resource = ConfigResource(ConfigResourceType.TOPIC, name, configs=dict(settings))
        await self._do(lambda: self._admin().alter_configs([resource]))
        await self._until_seen(name, lambda state: settings.items() <= state.settings.items())

    async def add_partitions(self, name: str, total: int) -> None:
        """Grow a topic to ``total`` partitions, and return once they are seen."""
        await self._do(lambda: self._admin().create_partitions({name: total}))
        await self._until_seen(name, lambda state: state.partitions >= total)

    async def _until_seen(self, name: str, as_wanted: Callable[[TopicState], bool]) -> None:
        """Wait until a broker that took a change also tells of it: it learns of it from the log of the cluster."""
        for _ in range(_LOOKS):
            state = (await self.topics([name])).get(name)
            if state is None or as_wanted(state):
                return
            await asyncio.sleep(_BETWEEN_LOOKS)

    async def delete(self, name: str) -> None:
        """Delete a topic with all that is in it."""
        await self._do(lambda: self._admin().delete_topics([name]))

    async def extents(self, topic: str) -> Mapping[Partition, Extent]:
        """Return where each partition of a topic begins and ends; see the port."""
        return await self._do(lambda: self._extents(topic))

    async def unfinished(self, topic: str) -> Set[Partition]:
        """Return where a transaction stands open; see the port."""
        return await self._do(lambda: self._unfinished(topic))

    async def ends_committed(self, transactional_id: str) -> bool:
        """Return whether the last transaction under an id is committed; see the port."""
        return await self._do(lambda: self._ends_committed(transactional_id))

    async def read(self, start: Partition, first: int, end: int) -> Sequence[Received]:
        """Return the committed records of one partition between two offsets."""
        return await self._do(lambda: self._read(start, first, end))

    async def forget(self, ends: Mapping[Partition, int]) -> None:
        """Delete what stands before these offsets; see the port."""
        await self._do(lambda: self._forget(ends))

    async def rights(self, principals: Set[str]) -> Set[Right] | None:
        """Return what ``principals`` may do; see the port."""
        return await self._do(lambda: acls.rights(self._admin(), principals))

    async def grant(self, rights: Sequence[Right]) -> None:
        """Give rights; see the port."""
        await self._do(lambda: acls.grant(self._admin(), rights))

    async def close(self) -> None:
        """Let go; see the port."""
        if self._closed:
            return
        self._closed = True
        with suppress(QuorateError):
            await self._worker.do(self._close, _CLOSE)
        await self._worker.close(_CLOSE)

    async def _do(self, call: Callable[[], T]) -> T:
        def translating() -> T:
            try:
                return call()
            except Exception as error:
                raise translated(error) from error

        return await self._worker.do(translating, self._access.connect_timeout + self._timeout)

    def _admin(self) -> Any:
        if self._client is None:
            with opening(self._access):
                self._client = KafkaAdminClient(**self._access.options("quorate admin"))
        return self._client

    def _consumer(self) -> Any:
        if self._reader is None:
            with opening(self._access):
                self._reader = KafkaConsumer(
                    group_id=None,
                    isolation_level="read_committed",
                    enable_auto_commit=False,
                    auto_offset_reset="earliest",
                    allow_auto_create_topics=False,
                    metrics_enabled=False,
                    max_partition_fetch_bytes=LARGEST_RECORD,
                    # At the end of a partition, where nothing but an aborted transaction is left to pass.
                    fetch_max_wait_ms=_POLL_MS,
                    **self._access.options("quorate reader"),
                )
        return self._reader

    def _topics(self, names: Sequence[str]) -> Mapping[str, TopicState]:
        described = self._admin().describe_topics(list(names)) if names else []
        there = [each for each in described if each["error_code"] == 0]
        found = {}
        for each in there:
            replicas = min((len(part["replica_nodes"]) for part in each["partitions"]), default=0)
            settings = self._settings(each["name"])
            found[each["name"]] = TopicState(each["name"], len(each["partitions"]), replicas, settings)
        return found

    def _topic_id(self, name: str) -> str:
        (found,) = self._admin().describe_topics([name])
        if found["error_code"] != 0:
            raise for_code(found["error_code"])
        return str(found["topic_id"])

    def _settings(self, name: str) -> dict[str, str]:
        resource = ConfigResource(ConfigResourceType.TOPIC, name)
        answer = self._admin().describe_configs([resource], config_filter="modified")
        return {key: str(value["value"]) for key, value in answer["topic"][name].items()}

    def _unfinished(self, topic: str) -> Set[Partition]:
        # The committed end is asked for after the other one: what ends in between is finished.
        partitions = self._partitions(topic)
        every = self._admin().list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.LATEST))
        finished = self._consumer().end_offsets(partitions)
        return {Partition(*each) for each in partitions if finished[each] < every[each].offset}

    def _ends_committed(self, transactional_id: str) -> bool:
        try:
            described = self._admin().describe_transactions([transactional_id])
        except TransactionalIdNotFoundError:
            return False
        return described[transactional_id].state in _COMMITTED

    def _extents(self, topic: str) -> Mapping[Partition, Extent]:
        consumer, partitions = self._consumer(), self._partitions(topic)
        first, end = consumer.beginning_offsets(partitions), consumer.end_offsets(partitions)
        return {Partition(*each): Extent(first[each], end[each]) for each in partitions}

    def _partitions(self, topic: str) -> Sequence[TopicPartition]:
        numbers = self._consumer().partitions_for_topic(topic)
        if not numbers:
            # The list of all topics, in which it was looked for, leaves out those that one may not know of.
            described = self._admin().describe_topics([topic])
            if any(each["error_code"] == TopicAuthorizationFailedError.errno for each in described):
                raise TopicAuthorizationFailedError(topic)
            raise KafkaTopicMissing(f"The topic {topic} is missing.", "Run quorate topics apply.")
        return [TopicPartition(topic, number) for number in sorted(numbers)]

    def _read(self, start: Partition, first: int, end: int) -> Sequence[Received]:
        consumer, place = self._consumer(), TopicPartition(*start)
        consumer.assign([place])
        consumer.seek(place, first)
        records: list[Received] = []
        position, moved_at = first, time.monotonic()
        while position < end:
            # A poll that meets nothing but marks of transactions moves on and returns nothing, as late as it may.
            polled = consumer.poll(timeout_ms=_POLL_MS).get(place, ())
            records += [received(each) for each in polled if each.offset < end]
            before, position = position, consumer.position(place, timeout_ms=_PATIENCE_MS)
            if position > before:
                moved_at = time.monotonic()
            elif time.monotonic() - moved_at > _PATIENCE_MS / 1000:
                raise KafkaUnavailable("Kafka does not hand out its records.", "Check that Kafka is well.")
        return records

    def _forget(self, ends: Mapping[Partition, int]) -> None:
        if ends:
            self._admin().delete_records({TopicPartition(*each): end for each, end in ends.items()})

    def _close(self) -> None:
        with suppress(Exception):
            if self._client is not None:
                self._client.close()
        with suppress(Exception):
            if self._reader is not None:
                self._reader.close(autocommit=False, timeout_ms=500)
