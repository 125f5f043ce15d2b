"""The people of the story, each known to Quorate by name, agency and role."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from tests.end_to_end.support.client import Api, Person
from tests.end_to_end.support.house import RunningHouse

from quorate_events.access.actor import Duty
from quorate_events.command import Command
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.admission import AdmitMember, operator_for
from quorate_events.people.agency import RegisterAgency
from quorate_services.dev_issuer.issuer import ISSUER, link_of

AGENCIES = {
    "social_care": ("Westmoor Children's Social Care", "CHILDRENS_SOCIAL_CARE"),
    "police": ("Westmoor Police", "POLICE"),
    "health": ("Westmoor Community Health", "HEALTH"),
    "school": ("St Bride's Primary School", "EDUCATION"),
    "surgery": ("Harbour Surgery", "HEALTH"),
    "probation": ("Probation Service, Westmoor", "PROBATION"),
    "housing": ("Westmoor Homes", "HOUSING"),
    "secondary": ("Northgate Academy", "EDUCATION"),
    "board": ("Westmoor Safeguarding Partnership", "OTHER"),
}
PEOPLE = {
    "administrator": ("Priya Nair", "social_care", "conference_administrator"),
    "chair": ("Helen Marsh", "social_care", "conference_chair"),
    "manager": ("Farah Aziz", "social_care", "team_manager"),
    "social_worker": ("Owen Pritchard", "social_care", "investigating_social_worker"),
    "duty_manager": ("Colin Reeve", "social_care", "senior_child_protection_manager"),
    "sergeant": ("Dev Okafor", "police", "detective_sergeant"),
    "health_visitor": ("Ruth Castle", "health", "health_visitor"),
    "deputy": ("Amina Yusuf", "health", "health_visitor"),
    "dsl": ("Tom Beckett", "school", "designated_safeguarding_lead"),
    "gp": ("Dr Lena Frost", "surgery", "gp"),
    "probation_officer": ("Sam Doyle", "probation", "probation_officer"),
    "housing_officer": ("Jo Tanner", "housing", "housing_officer"),
    "uninvited": ("Mia Hart", "secondary", "designated_safeguarding_lead"),
    "board_member": ("Ann Whitlock", "board", "observer"),
}


@dataclass(frozen=True)
class Cast:
    """Everybody, and the ids of the agencies and of the two children."""

    administrator: Person
    chair: Person
    manager: Person
    social_worker: Person
    duty_manager: Person
    sergeant: Person
    health_visitor: Person
    deputy: Person
    dsl: Person
    gp: Person
    probation_officer: Person
    housing_officer: Person
    uninvited: Person
    board_member: Person
    agencies: dict[str, str]
    isla: str
    noah: str

    def agency_of(self, agency_id: str | None) -> str:
        """Return the short name by which the story knows an agency."""
        return {known: name for name, known in self.agencies.items()}.get(agency_id or "", "nobody")


async def assemble(house: RunningHouse, api: Api) -> Cast:
    """Register everybody: two who keep members as an operator does, all others through the API."""
    agencies = {name: str(uuid4()) for name in AGENCIES}
    everybody = {
        name: Person(api, str(uuid4()), agencies[agency], known_as, role)
        for name, (known_as, agency, role) in PEOPLE.items()
    }
    administrator = everybody["administrator"]
    keepers = administrator, everybody["manager"]
    await _first(house, api, agencies["social_care"], *keepers)
    for name, agency_id in agencies.items():
        if name != "social_care":
            known_as, sector = AGENCIES[name]
            await administrator.does("registerAgency", agencyId=agency_id, name=known_as, sector=sector)
    for person in everybody.values():
        if person not in keepers:
            await administrator.does(
                "registerPractitioner", practitionerId=person.id, name=person.name, agencyId=person.agency_id
            )
            account = {"issuer": ISSUER, "subject": person.id, "practitionerId": person.id}
            await administrator.does("linkSignIn", **account)
            await everybody["manager"].does("confirmSignIn", **account)
    isla, noah = str(uuid4()), str(uuid4())
    await administrator.does("registerChild", childId=isla, name="Isla Bowen", dateOfBirth="2019-06-04")
    await administrator.does("registerChild", childId=noah, name="Noah Bowen", dateOfBirth="2024-08-20")
    # A person is known to the API once the views show the registration.
    await house.office.board.wait_for(house.office.projections, api.position, 10)
    return Cast(**everybody, agencies=agencies, isla=isla, noah=noah)


async def _first(house: RunningHouse, api: Api, agency_id: str, *people: Person) -> None:
    by = operator_for(UUID(agency_id))
    name, sector = AGENCIES["social_care"]
    commands: list[Command] = [RegisterAgency(agency_id=by.agency_id, name=name, sector=Sector[sector])]
    second_duties = (Duty.CONFERENCE_ADMINISTRATOR, Duty.PRACTITIONER)
    for seen, (person, duty) in enumerate(zip(people, second_duties, strict=True)):
        account = link_of(UUID(person.id))
        commands.append(
            AdmitMember(
                practitioner_id=account.practitioner_id,
                name=person.name,
                agency_id=by.agency_id,
                title="",
                duties=(Duty.PRACTITIONER, Duty.SAFEGUARDING_PARTNER, duty),
                issuer=account.issuer,
                subject=account.subject,
                seen=seen,
            )
        )
    for command in commands:
        receipt = await house.office.commands.execute(command, command_id=uuid4(), by=by)
        api.position = receipt.position
    await house.office.board.wait_for(house.office.projections, api.position, 10)
