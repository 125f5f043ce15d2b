"""What one rule of access is, and what several of them share."""

from collections.abc import Set

import msgspec

from quorate_events.access.action import Action
from quorate_events.access.conditions import Condition
from quorate_events.access.policy import Ground, Obligation


class Rule(msgspec.Struct, frozen=True):
    """``who`` may do each of ``actions`` when all the conditions hold, on ``ground``.

    ``in_words`` is the rule as the partnership would say it.
    """

    name: str
    actions: Set[Action]
    who: Condition
    when: tuple[Condition, ...]
    ground: Ground
    in_words: str
    obligations: Set[Obligation] = frozenset()


LOOK = frozenset({Obligation.RECORD_LOOK})
NOTICE = frozenset({Obligation.NOTIFY_CHAIR_AND_DPO})
ALARM = LOOK | NOTICE

MEETING = frozenset(
    {
        Action.READ_MEETING,
        Action.READ_ATTENDANCE,
        Action.READ_QUORACY,
        Action.READ_TIMELINESS,
        Action.WATCH_MEETING,
    }
)
"""What one meeting shows of itself."""
