"""The rules of access, as a table. Whatever no rule allows is refused.

Need to know comes by invitation, not by rank: the duties say what kind of work somebody does, the facts of
each meeting say for which meetings. Sources: Working Together to Safeguard Children 2023; Data Protection Act
2018, Schedule 1, paragraph 18; the all-Wales and Sussex procedures on confidential information and exclusion.
"""

from quorate_events.access.rules.children import CHILD_RULES
from quorate_events.access.rules.commands import COMMAND_RULES
from quorate_events.access.rules.evidence import EVIDENCE_RULES
from quorate_events.access.rules.meetings import MEETING_RULES
from quorate_events.access.rules.partnership import PARTNERSHIP_RULES
from quorate_events.access.rules.personal_data import PERSONAL_DATA_RULES
from quorate_events.access.rules.rule import MEETING, Rule
from quorate_events.access.rules.shared import SHARED_RULES
from quorate_events.access.rules.work import WORK_RULES

__all__ = [
    "CHILD_RULES",
    "COMMAND_RULES",
    "EVIDENCE_RULES",
    "MEETING",
    "MEETING_RULES",
    "PARTNERSHIP_RULES",
    "PERSONAL_DATA_RULES",
    "RULES",
    "SHARED_RULES",
    "WORK_RULES",
    "Rule",
]

RULES: tuple[Rule, ...] = (
    *MEETING_RULES,
    *SHARED_RULES,
    *CHILD_RULES,
    *WORK_RULES,
    *PARTNERSHIP_RULES,
    *EVIDENCE_RULES,
    *PERSONAL_DATA_RULES,
    *COMMAND_RULES,
)
"""All rules. The first that holds gives the ground."""
