"""Who may see a meeting, and take a copy of it."""

from quorate_events.access import conditions as when
from quorate_events.access.action import Action
from quorate_events.access.actor import Duty
from quorate_events.access.conditions import people
from quorate_events.access.policy import Ground
from quorate_events.access.rules.rule import ALARM, LOOK, MEETING, Rule

_MEETINGS = MEETING | {Action.LIST_MEETINGS}

MEETING_RULES = (
    Rule(
        "chair_reads_meeting",
        _MEETINGS,
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "The chair reads the meeting.",
        LOOK,
    ),
    Rule(
        "convener_reads_meeting",
        _MEETINGS,
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "The agency that convened the meeting reads it.",
        LOOK,
    ),
    Rule(
        "invited_agency_reads_meeting",
        _MEETINGS,
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.INVITED),
        Ground.INVITED,
        "An agency reads the meetings that it is invited to, as long as it is.",
        LOOK,
    ),
    Rule(
        "emergency_reads_meeting",
        MEETING,
        people(Duty.PRACTITIONER),
        (when.NOT_EXCLUDED, when.OPENED_IN_EMERGENCY),
        Ground.EMERGENCY,
        "Who opened a record in an emergency reads it as an invited agency would, for the time given.",
        ALARM,
    ),
    Rule(
        "chair_is_told_of_previous_quoracy",
        frozenset({Action.READ_PREVIOUS_QUORACY}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "The chair is told when the conference before was held, and whether it was inquorate: clocks run from it, "
        "and the rules count consecutive ones.",
    ),
    Rule(
        "convener_is_told_of_previous_quoracy",
        frozenset({Action.READ_PREVIOUS_QUORACY}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "So is the agency that convened the meeting.",
    ),
    Rule(
        "chair_exports_meeting",
        frozenset({Action.EXPORT_MEETING}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "The chair takes a copy of the record out of Quorate.",
        LOOK,
    ),
    Rule(
        "administrator_exports_meeting",
        frozenset({Action.EXPORT_MEETING}),
        people(Duty.CONFERENCE_ADMINISTRATOR),
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "The conference administrator of the convening agency keeps the record, and takes copies.",
        LOOK,
    ),
    Rule(
        "chair_reads_copy",
        frozenset({Action.READ_COPY}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "The chair is handed any copy of the record that was made.",
        LOOK,
    ),
    Rule(
        "administrator_reads_copy",
        frozenset({Action.READ_COPY}),
        people(Duty.CONFERENCE_ADMINISTRATOR),
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "The conference administrator who sends the copies out is handed those whose every part they may read.",
        LOOK,
    ),
    Rule(
        "recipient_reads_copy",
        frozenset({Action.READ_COPY}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.INVITED, when.OWN_COPY),
        Ground.INVITED,
        "An invited agency is handed the copy that was made for it, as long as it may read every part in it.",
        LOOK,
    ),
    Rule(
        "convener_reads_own_copy",
        frozenset({Action.READ_COPY}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CONVENED, when.OWN_COPY),
        Ground.CONVENED,
        "So is the agency that convened the meeting.",
        LOOK,
    ),
    Rule(
        "reviewer_reviews_meeting",
        frozenset({Action.REVIEW_MEETING}),
        people(Duty.REVIEWER),
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.DUTY,
        "A reviewer of the agency that convened the meeting is shown what somebody could see at a moment, restricted "
        "parts included, and what that person looked at; and every change, without a word of what was written.",
        LOOK,
    ),
    Rule(
        "practitioner_opens_in_emergency",
        frozenset({Action.OPEN_IN_EMERGENCY}),
        people(Duty.PRACTITIONER),
        (when.NOT_EXCLUDED, when.OUTSIDE),
        Ground.EMERGENCY,
        "A practitioner whose agency is not invited opens a record in an emergency, with a reason.",
        ALARM,
    ),
    Rule(
        "practitioner_opens_child_in_emergency",
        frozenset({Action.OPEN_CHILD_IN_EMERGENCY}),
        people(Duty.PRACTITIONER),
        (when.of_some_meeting(when.NOT_EXCLUDED, when.OUTSIDE),),
        Ground.EMERGENCY,
        "Whoever has a child in front of them, and knows no meeting, opens all the records about the child that "
        "are closed to them; the chair of each is told.",
        ALARM,
    ),
)
