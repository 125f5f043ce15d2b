"""What a step of a feed looks at, for the record of looks: whatever is told was read by the agency's software."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from quorate_events.access.actor import Actor
from quorate_events.access.policy import Look
from quorate_events.people.child import ChildBorn, ChildRegistered
from quorate_services.feeds.edges import Edge
from quorate_services.feeds.seen import Item

WHAT = "feed"


def looks_at(told: Edge, actor: Actor, meeting_id: UUID, child_ids: Sequence[UUID]) -> Iterator[Look]:
    """Yield a look for each ground on which something of a meeting is told.

    Where no child is told of in particular, it is a look at all whom the meeting is about, ``child_ids``.
    """
    for ground in sorted({item.ground for item in told.items}):
        items = [item for item in told.items if item.ground is ground]
        of_children = dict.fromkeys(item.kept.stored.stream_id for item in items if _of_child(item))
        actions = {each for each in map(_action, items) if each is not None}
        yield Look(
            actor,
            WHAT,
            ground=ground,
            meeting_id=meeting_id,
            child_ids=tuple(of_children or child_ids),
            action_id=actions.pop() if len(actions) == 1 else None,
            part_ids=tuple(dict.fromkeys(each for each in map(_part, items) if each is not None)),
        )


def _of_child(item: Item) -> bool:
    return isinstance(item.kept.event, ChildRegistered | ChildBorn)


def _action(item: Item) -> UUID | None:
    found: UUID | None = getattr(item.kept.event, "action_id", None)
    return found


def _part(item: Item) -> UUID | None:
    found: UUID | None = item.part_id or getattr(item.kept.event, "part_id", None)
    return found
