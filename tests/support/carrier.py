"""A carrier in memory in place of Kafka, that brings events twice, late or not at all when it is told to."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from quorate_events.errors import QuorateError
from quorate_events.kafka.cloudevents import PublishedEvent, to_record
from quorate_events.kafka.partitioning import Partitioning
from quorate_events.kafka.ports import OnAssigned, OnRevoked, Partition, Positions, Received
from quorate_projections.engine.postgres_feed import PostgresFeed

TOPIC = "events"
EVERYTHING = 1_000_000


def record(event: PublishedEvent, partition: int, offset: int) -> Received:
    made = to_record(event, TOPIC)
    return Received(Partition(TOPIC, partition), offset, made.key, made.value, made.headers, 0)


async def published(feed: PostgresFeed, topics: frozenset[str]) -> list[PublishedEvent]:
    """What a relay would publish of the log."""
    page = await feed.read(0, EVERYTHING, topics)
    return [
        PublishedEvent(
            feed.ledger, each.position, each.originator_id, each.originator_version, each.topic, each.state,
            datetime.now(UTC),
        )
        for each in page.records
    ]  # fmt: skip


class Carrier:
    """The partitions of one topic; ``members`` read what ``bring`` puts in, each of its own partitions."""

    def __init__(self, partitions: int = 3) -> None:
        self.partitioning = Partitioning(partitions)
        self.members: list[Member] = []
        self._offset = 0

    def join(self, *, on_assigned: OnAssigned, on_revoked: OnRevoked) -> "Member":
        return Member(self, on_assigned, on_revoked)

    def partition_of(self, event: PublishedEvent) -> int:
        return self.partitioning.of(event.stream_id)

    def bring(self, events: Sequence[PublishedEvent], **changes: Any) -> None:
        """Hand records to whoever has their partition, all of one call at once."""
        records = []
        for event in events:
            self._offset += 1
            made = record(event, self.partition_of(event), self._offset)
            records.append(msgspec.structs.replace(made, **changes) if changes else made)
        for member in self.members:
            mine = [each for each in records if each.partition in member.held]
            if mine:
                member.inbox.put_nowait(mine)

    async def give(self, member: "Member", *numbers: int) -> None:
        """Let partitions change hands; without numbers, all of them."""
        partitions = frozenset(
            Partition(TOPIC, each) for each in numbers or range(self.partitioning.partitions)
        )
        for other in self.members:
            gone = other.held & partitions
            if other is not member and gone:
                other.held -= gone
                await other.on_revoked(gone)
        await member.on_assigned(partitions)
        member.held |= partitions


class Member:
    """One member's consumer; see the port ``Consumer``."""

    def __init__(self, carrier: Carrier, on_assigned: OnAssigned, on_revoked: OnRevoked) -> None:
        self.carrier = carrier
        self.on_assigned, self.on_revoked = on_assigned, on_revoked
        self.held: frozenset[Partition] = frozenset()
        self.inbox: asyncio.Queue[Sequence[Received] | QuorateError] = asyncio.Queue()

    async def open(self) -> None:
        self.carrier.members.append(self)

    async def read(self) -> Sequence[Received]:
        got = await self.inbox.get()
        if isinstance(got, QuorateError):
            raise got
        return got

    async def commit(self, positions: Positions) -> None:
        del positions

    async def seek(self, positions: Positions) -> None:
        del positions

    def assigned(self) -> frozenset[Partition]:
        return self.held

    async def partitions(self, topic: str) -> int:
        del topic
        return self.carrier.partitioning.partitions

    async def close(self) -> None:
        if self in self.carrier.members:
            self.carrier.members.remove(self)
