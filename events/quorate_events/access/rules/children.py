"""Who may see a child, and open records in an emergency."""

from quorate_events.access import conditions as when
from quorate_events.access.action import Action
from quorate_events.access.actor import Duty
from quorate_events.access.conditions import people
from quorate_events.access.policy import Ground
from quorate_events.access.rules.rule import ALARM, LOOK, Rule

CHILD_RULES = (
    Rule(
        "registering_agency_reads_child",
        frozenset({Action.READ_CHILD}),
        when.WORKERS_AND_SYSTEMS,
        (when.REGISTERED_THE_CHILD,),
        Ground.OWN,
        "The agency that registered a child finds it again.",
        LOOK,
    ),
    Rule(
        "chair_reads_child",
        frozenset({Action.READ_CHILD}),
        when.WORKERS,
        (when.of_some_meeting(when.NOT_EXCLUDED, when.CHAIRS),),
        Ground.CHAIRS,
        "The chair of a meeting about the child sees who the child is.",
        LOOK,
    ),
    Rule(
        "convener_reads_child",
        frozenset({Action.READ_CHILD}),
        when.WORKERS_AND_SYSTEMS,
        (when.of_some_meeting(when.NOT_EXCLUDED, when.CONVENED),),
        Ground.CONVENED,
        "So does the agency that convened one.",
        LOOK,
    ),
    Rule(
        "invited_agency_reads_child",
        frozenset({Action.READ_CHILD}),
        when.WORKERS_AND_SYSTEMS,
        (when.of_some_meeting(when.NOT_EXCLUDED, when.INVITED),),
        Ground.INVITED,
        "So does an agency invited to one.",
        LOOK,
    ),
    Rule(
        "emergency_reads_child",
        frozenset({Action.READ_CHILD}),
        people(Duty.PRACTITIONER),
        (when.of_some_meeting(when.NOT_EXCLUDED, when.OPENED_IN_EMERGENCY),),
        Ground.EMERGENCY,
        "So does whoever opened the record of one in an emergency, for the time given.",
        ALARM,
    ),
    Rule(
        "chair_reads_earlier_meeting",
        frozenset({Action.READ_EARLIER_MEETING}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "An earlier meeting about the child is shown to its own chair. Convening, chairing or attending a later "
        "one opens no earlier one.",
        LOOK,
    ),
    Rule(
        "convener_reads_earlier_meeting",
        frozenset({Action.READ_EARLIER_MEETING}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "It is shown to the agency that convened it.",
        LOOK,
    ),
    Rule(
        "invited_agency_reads_earlier_meeting",
        frozenset({Action.READ_EARLIER_MEETING}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.INVITED),
        Ground.INVITED,
        "It is shown to the agencies that were invited to it.",
        LOOK,
    ),
)
