"""The agencies of Northbrook, an invented city, and the people who work for them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import Sector
from quorate_services.demo.chance import Chance, chance_of
from quorate_services.demo.names import ADULTS, SURNAMES
from quorate_services.demo.script import named_id

Staff = tuple[tuple[str, str, int], ...]
"""Role, job title, and how many people have it."""

_TOWN: tuple[tuple[str, str, Sector, Staff], ...] = (
    (
        "social_care",
        "Northbrook Children's Social Care",
        Sector.CHILDRENS_SOCIAL_CARE,
        (
            ("social_worker", "Social worker", 42),
            ("team_manager", "Team manager", 9),
            ("originating_authority_social_worker", "Social worker, transfers", 1),
        ),
    ),
    (
        "conference_service",
        "Northbrook Conference and Review Service",
        Sector.CHILDRENS_SOCIAL_CARE,
        (
            ("conference_chair", "Child protection chair", 7),
            ("conference_administrator", "Conference administrator", 5),
        ),
    ),
    (
        "police",
        "Northbrook Police",
        Sector.POLICE,
        (
            ("detective_sergeant", "Detective sergeant, child abuse investigation", 7),
            ("child_abuse_investigator", "Detective constable, child abuse investigation", 14),
            ("police_conference_liaison_officer", "Police conference liaison officer", 4),
        ),
    ),
    (
        "community_health",
        "Northbrook Community NHS Trust",
        Sector.HEALTH,
        (
            ("health_visitor", "Health visitor", 26),
            ("school_nurse", "School nurse", 14),
            ("named_nurse", "Named nurse for safeguarding", 3),
            ("camhs_practitioner", "CAMHS practitioner", 5),
            ("adult_mental_health_practitioner", "Community psychiatric nurse", 6),
        ),
    ),
    (
        "hospital",
        "Northbrook University Hospital",
        Sector.HEALTH,
        (
            ("midwife", "Specialist midwife", 6),
            ("paediatrician", "Consultant paediatrician", 5),
            ("ward_nurse", "Ward sister, children's ward", 3),
        ),
    ),
    (
        "recovery",
        "Northbrook Recovery Service",
        Sector.HEALTH,
        (("substance_misuse_worker", "Recovery worker", 6),),
    ),
    ("probation", "Northbrook Probation", Sector.PROBATION, (("probation_officer", "Probation officer", 7),)),
    (
        "youth_justice",
        "Northbrook Youth Justice Service",
        Sector.YOUTH_JUSTICE,
        (("youth_justice_worker", "Youth justice worker", 5),),
    ),
    ("housing", "Northbrook Homes", Sector.HOUSING, (("housing_officer", "Tenancy support officer", 6),)),
    (
        "domestic_abuse",
        "Harbour Domestic Abuse Service",
        Sector.DOMESTIC_ABUSE_SERVICE,
        (("idva", "Independent domestic violence adviser", 6),),
    ),
    (
        "early_help",
        "Northbrook Early Help",
        Sector.EARLY_HELP,
        (("family_support_worker", "Family support worker", 10),),
    ),
    (
        "adult_services",
        "Northbrook Adult Social Care",
        Sector.ADULT_SERVICES,
        (("adult_social_worker", "Social worker, adults", 4),),
    ),
    (
        "trust_schools",
        "Five Towns Learning Trust",
        Sector.EDUCATION,
        (("education_welfare_officer", "Trust safeguarding officer", 2),),
    ),
    (
        "board",
        "Northbrook Safeguarding Children Partnership",
        Sector.OTHER,
        (("observer", "Partnership analyst", 2),),
    ),
)

_BEHIND_THE_MEETINGS: tuple[tuple[str, Staff], ...] = (
    (
        "board",
        (
            ("safeguarding_partner", "Partnership manager", 1),
            ("auditor", "Quality assurance auditor", 1),
            ("data_protection_officer", "Data protection officer", 1),
            ("rule_administrator", "Procedures manager", 1),
        ),
    ),
    ("conference_service", (("reviewer", "Independent reviewer", 1),)),
)
"""People who keep the house and take no part in meetings."""

SYSTEM_CLIENT = "system_client"
"""The role under which an agency's own software stands among its staff."""

PRIMARY_SCHOOLS = (
    "Abbot's Lane Primary School", "Birch Hill Primary School", "Canal Street Primary School",
    "Clayfield Primary Academy", "Dovecote Primary School", "Eastgate Primary Academy",
    "Furnace Road Primary School", "Holly Bank Primary School", "Kilnside Primary Academy",
    "Meadowbank Primary School", "Potters Green Primary School", "Queensway Primary School",
    "St Chad's Primary School", "St Werburgh's Primary School", "Tollgate Primary Academy",
    "Wharf Lane Primary School",
)  # fmt: skip
SECONDARY_SCHOOLS = (
    "Brookside Academy", "Castle Hill High School", "Northbrook Sixth and Upper School", "Park Lane Academy",
    "St Bride's High School", "Westport Academy",
)  # fmt: skip
NURSERIES = ("Little Kiln Nursery", "Sunflower Nursery", "Under Fives Centre, Potters Green")
SURGERIES = (
    "Abbey Street Surgery", "Brook Medical Centre", "Canal Side Practice", "Dale Road Surgery",
    "Eastgate Health Centre", "Hillside Surgery", "Kiln Lane Practice", "Market Place Surgery",
    "Park Road Medical Centre", "Queensway Practice", "Riverside Surgery", "Wharf Health Centre",
)  # fmt: skip


class Person(NamedTuple):
    """Somebody who works for an agency."""

    id: UUID
    name: str
    agency_id: UUID
    role: str
    title: str

    @property
    def recorder(self) -> Recorder:
        """How this person signs what they put on the record."""
        return Recorder(self.id, self.agency_id)


@dataclass(frozen=True)
class Agency:
    """An organisation, and its people by role."""

    key: str
    id: UUID
    name: str
    sector: Sector
    staff: dict[str, tuple[Person, ...]] = field(hash=False)

    def people(self) -> Iterator[Person]:
        """Return everybody, role by role."""
        for people in self.staff.values():
            yield from people


class Partnership:
    """Every agency of the city, by key; the keys of its schools, nurseries and surgeries."""

    def __init__(self, seed: int) -> None:
        self._chance = chance_of(seed, "staff")
        self._taken: set[str] = set()
        self.agencies: dict[str, Agency] = {}
        for key, name, sector, staff in _TOWN:
            self._open(key, name, sector, staff)
        self.primary_schools = self._schools("primary", PRIMARY_SCHOOLS)
        self.secondary_schools = self._schools("secondary", SECONDARY_SCHOOLS)
        self.nurseries = self._several(
            "nursery", NURSERIES, Sector.EDUCATION, (("early_years_practitioner", "Nursery manager", 2),)
        )
        self.surgeries = self._several(
            "surgery", SURGERIES, Sector.HEALTH, (("gp", "General practitioner", 3),)
        )
        # Last, so that everybody else keeps the name that the seed gave them.
        for key, staff in _BEHIND_THE_MEETINGS:
            self.agencies[key].staff.update(self._people(key, staff))
        self._connect("community_health", "Community records system")

    def __getitem__(self, key: str) -> Agency:
        return self.agencies[key]

    def somebody(self, chance: Chance, key: str, role: str) -> Person:
        """Return one of the agency's people in ``role``."""
        return chance.one_of(self.agencies[key].staff[role])

    def _schools(self, kind: str, names: tuple[str, ...]) -> tuple[str, ...]:
        staff = (
            ("designated_safeguarding_lead", "Designated safeguarding lead", 2),
            ("head_teacher", "Head teacher", 1),
        )
        return self._several(kind, names, Sector.EDUCATION, staff)

    def _several(self, kind: str, names: tuple[str, ...], sector: Sector, staff: Staff) -> tuple[str, ...]:
        keys = tuple(f"{kind}_{number}" for number in range(1, len(names) + 1))
        for key, name in zip(keys, names, strict=True):
            self._open(key, name, sector, staff)
        return keys

    def _open(self, key: str, name: str, sector: Sector, staff: Staff) -> None:
        self.agencies[key] = Agency(key, named_id("agency", key), name, sector, self._people(key, staff))

    def _people(self, key: str, staff: Staff) -> dict[str, tuple[Person, ...]]:
        agency_id = named_id("agency", key)
        return {
            role: tuple(
                Person(named_id("person", key, role, number), self._name(), agency_id, role, title)
                for number in range(count)
            )
            for role, title, count in staff
        }

    def _connect(self, key: str, name: str) -> None:
        agency = self.agencies[key]
        client_id = named_id("person", key, SYSTEM_CLIENT, 0)
        agency.staff[SYSTEM_CLIENT] = (Person(client_id, name, agency.id, SYSTEM_CLIENT, ""),)

    def _name(self) -> str:
        while True:
            name = f"{self._chance.one_of(ADULTS)} {self._chance.one_of(SURNAMES)}"
            if name not in self._taken:
                self._taken.add(name)
                return name
