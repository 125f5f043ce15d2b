"""Families: one to four children, where they go to school and see a doctor, and what the worry is."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from quorate_events.meetings.vocabulary import CategoryOfAbuse, InvolvementLevel
from quorate_events.people.nhs_number import check_digit
from quorate_services.demo.chance import Chance, chance_of
from quorate_services.demo.names import GIVEN, SURNAMES
from quorate_services.demo.partnership import Partnership, Person
from quorate_services.demo.script import named_id


class Concern(StrEnum):
    """What the worry about a family is, in the main."""

    DOMESTIC_ABUSE = "domestic_abuse"
    NEGLECT = "neglect"
    PHYSICAL = "physical"
    SEXUAL = "sexual"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCES = "substances"
    EXPLOITATION = "exploitation"


CATEGORY = {
    Concern.DOMESTIC_ABUSE: CategoryOfAbuse.EMOTIONAL,
    Concern.NEGLECT: CategoryOfAbuse.NEGLECT,
    Concern.PHYSICAL: CategoryOfAbuse.PHYSICAL,
    Concern.SEXUAL: CategoryOfAbuse.SEXUAL,
    Concern.MENTAL_HEALTH: CategoryOfAbuse.EMOTIONAL,
    Concern.SUBSTANCES: CategoryOfAbuse.NEGLECT,
    Concern.EXPLOITATION: CategoryOfAbuse.MULTIPLE,
}
_CONCERNS = (
    (Concern.DOMESTIC_ABUSE, 30.0),
    (Concern.NEGLECT, 26.0),
    (Concern.PHYSICAL, 14.0),
    (Concern.SEXUAL, 7.0),
    (Concern.MENTAL_HEALTH, 9.0),
    (Concern.SUBSTANCES, 9.0),
    (Concern.EXPLOITATION, 5.0),
)
Involved = tuple[InvolvementLevel, bool]
"""Level, and whether it is significant."""


@dataclass
class FamilyChild:
    """A child, or a baby who is expected on ``expected`` and born on ``born``."""

    id: UUID
    name: str
    born: date
    nhs_number: str
    expected: date | None = None

    def age(self, on: date) -> int:
        """Return the age in whole years; negative before the birth."""
        return (on - self.born).days // 365


@dataclass
class Family:
    """Children of one household and the people who know them."""

    number: int
    surname: str
    concern: Concern
    children: tuple[FamilyChild, ...]
    social_worker: Person
    surgery: str
    primary_school: str
    secondary_school: str
    nursery: str | None
    services: tuple[tuple[str, str], ...]
    plan_until: date = date.min
    last_discussed: date = date.min


class Families:
    """Makes families, each from its own chance. Numbers count from 1."""

    def __init__(self, seed: int, town: Partnership) -> None:
        self._seed = seed
        self._town = town
        self.all: list[Family] = []

    def new(self, on: date, *, unborn: bool = False, concern: Concern | None = None) -> Family:
        """Return a family that becomes known on ``on``; ``unborn`` adds a baby who is still expected then."""
        number = len(self.all) + 1
        chance = chance_of(self._seed, "family", number)
        concern = concern or chance.weighted(_CONCERNS)
        surname = chance.one_of(SURNAMES)
        children = self._children(chance, number, surname, concern, on, unborn)
        town = self._town
        family = Family(
            number=number,
            surname=surname,
            concern=concern,
            children=children,
            social_worker=town.somebody(chance, "social_care", "social_worker"),
            surgery=chance.one_of(town.surgeries),
            primary_school=chance.one_of(town.primary_schools),
            secondary_school=chance.one_of(town.secondary_schools),
            nursery=chance.one_of(town.nurseries) if chance.happens(0.5) else None,
            services=tuple(_services(chance, concern, children, on)),
        )
        self.all.append(family)
        return family

    def _children(
        self, chance: Chance, number: int, surname: str, concern: Concern, on: date, unborn: bool
    ) -> tuple[FamilyChild, ...]:
        count = chance.weighted(((1, 40.0), (2, 32.0), (3, 18.0), (4, 10.0)))
        if unborn:
            count = max(1, count - 1)
        youngest = (
            chance.between(365 * 12, 365 * 16)
            if concern is Concern.EXPLOITATION
            else chance.between(30, 4000)
        )
        names = chance.some_of(GIVEN, count)
        children = []
        for place in range(count):
            if unborn and place == 0:
                expected = on + timedelta(days=chance.between(70, 130))
                born = expected + timedelta(days=chance.between(-12, 8))
            else:
                expected, age = None, youngest + place * chance.between(500, 1100)
                born = on - timedelta(days=min(age, 365 * 17))
            children.append(
                FamilyChild(
                    named_id("child", self._seed, number, place),
                    f"{names[place]} {surname}",
                    born,
                    synthetic_nhs_number(number * 8 + place),
                    expected,
                )
            )
        return tuple(children)


def synthetic_nhs_number(number: int) -> str:
    """Return a valid NHS number of the range for invented people (999), different for each number."""
    digits = 999_000_000 + number * 11
    while check_digit(str(digits)) == 10:
        digits = digits + 1
    return f"{digits}{check_digit(str(digits))}"


_BY_CONCERN: dict[Concern, tuple[tuple[str, str, float], ...]] = {
    Concern.DOMESTIC_ABUSE: (
        ("domestic_abuse", "idva", 0.75),
        ("probation", "probation_officer", 0.35),
        ("housing", "housing_officer", 0.3),
    ),
    Concern.NEGLECT: (
        ("early_help", "family_support_worker", 0.65),
        ("housing", "housing_officer", 0.45),
    ),
    Concern.PHYSICAL: (("hospital", "paediatrician", 0.8), ("early_help", "family_support_worker", 0.2)),
    Concern.SEXUAL: (("probation", "probation_officer", 0.4), ("hospital", "paediatrician", 0.4)),
    Concern.MENTAL_HEALTH: (
        ("community_health", "adult_mental_health_practitioner", 0.8),
        ("adult_services", "adult_social_worker", 0.25),
    ),
    Concern.SUBSTANCES: (
        ("recovery", "substance_misuse_worker", 0.85),
        ("probation", "probation_officer", 0.3),
    ),
    Concern.EXPLOITATION: (
        ("youth_justice", "youth_justice_worker", 0.75),
        ("trust_schools", "education_welfare_officer", 0.3),
    ),
}


def _services(
    chance: Chance, concern: Concern, children: tuple[FamilyChild, ...], on: date
) -> list[tuple[str, str]]:
    services = [(key, role) for key, role, share in _BY_CONCERN[concern] if chance.happens(share)]
    if any(child.expected for child in children):
        services.append(("hospital", "midwife"))
    if max(child.age(on) for child in children) >= 9 and chance.happens(0.18):
        services.append(("community_health", "camhs_practitioner"))
    if not any(key == "early_help" for key, _ in services) and chance.happens(0.15):
        services.append(("early_help", "family_support_worker"))
    return services
