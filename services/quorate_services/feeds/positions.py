"""How far a feed, and the reading of an agency's commands, have come: kept in Kafka, with what they wrote."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

import msgspec

from quorate_events.kafka.ports import Admin, Record

T = TypeVar("T", bound=msgspec.Struct)

FEED, INBOX = b"feed", b"inbox"
_FIRST_STEP = 16


class Halted(msgspec.Struct, frozen=True):
    """A meeting with an event that this release cannot read: how far it was told before."""

    position: int
    time: datetime


class FeedPosition(msgspec.Struct, frozen=True):
    """A feed told all that comes of the log up to ``position``, and of the clock up to ``time``, but ``halted``.

    ``told`` is how many records that made; ``topic`` tells the topic that they went into from others that had its
    name (releases before told nothing).
    """

    position: int
    time: datetime
    told: int = 0
    halted: dict[UUID, Halted] = {}
    topic: str = ""


class InboxPosition(msgspec.Struct, frozen=True):
    """The offset of the command that comes next, by partition, in the topic whose id is ``topic``."""

    offsets: dict[str, int]
    topic: str = ""


def kept_as(topic: str, key: bytes, position: msgspec.Struct) -> Record:
    """Return the record that goes into the transaction of what was written up to ``position``."""
    return Record(topic, key, msgspec.json.encode(position))


async def committed(admin: Admin, topic: str, key: bytes, kind: type[T]) -> T | None:
    """Return the last position that is committed under ``key``, None when there is none.

    Only to be asked once the producer has opened: then nothing of a former one is under way any more.
    """
    for partition, extent in (await admin.extents(topic)).items():
        step, start = _FIRST_STEP, extent.end
        while start > extent.first:
            start = max(extent.first, extent.end - step)
            own = [each for each in await admin.read(partition, start, extent.end) if each.key == key]
            if own:
                return msgspec.json.decode(own[-1].value or b"", type=kind)
            step *= 4
    return None
