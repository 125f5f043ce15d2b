"""Who may hold, erase and hand out what is kept about a person."""

from quorate_events.access.action import Action
from quorate_events.access.actor import Duty
from quorate_events.access.conditions import people
from quorate_events.access.policy import Ground
from quorate_events.access.rules.rule import LOOK, NOTICE, Rule

PERSONAL_DATA_RULES = (
    Rule(
        "personal_files",
        frozenset({Action.READ_PERSONAL_FILE}),
        people(Duty.DATA_PROTECTION_OFFICER, Duty.SAFEGUARDING_PARTNER, Duty.AUDITOR),
        (),
        Ground.DUTY,
        "Who asks for, approves or audits erasure sees holds and how erasure stands.",
        LOOK,
    ),
    Rule(
        "holdings",
        frozenset({Action.READ_HOLDINGS}),
        people(Duty.DATA_PROTECTION_OFFICER),
        (),
        Ground.DUTY,
        "The data protection officer answers requests for access (UK GDPR, Article 15), and reads for that what is "
        "held about the person, restricted parts too; that is told.",
        NOTICE,
    ),
    Rule(
        "officer_holds",
        frozenset({Action.HOLD_DATA}),
        people(Duty.DATA_PROTECTION_OFFICER),
        (),
        Ground.DUTY,
        "The data protection officer places holds, reviews and lifts them.",
    ),
    Rule(
        "officer_asks_for_erasure",
        frozenset({Action.REQUEST_ERASURE}),
        people(Duty.DATA_PROTECTION_OFFICER),
        (),
        Ground.DUTY,
        "The data protection officer asks for erasure, or declines it.",
    ),
    Rule(
        "second_person_approves_erasure",
        frozenset({Action.APPROVE_ERASURE}),
        people(Duty.DATA_PROTECTION_OFFICER, Duty.SAFEGUARDING_PARTNER),
        (),
        Ground.DUTY,
        "Another data protection officer, or a safeguarding partner, approves; the command refuses whoever asked.",
    ),
)
