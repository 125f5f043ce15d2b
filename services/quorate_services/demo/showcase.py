"""Two meetings that the demo shows: a conference today that is ready to start, and one next week."""

from datetime import date, timedelta

from quorate_events.meetings.values import AnchorDate
from quorate_events.meetings.vocabulary import (
    DecisionOutcome,
    InvitationAnswer,
    InvolvementLevel,
    MeetingKind,
)
from quorate_events.rules.rule_set import Anchor
from quorate_services.demo.cases import Cases
from quorate_services.demo.families import Concern, Family, FamilyChild, synthetic_nhs_number
from quorate_services.demo.guests import Guest, Sharing
from quorate_services.demo.meeting_plan import MeetingPlan
from quorate_services.demo.partnership import Partnership
from quorate_services.demo.people import PEOPLE
from quorate_services.demo.profile import Profile
from quorate_services.demo.scene import Scene
from quorate_services.demo.script import named_id

TODAY, NEXT_WEEK = "today", "next_week"
TODAYS_CONFERENCE = named_id("meeting", TODAY)
NEXT_WEEKS_CONFERENCE = named_id("meeting", NEXT_WEEK)


def showcase(cases: Cases, profile: Profile, town: Partnership) -> list[MeetingPlan]:
    """Return the two conferences and the strategy discussions that they follow."""
    office, today = cases.office, profile.today
    first = _pair(cases, profile, town, TODAY, today, office.later(today, -13))
    now_minute = (profile.now - office.at(today, 0)) // timedelta(minutes=1)
    first[1].held_at = min(max(14 * 60, (now_minute // 30 + 1) * 30), 23 * 60 + 45)
    second = _pair(cases, profile, town, NEXT_WEEK, office.later(today, 6), office.later(today, -4))
    return first + second


def _pair(
    cases: Cases, profile: Profile, town: Partnership, wanted: str, held_on: date, started: date
) -> list[MeetingPlan]:
    family = _family(cases, town, wanted, started)
    discussion = cases.diary.enter(
        MeetingKind.STRATEGY_DISCUSSION,
        family,
        (started, 9 * 60 + 40),
        (started, 13 * 60),
        DecisionOutcome.JOINT_SECTION_47_ENQUIRY,
    )
    discussion.conference_to_follow = True
    conference = cases.diary.enter(
        MeetingKind.INITIAL_CONFERENCE,
        family,
        (cases.office.later(started, 1), 10 * 60),
        (held_on, 10 * 60),
        DecisionOutcome.PLAN_MADE,
    )
    conference.id = TODAYS_CONFERENCE if wanted == TODAY else NEXT_WEEKS_CONFERENCE
    conference.wanted, conference.follows = wanted, discussion.id
    conference.anchors = (
        AnchorDate(Anchor.SECTION_47_STARTED, started),
        AnchorDate(Anchor.LAST_STRATEGY_DISCUSSION, started),
    )
    return [discussion, conference]


def _family(cases: Cases, town: Partnership, wanted: str, on: date) -> Family:
    family = cases.families.new(on, concern=Concern.DOMESTIC_ABUSE)
    names = ("Maisie", "Theo") if wanted == TODAY else ("Iris", "Samir")
    family.surname = "Ravenhall" if wanted == TODAY else "Calderwell"
    family.children = tuple(
        FamilyChild(
            named_id("child", wanted, place),
            f"{name} {family.surname}",
            on - timedelta(days=days),
            synthetic_nhs_number(family.number * 8 + place),
        )
        for place, (name, days) in enumerate(zip(names, (365 * 7 + 120, 365 * 3 + 40), strict=True))
    )
    family.social_worker = town["social_care"].staff["social_worker"][0]
    family.primary_school, family.nursery = "primary_1", None
    family.services = (("domestic_abuse", "idva"), ("housing", "housing_officer"))
    return family


def arrange(scene: Scene, town: Partnership) -> None:
    """In the two meetings, put the people of the sign-ins on their seats and set what they have done."""
    if not scene.plan.wanted:
        return
    today = scene.plan.wanted == TODAY
    cast = {person.key: person.of(town) for person in PEOPLE}
    for guest in scene.guests:
        if guest.agency.key == "police":
            guest.person, guest.role = cast["police"], "detective_sergeant"
            _police(guest, today=today)
        elif guest.agency.key == "community_health" and guest.role == "health_visitor":
            guest.person = cast["health_visitor"]
            _regular(guest, today=today)
            guest.confides = today
        elif guest.agency.key == "primary_1":
            guest.person = cast["school"]
            _regular(guest, today=today)
        elif guest.agency.key == "social_care":
            _regular(guest, today=today)
        elif guest.agency.key == "domestic_abuse":
            # The one who is silent, so that there is somebody to ring up.
            guest.answer, guest.deputy, guest.sharing = None, None, Sharing.SILENT


def _police(guest: Guest, *, today: bool) -> None:
    _regular(guest, today=today)
    guest.level, guest.significant = InvolvementLevel.CURRENT, True
    guest.waits = True


def _regular(guest: Guest, *, today: bool) -> None:
    guest.attends, guest.deputy, guest.sharing = True, None, Sharing.SHARES
    guest.answer = InvitationAnswer.ACCEPTED if today else None
    guest.waits = not today
    if guest.level is InvolvementLevel.NONE:
        guest.level = InvolvementLevel.CURRENT
