"""How far the relay has come: kept in Kafka, in the same transaction as the events, and read back at its start."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from quorate_events.kafka.cloudevents import from_record
from quorate_events.kafka.ports import Admin, Extent, Partition, Received, Record

T = TypeVar("T")

_KEY = b"position"
_FIRST_STEP = 16
"""Offsets that are read back at first; twice as many each time that they hold no committed record."""


class _Control(msgspec.Struct):
    position: int


_decode = msgspec.json.Decoder(_Control).decode


def position_record(topic: str, position: int) -> Record:
    """Return the record that goes into the transaction of the events up to ``position``."""
    return Record(topic, _KEY, msgspec.json.encode(_Control(position)))


async def committed_position(admin: Admin, events: str, positions: str) -> int:
    """Return the last position whose event is committed in the topic ``events``, 0 when none is.

    Only to be asked once the producer has opened: then nothing of a former one is under way any more. It
    follows from what is in the topics now, so that one that was deleted, and made anew, is filled again.
    """
    extents = await admin.extents(events)
    if all(extent.end == 0 for extent in extents.values()):
        return 0
    for partition, extent in (await admin.extents(positions)).items():
        kept = await _last(admin, partition, extent, lambda each: _decode(each.value or b"").position)
        if kept is not None:
            return kept
    # The topic of positions is new, and the events' is not: they know their positions themselves.
    found = [
        await _last(admin, partition, extent, lambda each: from_record(each).position)
        for partition, extent in extents.items()
    ]
    return max((each for each in found if each is not None), default=0)


async def _last(admin: Admin, partition: Partition, extent: Extent, of: Callable[[Received], T]) -> T | None:
    step = _FIRST_STEP
    start = extent.end
    while start > extent.first:
        start = max(extent.first, extent.end - step)
        records = await admin.read(partition, start, extent.end)
        if records:
            return of(records[-1])
        step *= 2
    return None
