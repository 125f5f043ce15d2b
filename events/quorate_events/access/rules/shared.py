"""Who may see what agencies share, and what was agreed."""

from quorate_events.access import conditions as when
from quorate_events.access.action import Action
from quorate_events.access.actor import Duty
from quorate_events.access.conditions import people
from quorate_events.access.policy import Ground
from quorate_events.access.rules.rule import ALARM, LOOK, Rule

_PART = frozenset({Action.READ_PART, Action.KNOW_OF_PART})

SHARED_RULES = (
    Rule(
        "agency_reads_own_share",
        frozenset({Action.READ_OWN_SHARE}),
        when.WHOLE_AGENCY,
        (when.NOT_EXCLUDED_THEMSELVES, when.ASKED_OR_ANSWERED),
        Ground.OWN,
        "An agency always sees what it was asked and what it shared itself, also after it was excluded.",
        LOOK,
    ),
    Rule(
        "chair_knows_of_answer",
        frozenset({Action.KNOW_OF_ANSWER}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "The chair has to know which agencies have answered.",
        LOOK,
    ),
    Rule(
        "convener_knows_of_answer",
        frozenset({Action.KNOW_OF_ANSWER}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "So has the agency that convened the meeting.",
        LOOK,
    ),
    Rule(
        "invited_agency_knows_of_answer",
        frozenset({Action.KNOW_OF_ANSWER}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.INVITED),
        Ground.INVITED,
        "An invited agency knows that another has answered and on which day, even where every part is hidden from it: "
        "a meeting has to know who has answered. It is told neither the hour nor a withdrawal of parts it never saw.",
        LOOK,
    ),
    Rule(
        "emergency_knows_of_answer",
        frozenset({Action.KNOW_OF_ANSWER}),
        people(Duty.PRACTITIONER),
        (when.NOT_EXCLUDED, when.OPENED_IN_EMERGENCY),
        Ground.EMERGENCY,
        "So does whoever opened the record in an emergency.",
        ALARM,
    ),
    Rule(
        "agency_reads_own_part",
        _PART,
        when.WHOLE_AGENCY,
        (when.NOT_EXCLUDED_THEMSELVES, when.OWN_PART),
        Ground.OWN,
        "An agency always reads its own parts, also after it was excluded.",
        LOOK,
    ),
    Rule(
        "chair_reads_part",
        _PART,
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "The chair reads every part, restricted, unreleased and withdrawn ones too.",
        LOOK,
    ),
    Rule(
        "invited_agency_reads_part",
        frozenset({Action.READ_PART}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.INVITED, when.RELEASED, when.IN_AUDIENCE, when.NOT_WITHDRAWN),
        Ground.INVITED,
        "An invited agency reads the others' parts once they are released, if their audience includes it.",
        LOOK,
    ),
    Rule(
        "convener_reads_part",
        frozenset({Action.READ_PART}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.CONVENED, when.RELEASED, when.IN_AUDIENCE, when.NOT_WITHDRAWN),
        Ground.CONVENED,
        "So does the convening agency; a restriction that does not name it holds for it as well.",
        LOOK,
    ),
    Rule(
        "emergency_reads_part",
        frozenset({Action.READ_PART}),
        people(Duty.PRACTITIONER),
        (when.NOT_EXCLUDED, when.OPENED_IN_EMERGENCY, when.RELEASED, when.NOT_RESTRICTED, when.NOT_WITHDRAWN),
        Ground.EMERGENCY,
        "Who opened the record in an emergency reads released parts, and never a restricted one.",
        ALARM,
    ),
    Rule(
        "invited_agency_knows_of_part",
        frozenset({Action.KNOW_OF_PART}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.INVITED, when.RELEASED, when.IN_AUDIENCE),
        Ground.INVITED,
        "Whoever could read a part knows when it was withdrawn, and why; nobody else knows that it exists.",
        LOOK,
    ),
    Rule(
        "convener_knows_of_part",
        frozenset({Action.KNOW_OF_PART}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.CONVENED, when.RELEASED, when.IN_AUDIENCE),
        Ground.CONVENED,
        "The same holds for the convening agency.",
        LOOK,
    ),
    Rule(
        "emergency_knows_of_part",
        frozenset({Action.KNOW_OF_PART}),
        people(Duty.PRACTITIONER),
        (when.NOT_EXCLUDED, when.OPENED_IN_EMERGENCY, when.RELEASED, when.NOT_RESTRICTED),
        Ground.EMERGENCY,
        "The same holds for whoever opened the record in an emergency.",
        ALARM,
    ),
)
