"""Who may see what is to be done."""

from quorate_events.access import conditions as when
from quorate_events.access.action import Action
from quorate_events.access.actor import Duty
from quorate_events.access.policy import Ground
from quorate_events.access.rules.rule import LOOK, Rule

WORK_RULES = (
    Rule(
        "agency_reads_own_action",
        frozenset({Action.READ_ACTION}),
        when.WHOLE_AGENCY,
        (when.NOT_EXCLUDED, when.OWNS_ACTION),
        Ground.OWN,
        "An agency sees the actions that it owns, wherever they were agreed.",
        LOOK,
    ),
    Rule(
        "chair_reads_action",
        frozenset({Action.READ_ACTION}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "The chair sees every action of the meeting.",
        LOOK,
    ),
    Rule(
        "convener_reads_action",
        frozenset({Action.READ_ACTION}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "So does the agency that convened the meeting.",
        LOOK,
    ),
    Rule(
        "invited_agency_reads_action",
        frozenset({Action.READ_ACTION}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.INVITED),
        Ground.INVITED,
        "So does an agency invited to the meeting.",
        LOOK,
    ),
    Rule(
        "agency_reads_work_list",
        frozenset({Action.READ_WORK_LIST}),
        when.WHOLE_AGENCY,
        (),
        Ground.OWN,
        "Everybody who works for an agency sees what it is asked to do; its coordinator sees all of it too.",
    ),
    Rule(
        "agency_reads_work_item",
        frozenset({Action.READ_WORK_ITEM}),
        when.WHOLE_AGENCY,
        (when.NOT_EXCLUDED, when.OWN_WORK),
        Ground.OWN,
        "Work is shown to the person or the agency whose it is, except to people excluded from the meeting.",
    ),
    Rule(
        "recipient_acknowledges_notice",
        frozenset({Action.ACKNOWLEDGE_NOTICE}),
        when.people(Duty.PRACTITIONER, Duty.CONFERENCE_ADMINISTRATOR, Duty.AGENCY_COORDINATOR),
        (when.NOT_EXCLUDED, when.OWN_WORK),
        Ground.OWN,
        "A notice is acknowledged by the person to whom it was given, and by nobody for them.",
    ),
)
