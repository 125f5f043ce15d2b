"""Who may check that the log was not altered, see what its entries are made of and in which order, and cosign it."""

from quorate_events.access import conditions as when
from quorate_events.access.action import Action
from quorate_events.access.actor import Duty
from quorate_events.access.conditions import people
from quorate_events.access.policy import Ground
from quorate_events.access.rules.rule import LOOK, Rule

EVIDENCE_RULES = (
    Rule(
        "evidence",
        frozenset({Action.READ_EVIDENCE}),
        when.EVERYBODY,
        (),
        Ground.MEMBER,
        "Every member may check that the log was not altered: checkpoints and proofs are hashes.",
    ),
    Rule(
        "audit_reads_entries",
        frozenset({Action.READ_ENTRIES}),
        people(Duty.AUDITOR, Duty.DATA_PROTECTION_OFFICER),
        (),
        Ground.DUTY,
        "The auditor and the data protection officer see which event stands where, not what it says.",
        LOOK,
    ),
    Rule(
        "audit_reads_timeline",
        frozenset({Action.READ_TIMELINE}),
        people(Duty.AUDITOR, Duty.DATA_PROTECTION_OFFICER),
        (),
        Ground.DUTY,
        "They are told every change in a meeting, by whom and when, and no word of what was written. Whoever reads the "
        "meeting is told of the changes that they may know of, in words.",
        LOOK,
    ),
    Rule(
        "witness_cosigns",
        frozenset({Action.COSIGN}),
        when.WITNESSES,
        (),
        Ground.DUTY,
        "An agency that is a witness hands in what it signed.",
    ),
)
