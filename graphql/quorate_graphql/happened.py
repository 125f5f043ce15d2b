"""Reads from stored events what subscriptions have to know: what kind each is, and which parts it is about."""

from collections.abc import Iterable, Iterator
from uuid import UUID

import asyncpg
import msgspec

from quorate_events.meetings.contributions import ContributionSubmitted
from quorate_events.meetings.parts import PartCorrected, PartReleased, PartWithdrawn
from quorate_graphql.changes import Change, Happened

ABOUT_PARTS = frozenset(
    event.TOPIC for event in (ContributionSubmitted, PartReleased, PartCorrected, PartWithdrawn)
)
"""The topics of events that some viewers of the meeting may not know of."""


class _OnePart(msgspec.Struct):
    part_id: UUID


class _Parts(msgspec.Struct):
    """The ids in an event about parts. Its texts are passed over, and never kept."""

    part_id: UUID | None = None
    parts: tuple[_OnePart, ...] = ()


_PARTS = msgspec.json.Decoder(_Parts)


def changes_of(rows: Iterable[asyncpg.Record]) -> list[Change]:
    """Return what happened as one change a stream, in the order of their latest events."""
    changes: dict[UUID, Change] = {}
    for row in rows:
        happened = frozenset(happened_in(row["topic"], row["content"]))
        change = Change(row["stream_id"], row["position"], happened)
        before = changes.pop(change.stream_id, None)
        changes[change.stream_id] = change if before is None else before.joined(change)
    return list(changes.values())


def happened_in(topic: str, content: bytes | None) -> Iterator[Happened]:
    """Yield what an event tells: one thing for each part that it is about.

    An event about parts that cannot be read is told without one, which nobody may know of.
    """
    if topic not in ABOUT_PARTS or content is None:
        yield Happened(topic)
        return
    try:
        read = _PARTS.decode(content)
    except msgspec.MsgspecError:
        yield Happened(topic)
        return
    ids = [read.part_id, *(each.part_id for each in read.parts)]
    yield from (Happened(topic, part_id) for part_id in ids if part_id is not None)
