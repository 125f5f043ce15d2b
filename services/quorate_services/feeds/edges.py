"""What is told at one step: what an agency may see after it and might not before. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from quorate_events.access.actor import Actor
from quorate_services.feeds.following import Followed
from quorate_services.feeds.seen import Item, seen


class Moment(NamedTuple):
    """How far the log, and the clock that releases parts, had come."""

    position: int
    time: datetime


class Edge(NamedTuple):
    """What came into sight, in the order in which it happened; ``ended``: the meeting itself went out of it."""

    items: Sequence[Item]
    ended: bool


NOTHING = Edge((), False)


def edge(meeting: Followed, actor: Actor, before: Moment, after: Moment, now: datetime) -> Edge:
    """Return what ``actor`` is told of the step from ``before`` to ``after``.

    Nothing is told that the policy withholds by now, however late this is worked out: what was withdrawn since,
    or is no longer for the agency, stays untold. Should it come back into sight, a later step tells it.
    """
    was, then = seen(meeting, actor, *before), seen(meeting, actor, *after)
    lost = was.reads and not then.reads
    fresh = then.items.keys() - was.items.keys()
    if not fresh and not lost:
        return NOTHING
    present = seen(meeting, actor, None, now)
    told = sorted((then.items[key] for key in fresh & present.items.keys()), key=_order)
    return Edge(told, lost and not present.reads)


def _order(item: Item) -> tuple[int, str]:
    return item.position, str(item.part_id)
