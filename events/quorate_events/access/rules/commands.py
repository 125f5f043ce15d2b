"""Who may record what."""

from quorate_events.access import conditions as when
from quorate_events.access.action import Action
from quorate_events.access.actor import Duty
from quorate_events.access.conditions import people
from quorate_events.access.policy import Ground
from quorate_events.access.rules.rule import NOTICE, Rule

_MEMBERS = frozenset(
    {Action.REGISTER_MEMBER, Action.MANAGE_MEMBERS, Action.GRANT_DUTIES, Action.WITHDRAW_DUTIES}
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
        NOTICE,
    ),
    Rule(
        "convener_names_chair",
        frozenset({Action.CHANGE_CHAIR}),
        when.WORKERS,
        (when.NOT_EXCLUDED, when.CONVENED, when.NAMES_SOMEBODY_ELSE),
        Ground.CONVENED,
        "The convening agency names another chair; nobody names themselves. The chair before is told, and the "
        "data protection officer.",
        NOTICE,
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
        "People of the convening agency take down what comes by telephone; software speaks for its own agency only.",
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
