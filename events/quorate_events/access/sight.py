"""How much of a part somebody sees: the two questions about a part, asked together."""

from enum import StrEnum

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import Circumstances, PartFacts


class Sight(StrEnum):
    """How much of a part a viewer may see."""

    NOTHING = "nothing"
    WITHDRAWAL = "withdrawal"
    """That a part was withdrawn and why, so that nobody goes on relying on it; not its text."""
    TEXT = "text"


def sight_of_part(actor: Actor, part: PartFacts, now: Circumstances) -> Sight:
    """Return how much of a part the actor may see."""
    if decide(actor, Action.READ_PART, part, now).allowed:
        return Sight.TEXT
    known = decide(actor, Action.KNOW_OF_PART, part, now).allowed
    return Sight.WITHDRAWAL if known else Sight.NOTHING
