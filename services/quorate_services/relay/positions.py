"""How far the relay has come: kept in Kafka, in the same transaction as the events, and read back at its start."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar
from uuid import UUID

import msgspec

from quorate_events.errors import QuorateError
from quorate_events.kafka.cloudevents import NotACloudEvent, PublishedEvent, from_record
from quorate_events.kafka.ports import Admin, Extent, Partition, Received, Record

T = TypeVar("T")

_KEY = b"position"
_FIRST_STEP = 16
"""Offsets that are read back at first; twice as many each time that they hold no committed record."""
_TAIL = 256
"""Offsets of each partition that are read back at first to find what is published; four times as many each time that
they do not reach far enough."""


class RelayTopicIncomplete(QuorateError):
    """The topic of events was made anew, and does not begin with the first event."""

    code = "relay_topic_incomplete"


class _Control(msgspec.Struct, omit_defaults=True):
    """``topic`` tells the topic of events from others that had its name; releases before told nothing."""

    position: int
    topic: str = ""


_decode = msgspec.json.Decoder(_Control).decode


def position_record(topic: str, position: int, events: str) -> Record:
    """Return the record that goes into the transaction of the events up to ``position``.

    ``events`` is the id of the topic in which these are.
    """
    return Record(topic, _KEY, msgspec.json.encode(_Control(position, events)))


async def committed_position(admin: Admin, events: str, positions: str) -> int:
    """Return the last position whose event is committed in the topic ``events``, 0 when none is.

    Only to be asked once the producer has opened: then nothing of a former one is under way any more. It
    follows from what is in the topics now, so that one that was deleted, and made anew, is filled again.
    Raises ``RelayTopicIncomplete`` where that is too late, for it holds later events already.
    """
    extents = await admin.extents(events)
    if all(extent.end == 0 for extent in extents.values()):
        return 0
    kept = [
        each
        for partition, extent in (await admin.extents(positions)).items()
        if (each := await _last(admin, partition, extent, lambda each: _decode(each.value or b"")))
    ]
    if kept and kept[0].topic in ("", await admin.topic_id(events)):
        return kept[0].position
    # One of the two topics is new: the events know their positions themselves.
    last = [await _last(admin, *each, _position) for each in extents.items()]
    first = min(
        [each for each in [await _first(admin, *each) for each in extents.items()] if each], default=1
    )
    if kept and first > 1:
        raise RelayTopicIncomplete(
            f"The topic {events} was made anew, and begins with the event at position {first}.",
            "Stop the relay, delete the topic, run quorate topics apply, and start the relay: it publishes all "
            "events from the first one.",
        )
    return max((each for each in last if each is not None), default=0)


def _position(record: Received) -> int:
    return from_record(record).position


class There(NamedTuple):
    """Events that are committed in a topic: which stream the one at which position is of. Unless ``whole`` the topic
    has forgotten records: then what is not there may have been."""

    streams: Mapping[int, UUID]
    whole: bool


async def published_behind(admin: Admin, events: str, ledger: str, position: int) -> There:
    """Return the events of ``ledger`` behind ``position`` that are committed in the topic ``events``."""
    extents = await admin.extents(events)
    found = dict[int, UUID]()
    for partition, extent in extents.items():
        found |= await _tail(admin, partition, extent, ledger, position)
    return There(found, not any(extent.first for extent in extents.values()))


async def _tail(
    admin: Admin, partition: Partition, extent: Extent, ledger: str, position: int
) -> dict[int, UUID]:
    start, step, known = extent.end, _TAIL, list[PublishedEvent]()
    while start > extent.first and not (known and known[0].position <= position):
        start, step = max(extent.first, extent.end - step), step * 4
        read = map(_event, await admin.read(partition, start, extent.end))
        # Their positions are others: those of another ledger that has the same topic, or what somebody put there.
        known = [each for each in read if each is not None and each.ledger == ledger]
    return {each.position: each.stream_id for each in known if each.position > position}


def _event(record: Received) -> PublishedEvent | None:
    try:
        return from_record(record)
    except NotACloudEvent:
        return None


async def _first(admin: Admin, partition: Partition, extent: Extent) -> int | None:
    start, step = extent.first, _FIRST_STEP
    while start < extent.end:
        records = await admin.read(partition, start, min(extent.end, start + step))
        if records:
            return _position(records[0])
        start, step = start + step, step * 2
    return None


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
