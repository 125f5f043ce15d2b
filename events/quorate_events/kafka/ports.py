"""What Quorate needs of Kafka. Nothing here blocks the event loop, and every call may be cancelled."""

from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from enum import StrEnum
from typing import NamedTuple, Protocol

import msgspec

Headers = list[tuple[str, bytes]]


class Partition(NamedTuple):
    """One partition of a topic."""

    topic: str
    number: int


class Record(msgspec.Struct, frozen=True, gc=False):
    """What is published. ``value`` None removes the key where the topic is compacted.

    ``timestamp`` is in milliseconds since 1970, now when None. ``partition`` follows from the key when None.
    """

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers = []
    timestamp: int | None = None
    partition: int | None = None


class Received(msgspec.Struct, frozen=True, gc=False):
    """What was published, with its place."""

    partition: Partition
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    timestamp: int


BeforeCommit = Callable[[], Awaitable[None]]


class TransactionalProducer(Protocol):
    """Publishes in transactions: all records of one are seen by readers of committed ones, or none is."""

    @property
    def transactional_id(self) -> str:
        """Under which it publishes; one process at a time has it."""
        ...

    async def open(self) -> None:
        """Take over the transactional id: whoever had it is fenced, what it left open is aborted.

        Raises ``KafkaUnavailable`` and ``KafkaRefused``.
        """
        ...

    async def publish(self, records: Sequence[Record], *, before_commit: BeforeCommit | None = None) -> None:
        """Publish ``records`` in one transaction, in order for each key.

        ``before_commit`` runs when Kafka has them all, and nobody sees them; what it raises keeps it so.

        Raises ``ProducerFenced``, ``KafkaUnavailable``, ``KafkaTopicMissing``, ``KafkaRefused``,
        ``KafkaRecordTooLarge``, ``PublicationFailed``. After any of them, and after a cancellation, it is not known
        whether the records were published: close this producer, open a new one, and read back what was committed.
        """
        ...

    async def end(self, partitions: Sequence[Partition], *, committed: bool) -> None:
        """Commit or abort what was published in ``partitions`` under this id and neither committed nor aborted.

        Raises what :meth:`publish` raises.
        """
        ...

    async def close(self) -> None:
        """Let go, within a few seconds, whatever is under way. Harmless twice."""
        ...


Positions = Mapping[Partition, int]
"""The offset of the record that comes next, by partition."""

OnAssigned = Callable[[frozenset[Partition]], Awaitable[Positions]]
"""Is told of new partitions, and says where to begin; for those that it leaves out, the group knows."""

OnRevoked = Callable[[frozenset[Partition]], Awaitable[None]]
"""Is told of partitions that somebody else reads from now on."""


class Consumer(Protocol):
    """Reads committed records, as a member of a group, from positions that the caller keeps."""

    async def open(self) -> None:
        """Join the group. Raises ``KafkaUnavailable``, ``KafkaTopicMissing`` and ``KafkaRefused``."""
        ...

    async def read(self) -> Sequence[Received]:
        """Return the next records, those of each partition in order; wait for some.

        A cancelled call loses none. Records of a partition that was revoked meanwhile do not come. Raises
        ``KafkaUnavailable`` and ``KafkaRefused``; then close, and open a new one.
        """
        ...

    async def commit(self, positions: Positions) -> None:
        """Tell the group how far this member has come in those of its partitions that it still has.

        Waits while partitions change hands. Raises as ``read``.
        """
        ...

    async def seek(self, positions: Positions) -> None:
        """Go on reading from ``positions``; what was read ahead is dropped."""
        ...

    def assigned(self) -> frozenset[Partition]:
        """Return the partitions that this member reads."""
        ...

    async def partitions(self, topic: str) -> int:
        """Return how many partitions a topic has, as far as this member knows. Raises ``KafkaTopicMissing``."""
        ...

    async def close(self) -> None:
        """Leave the group, within a few seconds. Harmless twice."""
        ...


class TopicState(msgspec.Struct, frozen=True):
    """A topic as Kafka has it. ``settings`` are those that were set on the topic itself."""

    name: str
    partitions: int
    replication: int
    settings: dict[str, str]


class Extent(NamedTuple):
    """The records of a partition: from ``first`` up to, but not including, ``end``."""

    first: int
    end: int


class Kind(StrEnum):
    """What a right is about."""

    TOPIC = "topic"
    """The topic of that name."""
    GROUPS = "groups"
    """Every consumer group whose name begins so."""
    OTHER = "other"
    """Something else; ``name`` says what."""


class Right(NamedTuple):
    """What a principal may do, from any host. ``operation`` is Kafka's word, such as READ."""

    principal: str
    kind: Kind
    name: str
    operation: str


class Admin(Protocol):
    """Looks at topics and changes them. Every call raises ``KafkaUnavailable`` and ``KafkaRefused``."""

    async def topics(self, names: Sequence[str]) -> Mapping[str, TopicState]:
        """Return those of ``names`` that exist."""
        ...

    async def topic_id(self, name: str) -> str:
        """Return what tells a topic from one of the same name that was before it. Raises ``KafkaTopicMissing``."""
        ...

    async def create(self, topic: TopicState) -> None:
        """Create a topic, and return once it can be written."""
        ...

    async def configure(self, name: str, settings: Mapping[str, str]) -> None:
        """Set settings of a topic."""
        ...

    async def add_partitions(self, name: str, total: int) -> None:
        """Grow a topic to ``total`` partitions."""
        ...

    async def delete(self, name: str) -> None:
        """Delete a topic with all that is in it."""
        ...

    async def extents(self, topic: str) -> Mapping[Partition, Extent]:
        """Return where each partition of a topic begins and ends, committed records only.

        Raises ``KafkaTopicMissing``.
        """
        ...

    async def unfinished(self, topic: str) -> Set[Partition]:
        """Return the partitions in which a transaction is neither committed nor aborted yet.

        Raises ``KafkaTopicMissing``.
        """
        ...

    async def ends_committed(self, transactional_id: str) -> bool:
        """Return whether the last transaction under an id is committed, or is going to be.

        False too for one that stands open, and after the id was taken over.
        """
        ...

    async def read(self, start: Partition, first: int, end: int) -> Sequence[Received]:
        """Return the committed records of one partition from ``first`` up to, but not including, ``end``."""
        ...

    async def forget(self, ends: Mapping[Partition, int]) -> None:
        """Delete the records of partitions that stand before these offsets: nobody reads them any more."""
        ...

    async def rights(self, principals: Set[str]) -> Set[Right] | None:
        """Return what ``principals`` may do; None where the broker has no authoriser."""
        ...

    async def grant(self, rights: Sequence[Right]) -> None:
        """Give rights, of kinds that are not OTHER."""
        ...

    async def close(self) -> None:
        """Let go. Harmless twice."""
        ...
