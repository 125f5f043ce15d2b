"""Who may see and keep the partnership's own: members, trends, looks, rules."""

from quorate_events.access import conditions as when
from quorate_events.access.action import Action
from quorate_events.access.actor import Duty
from quorate_events.access.conditions import people
from quorate_events.access.policy import Ground, Obligation
from quorate_events.access.rules.rule import LOOK, Rule

PARTNERSHIP_RULES = (
    Rule(
        "trends",
        frozenset({Action.READ_TRENDS}),
        people(
            Duty.PRACTITIONER,
            Duty.CONFERENCE_ADMINISTRATOR,
            Duty.AGENCY_COORDINATOR,
            Duty.SAFEGUARDING_PARTNER,
            Duty.BOARD_ANALYST,
        ),
        (),
        Ground.DUTY,
        "Trends name no child and no person, and hide small numbers from everybody.",
        frozenset({Obligation.SUPPRESS_SMALL_NUMBERS, Obligation.RECORD_LOOK}),
    ),
    Rule(
        "agencies",
        frozenset({Action.LIST_AGENCIES}),
        when.EVERYBODY,
        (),
        Ground.MEMBER,
        "Every member may know which agencies belong to the partnership.",
    ),
    Rule(
        "people",
        frozenset({Action.LIST_PEOPLE}),
        people(
            Duty.PRACTITIONER,
            Duty.CONFERENCE_ADMINISTRATOR,
            Duty.AGENCY_COORDINATOR,
            Duty.SAFEGUARDING_PARTNER,
            Duty.AUDITOR,
            Duty.DATA_PROTECTION_OFFICER,
            Duty.REVIEWER,
        ),
        (),
        Ground.DUTY,
        "Who invites, answers, keeps members or accounts for access, or reviews, finds people by name.",
    ),
    Rule(
        "definitions",
        frozenset({Action.READ_DEFINITIONS}),
        when.EVERYBODY,
        (),
        Ground.MEMBER,
        "What the metrics mean is no secret.",
    ),
    Rule(
        "oneself",
        frozenset({Action.READ_ONESELF}),
        when.EVERYBODY,
        (),
        Ground.OWN,
        "Everybody sees who they are to Quorate, and their duties.",
    ),
    Rule(
        "looks",
        frozenset({Action.READ_LOOKS}),
        people(Duty.AUDITOR, Duty.DATA_PROTECTION_OFFICER),
        (),
        Ground.DUTY,
        "The auditor and the data protection officer see who looked at what, not what was written.",
        LOOK,
    ),
    Rule(
        "own_looks",
        frozenset({Action.READ_OWN_LOOKS}),
        when.EVERYBODY,
        (),
        Ground.OWN,
        "Everybody sees what they looked at themselves.",
        LOOK,
    ),
    Rule(
        "sign_ins",
        frozenset({Action.READ_SIGN_INS}),
        people(Duty.AUDITOR, Duty.DATA_PROTECTION_OFFICER),
        (),
        Ground.DUTY,
        "The auditor and the data protection officer see which account was given to whom, and by whom.",
        LOOK,
    ),
    Rule(
        "own_sign_ins",
        frozenset({Action.READ_OWN_SIGN_INS}),
        when.EVERYBODY,
        (),
        Ground.OWN,
        "Everybody sees the accounts by which they are let in, and who linked them.",
        LOOK,
    ),
    Rule(
        "emergency_openings",
        frozenset({Action.READ_EMERGENCY_OPENINGS}),
        people(Duty.DATA_PROTECTION_OFFICER),
        (),
        Ground.DUTY,
        "The data protection officer sees every opening of a record in an emergency, with its reason.",
        LOOK,
    ),
    Rule(
        "own_openings",
        frozenset({Action.READ_OWN_OPENINGS}),
        when.EVERYBODY,
        (),
        Ground.OWN,
        "Everybody sees what is open to them in an emergency, and until when.",
    ),
    Rule(
        "chair_changes",
        frozenset({Action.READ_CHAIR_CHANGES}),
        people(Duty.DATA_PROTECTION_OFFICER),
        (),
        Ground.DUTY,
        "The data protection officer sees who named whom chair of which meeting, and why: the chair reads every "
        "restricted part.",
        LOOK,
    ),
    Rule(
        "rule_sets",
        frozenset({Action.READ_RULE_SETS}),
        when.EVERYBODY,
        (),
        Ground.MEMBER,
        "Every member may read the rules that meetings run under.",
    ),
)
