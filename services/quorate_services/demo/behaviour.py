"""How people behave: who comes, who sends a report, who answers, and how involved they are.

The shares are invented, after the pattern of inspections: the police rarely at initial conferences until the
change of practice, surgeries that seldom come and sometimes write, schools and health visitors that do both.
"""

from datetime import date

from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    InvitationAnswer,
    InvolvementLevel,
    MeetingKind,
    Sector,
)
from quorate_services.demo.chance import Chance, Deck, chance_of
from quorate_services.demo.families import Involved
from quorate_services.demo.guests import Guest, Sharing
from quorate_services.demo.meeting_plan import MeetingPlan
from quorate_services.demo.profile import Profile

NONE = (InvolvementLevel.NONE, False)
HISTORIC = (InvolvementLevel.HISTORIC, False)
HISTORIC_SIGNIFICANT = (InvolvementLevel.HISTORIC, True)
CURRENT = (InvolvementLevel.CURRENT, False)
CURRENT_SIGNIFICANT = (InvolvementLevel.CURRENT, True)

_INVOLVED: dict[Sector, tuple[tuple[Involved, float], ...]] = {
    Sector.CHILDRENS_SOCIAL_CARE: ((CURRENT_SIGNIFICANT, 1.0),),
    Sector.POLICE: (
        (NONE, 14.0),
        (HISTORIC, 14.0),
        (HISTORIC_SIGNIFICANT, 16.0),
        (CURRENT, 18.0),
        (CURRENT_SIGNIFICANT, 38.0),
    ),
    Sector.HEALTH: (
        (NONE, 6.0),
        (HISTORIC, 8.0),
        (HISTORIC_SIGNIFICANT, 4.0),
        (CURRENT, 50.0),
        (CURRENT_SIGNIFICANT, 32.0),
    ),
    Sector.EDUCATION: ((NONE, 2.0), (HISTORIC, 4.0), (CURRENT, 52.0), (CURRENT_SIGNIFICANT, 42.0)),
}
_OTHERS: tuple[tuple[Involved, float], ...] = (
    (NONE, 5.0),
    (HISTORIC, 14.0),
    (HISTORIC_SIGNIFICANT, 8.0),
    (CURRENT, 38.0),
    (CURRENT_SIGNIFICANT, 35.0),
)
_COMES = {
    "investigating_social_worker": 0.97, "social_worker": 0.97, "team_manager": 0.9, "midwife": 0.88,
    "originating_authority_social_worker": 0.8, "health_visitor": 0.86, "school_nurse": 0.66,
    "named_nurse": 0.7, "gp": 0.07, "designated_safeguarding_lead": 0.86, "early_years_practitioner": 0.78,
    "probation_officer": 0.62, "youth_justice_worker": 0.8, "housing_officer": 0.5, "idva": 0.72,
    "family_support_worker": 0.82, "paediatrician": 0.35, "camhs_practitioner": 0.45,
    "adult_mental_health_practitioner": 0.42, "substance_misuse_worker": 0.58, "adult_social_worker": 0.55,
    "education_welfare_officer": 0.7, "detective_sergeant": 0.9,
}  # fmt: skip
_SHARES: dict[Sector, float] = {
    Sector.CHILDRENS_SOCIAL_CARE: 0.985, Sector.POLICE: 0.9, Sector.EDUCATION: 0.9, Sector.HEALTH: 0.78,
    Sector.PROBATION: 0.82, Sector.HOUSING: 0.62,
}  # fmt: skip
_DEPUTIES = {
    "health_visitor": "named_nurse", "detective_sergeant": "child_abuse_investigator",
    "designated_safeguarding_lead": "head_teacher",
}  # fmt: skip


class Behaviour:
    """Decides what each guest will do.

    Keeps the decks from which the police's attendance is drawn, and
    how each agency was involved with each family last.
    """

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._involved: dict[tuple[int, str], Involved] = {}
        self._significant_before = Deck(chance_of(profile.seed, "police", "before"), 4, 20)
        self._significant_after = Deck(chance_of(profile.seed, "police", "after"), 16, 20)

    def decide(self, plan: MeetingPlan, guests: list[Guest], chance: Chance) -> None:
        """Fill in what every guest will do; times are set later."""
        for guest in guests:
            guest.level, guest.significant = self._involvement(plan, guest, chance)
            guest.sharing = self._sharing(plan, guest, chance)
            guest.attends = self._attends(plan, guest, chance)
        self._rally(plan, guests, chance)
        for guest in guests:
            guest.answer = self._answer(guest, chance)
            self._deputise(guests, guest, chance)
            if guest.attends:
                guest.mode = _mode(guest, chance, plan)

    def _rally(self, plan: MeetingPlan, guests: list[Guest], chance: Chance) -> None:
        """Where a conference would be inquorate, a telephone round usually brings those who matter most."""
        if plan.kind is MeetingKind.STRATEGY_DISCUSSION or not chance.happens(0.6):
            return
        for guest in guests:
            lead = guest.agency.sector is Sector.CHILDRENS_SOCIAL_CARE
            if lead or (guest.role in _RALLIED and not _enough(guests)):
                guest.attends = True

    def improved(self, day: date) -> bool:
        """True once the police have changed how they staff conferences."""
        return day >= self._profile.change_of_practice

    def _involvement(self, plan: MeetingPlan, guest: Guest, chance: Chance) -> Involved:
        """Much the same from one meeting about the family to the next."""
        key = (plan.family.number, guest.agency.key)
        if key not in self._involved or chance.happens(0.06):
            self._involved[key] = chance.weighted(_INVOLVED.get(guest.agency.sector, _OTHERS))
        return self._involved[key]

    def _attends(self, plan: MeetingPlan, guest: Guest, chance: Chance) -> bool:
        discussion = plan.kind is MeetingKind.STRATEGY_DISCUSSION
        if guest.agency.sector is Sector.POLICE and not discussion:
            return self._police_attend(plan, guest, chance)
        share = _COMES.get(guest.role, 0.6)
        if discussion and guest.role in ("investigating_social_worker", "team_manager"):
            share = 0.93 if self.improved(plan.held_on) else 0.62
        elif discussion and guest.agency.sector in (Sector.POLICE, Sector.HEALTH):
            return chance.happens(0.93 if guest.speaks else share)
        if guest.level is InvolvementLevel.NONE:
            share *= 0.4
        if guest.agency.sector is Sector.EDUCATION and plan.held_on.month == 8:
            share *= 0.3
        return chance.happens(share)

    def _police_attend(self, plan: MeetingPlan, guest: Guest, chance: Chance) -> bool:
        improved = self.improved(plan.held_on)
        if plan.kind is MeetingKind.REVIEW_CONFERENCE:
            return chance.happens((0.22 if improved else 0.07) * (2.0 if guest.significant else 0.5))
        if guest.significant:
            return (self._significant_after if improved else self._significant_before).draw()
        return chance.happens(0.3 if improved else 0.08)

    def _sharing(self, plan: MeetingPlan, guest: Guest, chance: Chance) -> Sharing:
        if not guest.speaks:
            return Sharing.SILENT
        share = 0.42 if guest.role == "gp" else _SHARES.get(guest.agency.sector, 0.72)
        if plan.kind is MeetingKind.STRATEGY_DISCUSSION and not self.improved(plan.held_on):
            share *= 0.72
        if guest.agency.sector is Sector.POLICE and self.improved(plan.held_on):
            share = 0.96
        if not chance.happens(share):
            return Sharing.DECLINES if chance.happens(0.08) else Sharing.SILENT
        return Sharing.NOTHING_HELD if guest.level is InvolvementLevel.NONE else Sharing.SHARES

    def _answer(self, guest: Guest, chance: Chance) -> InvitationAnswer | None:
        if guest.attends:
            return InvitationAnswer.ACCEPTED if chance.happens(0.86) else None
        return chance.weighted(
            ((InvitationAnswer.APOLOGIES, 52.0), (None, 36.0), (InvitationAnswer.ACCEPTED, 12.0))
        )

    def _deputise(self, guests: list[Guest], guest: Guest, chance: Chance) -> None:
        role = _DEPUTIES.get(guest.role, guest.role)
        people = [person for person in guest.agency.staff.get(role, ()) if person.id != guest.person.id]
        taken = any(
            other.agency is guest.agency and other.role == role for other in guests if other is not guest
        )
        if guest.attends and people and not taken and chance.happens(0.07):
            guest.answer = InvitationAnswer.DEPUTY_NAMED
            guest.deputy = chance.one_of(people)


_RALLIED = (
    "health_visitor",
    "school_nurse",
    "midwife",
    "designated_safeguarding_lead",
    "family_support_worker",
)


def _enough(guests: list[Guest]) -> bool:
    """True when two besides children's social care come who know the family."""
    coming = (guest for guest in guests if guest.attends and guest.level is not InvolvementLevel.NONE)
    return (
        len({guest.role for guest in coming if guest.agency.sector is not Sector.CHILDRENS_SOCIAL_CARE}) >= 2
    )


def _mode(guest: Guest, chance: Chance, plan: MeetingPlan) -> AttendanceMode:
    if plan.kind is MeetingKind.STRATEGY_DISCUSSION:
        return AttendanceMode.VIDEO if chance.happens(0.8) else AttendanceMode.TELEPHONE
    share = 0.6 if guest.role in ("gp", "paediatrician") else 0.25
    return AttendanceMode.VIDEO if chance.happens(share) else AttendanceMode.IN_PERSON
