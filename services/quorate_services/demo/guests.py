"""Who is invited to a meeting, and what each of them will do about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    InvitationAnswer,
    InvolvementLevel,
    MeetingKind,
    Sector,
)
from quorate_services.demo.chance import Chance
from quorate_services.demo.families import Family
from quorate_services.demo.meeting_plan import MeetingPlan
from quorate_services.demo.partnership import Agency, Partnership, Person


class Sharing(StrEnum):
    """How an agency answers the request for information."""

    SHARES = "shares"
    NOTHING_HELD = "nothing_held"
    DECLINES = "declines"
    SILENT = "silent"


@dataclass
class Guest:
    """One invitation, and what becomes of it. What is None has not happened or never will.

    ``speaks`` marks the one guest of an agency who gives its information, involvement and views, and who is
    the ``spokesperson`` of the others;
    ``waits`` one who brings everything to the meeting only; ``confides`` one who also shares what only social care and
    the police may read.
    """

    agency: Agency
    role: str
    person: Person
    invitation_id: UUID | None = None
    answer: InvitationAnswer | None = None
    deputy: Person | None = None
    attends: bool = False
    mode: AttendanceMode | None = None
    speaks: bool = True
    spokesperson: "Guest | None" = None
    waits: bool = False
    confides: bool = False
    level: InvolvementLevel = InvolvementLevel.CURRENT
    significant: bool = False
    declared_at: datetime | None = None
    settled_at: datetime | None = None
    settled_level: InvolvementLevel = InvolvementLevel.CURRENT
    settled_significant: bool = False
    sharing: Sharing = Sharing.SILENT
    shared_at: datetime | None = None

    @property
    def who_comes(self) -> Person:
        """The person invited, or the deputy in that person's place."""
        return self.deputy or self.person

    @property
    def involved(self) -> bool:
        """As quoracy counts: an agency that has not declared anything yet counts as involved."""
        voice = self.spokesperson or self
        return voice.declared_at is None or voice.level is not InvolvementLevel.NONE


class GuestList:
    """Finds the guests of each kind of meeting from the family's network. Draws from the meeting's chance."""

    def __init__(self, town: Partnership) -> None:
        self._town = town

    def of(self, plan: MeetingPlan, chance: Chance) -> list[Guest]:
        """Return the guests, the leading agency first; nobody is invited twice in one role."""
        if plan.kind is MeetingKind.STRATEGY_DISCUSSION:
            asked = self._discussion(plan, chance)
        else:
            asked = self._conference(plan, chance)
        guests: dict[tuple[str, str], Guest] = {}
        voices: dict[str, Guest] = {}
        for key, person in asked:
            if (key, person.role) not in guests:
                guest = Guest(self._town[key], person.role, person)
                guest.spokesperson = voices.get(key)
                guest.speaks = guest.spokesperson is None
                voices.setdefault(key, guest)
                guests[key, person.role] = guest
        return list(guests.values())

    def _discussion(self, plan: MeetingPlan, chance: Chance) -> list[tuple[str, Person]]:
        town, family = self._town, plan.family
        worker = family.social_worker
        asked = [
            ("social_care", worker._replace(role="investigating_social_worker")),
            ("social_care", town.somebody(chance, "social_care", "team_manager")),
            ("police", town.somebody(chance, "police", "detective_sergeant")),
        ]
        asked += self._universal(plan, chance)[:1] or [self._named_nurse(chance)]
        schools = self._schools(plan, chance)
        if schools and chance.happens(0.7):
            asked.append(schools[0])
        asked += [self._service(family, service) for service in family.services if chance.happens(0.5)]
        if chance.happens(0.12):
            asked.append((family.surgery, town.somebody(chance, family.surgery, "gp")))
        return asked

    def _conference(self, plan: MeetingPlan, chance: Chance) -> list[tuple[str, Person]]:
        town, family = self._town, plan.family
        review = plan.kind is MeetingKind.REVIEW_CONFERENCE
        role = "social_worker" if review else "investigating_social_worker"
        asked = [("social_care", family.social_worker._replace(role=role))]
        if plan.kind is MeetingKind.TRANSFER_IN_CONFERENCE:
            asked.append(
                (
                    "social_care",
                    town.somebody(chance, "social_care", "originating_authority_social_worker"),
                )
            )
        police = chance.weighted(
            (
                ("child_abuse_investigator", 60.0),
                ("detective_sergeant", 15.0),
                ("police_conference_liaison_officer", 25.0),
            )
        )
        asked.append(("police", town.somebody(chance, "police", police)))
        asked += self._universal(plan, chance) or [self._named_nurse(chance)]
        asked.append((family.surgery, town.somebody(chance, family.surgery, "gp")))
        asked += self._schools(plan, chance)
        if plan.kind is MeetingKind.PRE_BIRTH_CONFERENCE:
            asked.append(("hospital", self._member(family, "hospital", "midwife")))
            asked.append(("community_health", self._member(family, "community_health", "health_visitor")))
        asked += [
            self._service(family, service)
            for service in family.services
            if service[1] != "midwife" or plan.kind is MeetingKind.PRE_BIRTH_CONFERENCE
        ]
        return asked

    def _universal(self, plan: MeetingPlan, chance: Chance) -> list[tuple[str, Person]]:
        """The health visitor for children under five and the unborn, the school nurse for the others."""
        ages = [child.age(plan.convened_on) for child in plan.children]
        asked = []
        if min(ages) < 5:
            asked.append(
                ("community_health", self._member(plan.family, "community_health", "health_visitor"))
            )
        if max(ages) >= 5 and (min(ages) >= 5 or chance.happens(0.4)):
            asked.append(("community_health", self._member(plan.family, "community_health", "school_nurse")))
        return asked

    def _schools(self, plan: MeetingPlan, chance: Chance) -> list[tuple[str, Person]]:
        family = plan.family
        ages = [child.age(plan.convened_on) for child in plan.children]
        keys = []
        if any(5 <= age < 11 for age in ages):
            keys.append(family.primary_school)
        if any(age >= 11 for age in ages):
            keys.append(family.secondary_school)
        asked = [(key, self._member(family, key, "designated_safeguarding_lead")) for key in keys]
        if family.nursery and any(2 <= age < 5 for age in ages):
            asked.append((family.nursery, self._member(family, family.nursery, "early_years_practitioner")))
        return asked

    def _named_nurse(self, chance: Chance) -> tuple[str, Person]:
        return "community_health", self._town.somebody(chance, "community_health", "named_nurse")

    def _service(self, family: Family, service: tuple[str, str]) -> tuple[str, Person]:
        return service[0], self._member(family, *service)

    def _member(self, family: Family, key: str, role: str) -> Person:
        """The same person for the same family, year in, year out."""
        people = self._town[key].staff[role]
        return people[family.number % len(people)]


def is_children_s_social_care(guest: Guest) -> bool:
    """True for guests who lead rather than being asked for their own involvement."""
    return guest.agency.sector is Sector.CHILDRENS_SOCIAL_CARE
