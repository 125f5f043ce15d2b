"""Registers who is there: agencies and practitioners first, children before they are discussed."""

from datetime import date, datetime, timedelta
from uuid import UUID

from quorate_events.access.actor import Duty
from quorate_events.people.admission import AdmitMember, operator_for
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.child import RecordBirth, RegisterChild
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.people.system_client import RegisterSystemClient
from quorate_services.demo.chance import chance_of
from quorate_services.demo.families import FamilyChild
from quorate_services.demo.meeting_plan import MeetingPlan
from quorate_services.demo.office import Office
from quorate_services.demo.partnership import SYSTEM_CLIENT, Partnership, Person
from quorate_services.demo.people import PEOPLE
from quorate_services.demo.script import Script
from quorate_services.dev_issuer.issuer import confirmation_of, link_of

_DUTIES: dict[str, tuple[Duty, ...]] = {
    "conference_administrator": (Duty.PRACTITIONER, Duty.CONFERENCE_ADMINISTRATOR),
    "team_manager": (Duty.PRACTITIONER, Duty.AGENCY_COORDINATOR),
    "police_conference_liaison_officer": (Duty.PRACTITIONER, Duty.AGENCY_COORDINATOR),
    "named_nurse": (Duty.PRACTITIONER, Duty.AGENCY_COORDINATOR),
    "head_teacher": (Duty.PRACTITIONER, Duty.AGENCY_COORDINATOR),
    "safeguarding_partner": (Duty.SAFEGUARDING_PARTNER,),
    "observer": (Duty.BOARD_ANALYST,),
    "auditor": (Duty.AUDITOR,),
    "data_protection_officer": (Duty.DATA_PROTECTION_OFFICER,),
    "rule_administrator": (Duty.RULE_ADMINISTRATOR,),
    "reviewer": (Duty.REVIEWER,),
}
"""By role; everybody else takes part as a practitioner."""

_CHAIR = frozenset({"conference_chair", "team_manager"})
"""Roles whose people chair conferences and strategy discussions: whoever chairs has an account."""


def everybody(town: Partnership, office: Office, day: date) -> list[Script]:
    """Return the scripts that register every agency and its people on ``day``, and link accounts.

    Accounts have the demo's sign-ins, and everybody who chairs.
    """
    administrator = town["conference_service"].staff["conference_administrator"][0].recorder
    partner = town["board"].staff["safeguarding_partner"][0].recorder
    sign_ins = {each.id for each in PEOPLE}
    chance = chance_of(0, "directory")
    moment = office.at(day, 9 * 60)
    scripts = []
    for agency in town.agencies.values():
        moment += timedelta(seconds=5)
        script = Script(agency.id, chance)
        register = RegisterAgency(agency_id=agency.id, name=agency.name, sector=agency.sector)
        script.add(moment, administrator, register)
        scripts.append(script)
        for person in agency.people():
            moment += timedelta(seconds=5)
            script = Script(person.id, chance)
            first = person.id == partner.practitioner_id
            by = operator_for(agency.id) if first else administrator
            script.add(moment, by, _admission(person) if first else _registration(person))
            if (person.id in sign_ins or person.role in _CHAIR) and not first:
                script.add(moment + timedelta(seconds=1), administrator, link_of(person.id))
                script.add(moment + timedelta(seconds=2), partner, confirmation_of(person.id))
            scripts.append(script)
    return scripts


def _admission(person: Person) -> AdmitMember:
    """The safeguarding partner is the first member: admitted at the server, as in an installation of one's own."""
    link = link_of(person.id)
    return AdmitMember(
        practitioner_id=person.id,
        name=person.name,
        agency_id=person.agency_id,
        title=person.title,
        duties=_DUTIES[person.role],
        issuer=link.issuer,
        subject=link.subject,
    )


def _registration(person: Person) -> RegisterPractitioner | RegisterSystemClient:
    if person.role == SYSTEM_CLIENT:
        return RegisterSystemClient(practitioner_id=person.id, name=person.name, agency_id=person.agency_id)
    return RegisterPractitioner(
        practitioner_id=person.id,
        name=person.name,
        agency_id=person.agency_id,
        title=person.title,
        duties=_DUTIES.get(person.role, (Duty.PRACTITIONER,)),
    )


def children_of(plan: MeetingPlan, known: set[UUID], office: Office, now: datetime) -> list[Script]:
    """Return the scripts that register the children who are not ``known`` yet, and record births."""
    scripts = []
    by = plan.family.social_worker.recorder
    chance = chance_of(plan.seed, "directory")
    moment = office.at(plan.convened_on, plan.convened_at) - timedelta(minutes=25)
    for child in plan.children:
        if child.id in known:
            continue
        known.add(child.id)
        script = Script(child.id, chance)
        script.add(moment, by, _register(child, plan.convened_on))
        if child.born > plan.convened_on:
            told = office.at(office.later(child.born, 2), 11 * 60)
            if told <= now:
                script.add(told, by, _birth(child))
        scripts.append(script)
    return scripts


def _register(child: FamilyChild, on: date) -> RegisterChild:
    if child.born > on:
        return RegisterChild(
            child_id=child.id, name=f"Unborn baby {child.name.split()[-1]}", expected_on=child.expected
        )
    return RegisterChild(
        child_id=child.id, name=child.name, date_of_birth=child.born, nhs_number=child.nhs_number
    )


def _birth(child: FamilyChild) -> RecordBirth:
    return RecordBirth(
        child_id=child.id, name=child.name, date_of_birth=child.born, nhs_number=child.nhs_number
    )
