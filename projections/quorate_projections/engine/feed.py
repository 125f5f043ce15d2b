"""Where events come from: the log itself, or any other carrier that keeps the log's order."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol, cast
from uuid import UUID

import msgspec


class FeedRecord(msgspec.Struct, frozen=True, gc=False):
    """One event as stored, not yet decoded. Positions are gapless per ledger, in commit order.

    The other names are those of the ``eventsourcing`` library's stored event.
    """

    position: int
    originator_id: UUID
    originator_version: int
    topic: str
    state: bytes


class FeedPage(msgspec.Struct, frozen=True):
    """The wanted events of the positions ``after + 1`` to ``through``, in order.

    ``through`` also counts the positions whose events were not wanted; it equals ``after`` when there
    was nothing to read.
    """

    after: int
    through: int
    records: Sequence[FeedRecord]


Decode = Callable[[FeedRecord], object]
"""Makes the domain event of a record; raises whatever it likes when it cannot."""


class KeyedDecode(Protocol):
    """A ``Decode`` that needs keys at hand before it is called."""

    def __call__(self, record: FeedRecord) -> object:
        """Make the domain event of a record."""
        ...

    async def ready(self, records: Iterable[FeedRecord]) -> None:
        """Bring to hand what these records need; it stays so until the next await."""
        ...

    async def fresh(self) -> None:
        """Notice which keys were destroyed lately."""
        ...

    def when_erased(self, told: Callable[[Collection[UUID]], None]) -> None:
        """Call ``told`` when keys turn out to be destroyed: what was decoded with them is to be forgotten."""
        ...


async def ready(decode: Decode, records: Iterable[FeedRecord]) -> None:
    """Bring to hand whatever ``decode`` needs for these records, where it needs anything."""
    keyed = keyed_by(decode)
    if keyed is not None:
        await keyed.ready(records)


def keyed_by(decode: Decode) -> KeyedDecode | None:
    """Return ``decode`` where it needs keys; None where it needs none."""
    return cast(KeyedDecode, decode) if hasattr(decode, "ready") else None


class StreamReader(Protocol):
    """Reads streams of the log from their beginning."""

    async def read_streams(self, streams: Sequence[UUID], through: int) -> Sequence[FeedRecord]:
        """Return the events of ``streams`` up to position ``through``, those of each stream in order."""
        ...


class Feed(StreamReader, Protocol):
    """Carries the events of one ledger in the order of their positions. May deliver twice, never skips."""

    @property
    def ledger(self) -> str:
        """The name of the ledger."""
        ...

    async def read(self, after: int, limit: int, topics: frozenset[str]) -> FeedPage:
        """Return the events of at most ``limit`` positions behind ``after`` whose topic is wanted."""
        ...

    async def wait(self, after: int, seconds: float) -> None:
        """Return once there may be something behind ``after``, at the latest after ``seconds``."""
        ...

    def hint(self, position: int) -> None:
        """Wake whoever waits for something before ``position``: it has just been committed."""
        ...

    async def head(self) -> int:
        """Return the last position of the ledger, 0 when it is empty."""
        ...
