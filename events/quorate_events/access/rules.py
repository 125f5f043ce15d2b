"""The rules of access, as a table. Whatever no rule allows is refused.

Need to know comes by invitation, not by rank: the duties say what kind of work somebody does, the facts of
each meeting say for which meetings. Sources: Working Together to Safeguard Children 2023; Data Protection Act
2018, Schedule 1, paragraph 18; the all-Wales and Sussex procedures on confidential information and exclusion.
"""

from collections.abc import Set

import msgspec

from quorate_events.access import conditions as when
from quorate_events.access.action import Action
from quorate_events.access.actor import Duty
from quorate_events.access.conditions import Condition, people
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


_LOOK = frozenset({Obligation.RECORD_LOOK})
_NOTICE = frozenset({Obligation.NOTIFY_CHAIR_AND_DPO})
_ALARM = _LOOK | _NOTICE

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

_MEETINGS = MEETING | {Action.LIST_MEETINGS}
_PART = frozenset({Action.READ_PART, Action.KNOW_OF_PART})
_MEMBERS = frozenset(
    {Action.REGISTER_MEMBER, Action.MANAGE_MEMBERS, Action.GRANT_DUTIES, Action.WITHDRAW_DUTIES}
)

MEETING_RULES = (
    Rule(
        "chair_reads_meeting",
        _MEETINGS,
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "The chair reads the meeting.",
        _LOOK,
    ),
    Rule(
        "convener_reads_meeting",
        _MEETINGS,
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "The agency that convened the meeting reads it.",
        _LOOK,
    ),
    Rule(
        "invited_agency_reads_meeting",
        _MEETINGS,
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.INVITED),
        Ground.INVITED,
        "An agency reads the meetings that it is invited to, as long as it is.",
        _LOOK,
    ),
    Rule(
        "emergency_reads_meeting",
        MEETING,
        people(Duty.PRACTITIONER),
        (when.NOT_EXCLUDED, when.OPENED_IN_EMERGENCY),
        Ground.EMERGENCY,
        "Who opened a record in an emergency reads it as an invited agency would, for the time given.",
        _ALARM,
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
        _LOOK,
    ),
    Rule(
        "administrator_exports_meeting",
        frozenset({Action.EXPORT_MEETING}),
        people(Duty.CONFERENCE_ADMINISTRATOR),
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "The conference administrator of the convening agency keeps the record, and takes copies.",
        _LOOK,
    ),
    Rule(
        "practitioner_opens_in_emergency",
        frozenset({Action.OPEN_IN_EMERGENCY}),
        people(Duty.PRACTITIONER),
        (when.NOT_EXCLUDED, when.OUTSIDE),
        Ground.EMERGENCY,
        "A practitioner whose agency is not invited opens a record in an emergency, with a reason.",
        _ALARM,
    ),
    Rule(
        "practitioner_opens_child_in_emergency",
        frozenset({Action.OPEN_CHILD_IN_EMERGENCY}),
        people(Duty.PRACTITIONER),
        (when.of_some_meeting(when.NOT_EXCLUDED, when.OUTSIDE),),
        Ground.EMERGENCY,
        "Whoever has a child in front of them, and knows no meeting, opens all the records about the child that "
        "are closed to them; the chair of each is told.",
        _ALARM,
    ),
)

SHARED_RULES = (
    Rule(
        "agency_reads_own_share",
        frozenset({Action.READ_OWN_SHARE}),
        when.WHOLE_AGENCY,
        (when.NOT_EXCLUDED, when.ASKED_OR_ANSWERED),
        Ground.OWN,
        "An agency always sees what it was asked and what it shared itself.",
        _LOOK,
    ),
    Rule(
        "chair_knows_of_answer",
        frozenset({Action.KNOW_OF_ANSWER}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "The chair has to know which agencies have answered.",
        _LOOK,
    ),
    Rule(
        "convener_knows_of_answer",
        frozenset({Action.KNOW_OF_ANSWER}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "So has the agency that convened the meeting.",
        _LOOK,
    ),
    Rule(
        "invited_agency_knows_of_answer",
        frozenset({Action.KNOW_OF_ANSWER}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.INVITED),
        Ground.INVITED,
        "An invited agency knows that another has answered and on which day, even where every part is hidden from it: "
        "a meeting has to know who has answered. It is told neither the hour nor a withdrawal of parts it never saw.",
        _LOOK,
    ),
    Rule(
        "emergency_knows_of_answer",
        frozenset({Action.KNOW_OF_ANSWER}),
        people(Duty.PRACTITIONER),
        (when.NOT_EXCLUDED, when.OPENED_IN_EMERGENCY),
        Ground.EMERGENCY,
        "So does whoever opened the record in an emergency.",
        _ALARM,
    ),
    Rule(
        "agency_reads_own_part",
        _PART,
        when.WHOLE_AGENCY,
        (when.NOT_EXCLUDED, when.OWN_PART),
        Ground.OWN,
        "An agency always reads its own parts.",
        _LOOK,
    ),
    Rule(
        "chair_reads_part",
        _PART,
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "The chair reads every part, restricted, unreleased and withdrawn ones too.",
        _LOOK,
    ),
    Rule(
        "invited_agency_reads_part",
        frozenset({Action.READ_PART}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.INVITED, when.RELEASED, when.IN_AUDIENCE, when.NOT_WITHDRAWN),
        Ground.INVITED,
        "An invited agency reads the others' parts once they are released, if their audience includes it.",
        _LOOK,
    ),
    Rule(
        "convener_reads_part",
        frozenset({Action.READ_PART}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.CONVENED, when.RELEASED, when.IN_AUDIENCE, when.NOT_WITHDRAWN),
        Ground.CONVENED,
        "So does the convening agency; a restriction that does not name it holds for it as well.",
        _LOOK,
    ),
    Rule(
        "emergency_reads_part",
        frozenset({Action.READ_PART}),
        people(Duty.PRACTITIONER),
        (when.NOT_EXCLUDED, when.OPENED_IN_EMERGENCY, when.RELEASED, when.NOT_RESTRICTED, when.NOT_WITHDRAWN),
        Ground.EMERGENCY,
        "Who opened the record in an emergency reads released parts, and never a restricted one.",
        _ALARM,
    ),
    Rule(
        "invited_agency_knows_of_part",
        frozenset({Action.KNOW_OF_PART}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.INVITED, when.RELEASED, when.IN_AUDIENCE),
        Ground.INVITED,
        "Whoever could read a part knows when it was withdrawn, and why; nobody else knows that it exists.",
        _LOOK,
    ),
    Rule(
        "convener_knows_of_part",
        frozenset({Action.KNOW_OF_PART}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.CONVENED, when.RELEASED, when.IN_AUDIENCE),
        Ground.CONVENED,
        "The same holds for the convening agency.",
        _LOOK,
    ),
    Rule(
        "emergency_knows_of_part",
        frozenset({Action.KNOW_OF_PART}),
        people(Duty.PRACTITIONER),
        (when.NOT_EXCLUDED, when.OPENED_IN_EMERGENCY, when.RELEASED, when.NOT_RESTRICTED),
        Ground.EMERGENCY,
        "The same holds for whoever opened the record in an emergency.",
        _ALARM,
    ),
)

CHILD_RULES = (
    Rule(
        "registering_agency_reads_child",
        frozenset({Action.READ_CHILD}),
        when.WORKERS_AND_SYSTEMS,
        (when.REGISTERED_THE_CHILD,),
        Ground.OWN,
        "The agency that registered a child finds it again.",
        _LOOK,
    ),
    Rule(
        "chair_reads_child",
        frozenset({Action.READ_CHILD}),
        when.WORKERS,
        (when.of_some_meeting(when.NOT_EXCLUDED, when.CHAIRS),),
        Ground.CHAIRS,
        "The chair of a meeting about the child sees who the child is.",
        _LOOK,
    ),
    Rule(
        "convener_reads_child",
        frozenset({Action.READ_CHILD}),
        when.WORKERS_AND_SYSTEMS,
        (when.of_some_meeting(when.NOT_EXCLUDED, when.CONVENED),),
        Ground.CONVENED,
        "So does the agency that convened one.",
        _LOOK,
    ),
    Rule(
        "invited_agency_reads_child",
        frozenset({Action.READ_CHILD}),
        when.WORKERS_AND_SYSTEMS,
        (when.of_some_meeting(when.NOT_EXCLUDED, when.INVITED),),
        Ground.INVITED,
        "So does an agency invited to one.",
        _LOOK,
    ),
    Rule(
        "emergency_reads_child",
        frozenset({Action.READ_CHILD}),
        people(Duty.PRACTITIONER),
        (when.of_some_meeting(when.NOT_EXCLUDED, when.OPENED_IN_EMERGENCY),),
        Ground.EMERGENCY,
        "So does whoever opened the record of one in an emergency, for the time given.",
        _ALARM,
    ),
    Rule(
        "chair_reads_earlier_meeting",
        frozenset({Action.READ_EARLIER_MEETING}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "An earlier meeting about the child is shown to its own chair. Convening, chairing or attending a later "
        "one opens no earlier one.",
        _LOOK,
    ),
    Rule(
        "convener_reads_earlier_meeting",
        frozenset({Action.READ_EARLIER_MEETING}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "It is shown to the agency that convened it.",
        _LOOK,
    ),
    Rule(
        "invited_agency_reads_earlier_meeting",
        frozenset({Action.READ_EARLIER_MEETING}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.INVITED),
        Ground.INVITED,
        "It is shown to the agencies that were invited to it.",
        _LOOK,
    ),
)

WORK_RULES = (
    Rule(
        "agency_reads_own_action",
        frozenset({Action.READ_ACTION}),
        when.WHOLE_AGENCY,
        (when.NOT_EXCLUDED, when.OWNS_ACTION),
        Ground.OWN,
        "An agency sees the actions that it owns, wherever they were agreed.",
        _LOOK,
    ),
    Rule(
        "chair_reads_action",
        frozenset({Action.READ_ACTION}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "The chair sees every action of the meeting.",
        _LOOK,
    ),
    Rule(
        "convener_reads_action",
        frozenset({Action.READ_ACTION}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "So does the agency that convened the meeting.",
        _LOOK,
    ),
    Rule(
        "invited_agency_reads_action",
        frozenset({Action.READ_ACTION}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.INVITED),
        Ground.INVITED,
        "So does an agency invited to the meeting.",
        _LOOK,
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
)

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
        ),
        (),
        Ground.DUTY,
        "Who invites, answers, keeps members or accounts for access finds people by name.",
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
        _LOOK,
    ),
    Rule(
        "own_looks",
        frozenset({Action.READ_OWN_LOOKS}),
        when.EVERYBODY,
        (),
        Ground.OWN,
        "Everybody sees what they looked at themselves.",
        _LOOK,
    ),
    Rule(
        "sign_ins",
        frozenset({Action.READ_SIGN_INS}),
        people(Duty.AUDITOR, Duty.DATA_PROTECTION_OFFICER),
        (),
        Ground.DUTY,
        "The auditor and the data protection officer see which account was given to whom, and by whom.",
        _LOOK,
    ),
    Rule(
        "own_sign_ins",
        frozenset({Action.READ_OWN_SIGN_INS}),
        when.EVERYBODY,
        (),
        Ground.OWN,
        "Everybody sees the accounts by which they are let in, and who linked them.",
        _LOOK,
    ),
    Rule(
        "emergency_openings",
        frozenset({Action.READ_EMERGENCY_OPENINGS}),
        people(Duty.DATA_PROTECTION_OFFICER),
        (),
        Ground.DUTY,
        "The data protection officer sees every opening of a record in an emergency, with its reason.",
        _LOOK,
    ),
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
        _LOOK,
    ),
    Rule(
        "witness_cosigns",
        frozenset({Action.COSIGN}),
        when.WITNESSES,
        (),
        Ground.DUTY,
        "An agency that is a witness hands in what it signed.",
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
        _LOOK,
    ),
    Rule(
        "rule_sets",
        frozenset({Action.READ_RULE_SETS}),
        when.EVERYBODY,
        (),
        Ground.MEMBER,
        "Every member may read the rules that meetings run under.",
    ),
    Rule(
        "rule_administrator_keeps_rule_sets",
        frozenset({Action.KEEP_RULE_SETS}),
        people(Duty.RULE_ADMINISTRATOR),
        (),
        Ground.DUTY,
        "The rule administrator keeps the rule sets, and sees nothing else.",
    ),
)

COMMAND_RULES = (
    Rule(
        "social_care_convenes",
        frozenset({Action.CONVENE}),
        when.WORKERS,
        (when.OF_SOCIAL_CARE,),
        Ground.DUTY,
        "The local authority convenes (Children Act 1989, section 47); others ask it to.",
    ),
    Rule(
        "chair_runs_meeting",
        frozenset({Action.RUN_MEETING}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "The chair runs the meeting.",
    ),
    Rule(
        "convener_runs_meeting",
        frozenset({Action.RUN_MEETING}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "The agency that convened it keeps its record; software never does.",
    ),
    Rule(
        "chair_hands_over",
        frozenset({Action.CHANGE_CHAIR}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS, when.NAMES_SOMEBODY_ELSE),
        Ground.CHAIRS,
        "The chair hands the chair over. Who chairs reads every restricted part, so the change is told.",
        _NOTICE,
    ),
    Rule(
        "convener_names_chair",
        frozenset({Action.CHANGE_CHAIR}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CONVENED, when.NAMES_SOMEBODY_ELSE),
        Ground.CONVENED,
        "The convening agency names another chair; nobody names themselves. The chair before is told, and the "
        "data protection officer.",
        _NOTICE,
    ),
    Rule(
        "agency_answers",
        frozenset({Action.ANSWER_FOR_AGENCY, Action.CONTRIBUTE, Action.ACT_ON_ACTION}),
        when.WORKERS_AND_SYSTEMS,
        (when.NOT_EXCLUDED, when.HAS_A_PART),
        Ground.OWN,
        "An agency answers, shares and acts for itself; the meeting refuses to take one agency's word for "
        "another's.",
    ),
    Rule(
        "chair_takes_answers_down",
        frozenset({Action.ANSWER_FOR_AGENCY, Action.CONTRIBUTE, Action.ACT_ON_ACTION}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CHAIRS),
        Ground.CHAIRS,
        "The chair challenges, and takes down what is said in the meeting.",
    ),
    Rule(
        "convener_takes_answers_down",
        frozenset({Action.ANSWER_FOR_AGENCY, Action.CONTRIBUTE, Action.ACT_ON_ACTION}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CONVENED),
        Ground.CONVENED,
        "The convening agency takes down what comes by telephone.",
    ),
    Rule(
        "partner_keeps_agencies",
        frozenset({Action.KEEP_AGENCIES}),
        people(Duty.SAFEGUARDING_PARTNER),
        (),
        Ground.DUTY,
        "The safeguarding partners keep the agencies of the partnership.",
    ),
    Rule(
        "coordinator_keeps_members",
        _MEMBERS,
        people(Duty.AGENCY_COORDINATOR),
        (
            when.OWN_MEMBER,
            when.SOMEBODY_ELSE,
            when.no_duties_but(Duty.PRACTITIONER, Duty.CONFERENCE_ADMINISTRATOR),
        ),
        Ground.OWN,
        "An agency's coordinator keeps its members, other coordinators and themselves excepted.",
    ),
    Rule(
        "administrator_registers_guests",
        frozenset({Action.REGISTER_MEMBER}),
        people(Duty.CONFERENCE_ADMINISTRATOR),
        (when.SOMEBODY_ELSE, when.no_duties_but(Duty.PRACTITIONER)),
        Ground.DUTY,
        "A conference administrator registers guests of any agency, as practitioners and no more.",
    ),
    Rule(
        "partner_keeps_coordinators",
        _MEMBERS,
        people(Duty.SAFEGUARDING_PARTNER),
        (when.SOMEBODY_ELSE,),
        Ground.DUTY,
        "A safeguarding partner entrusts others with duties, coordinators above all; never themselves.",
    ),
    Rule(
        "person_accepts_own_account",
        frozenset({Action.ACCEPT_SIGN_IN}),
        when.PERSONS,
        (when.ONESELF,),
        Ground.OWN,
        "A further account of a person is accepted by that person only, whoever keeps the members.",
    ),
    Rule(
        "member_gives_up_duties",
        frozenset({Action.WITHDRAW_DUTIES}),
        when.EVERYBODY,
        (when.ONESELF,),
        Ground.OWN,
        "Everybody may give up a duty of their own.",
    ),
    Rule(
        "social_care_registers_children",
        frozenset({Action.REGISTER_CHILD}),
        when.WORKERS,
        (when.OF_SOCIAL_CARE,),
        Ground.DUTY,
        "Children are registered by children's social care.",
    ),
    Rule(
        "registering_agency_records_birth",
        frozenset({Action.RECORD_BIRTH}),
        when.WORKERS,
        (when.REGISTERED_THE_CHILD,),
        Ground.OWN,
        "The agency that registered an unborn baby records the birth.",
    ),
    Rule(
        "convener_records_birth",
        frozenset({Action.RECORD_BIRTH}),
        when.WORKERS,
        (when.of_some_meeting(when.NOT_EXCLUDED, when.CONVENED),),
        Ground.CONVENED,
        "So does the agency that convened a meeting about the baby.",
    ),
    Rule(
        "invited_agency_records_birth",
        frozenset({Action.RECORD_BIRTH}),
        when.WORKERS,
        (when.of_some_meeting(when.NOT_EXCLUDED, when.INVITED),),
        Ground.INVITED,
        "So does an agency invited to one: the midwife knows first. Nobody else changes what is known of a baby.",
    ),
)

RULES: tuple[Rule, ...] = (
    *MEETING_RULES,
    *SHARED_RULES,
    *CHILD_RULES,
    *WORK_RULES,
    *PARTNERSHIP_RULES,
    *COMMAND_RULES,
)
"""All rules. The first that holds gives the ground."""
