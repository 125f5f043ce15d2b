"""Cases: from the strategy discussion by way of the enquiry to the conference, and from review to review."""

from collections.abc import Iterable
from datetime import date, timedelta

from quorate_events.meetings.values import AnchorDate
from quorate_events.meetings.vocabulary import DecisionOutcome, MeetingKind
from quorate_events.rules.calendar import WorkingDayCalendar
from quorate_events.rules.rule_set import Anchor
from quorate_services.demo.chance import Chance, chance_of
from quorate_services.demo.families import Families, Family
from quorate_services.demo.meeting_plan import Diary, MeetingPlan
from quorate_services.demo.office import Office
from quorate_services.demo.partnership import Partnership
from quorate_services.demo.profile import Profile

DISCUSSIONS_A_DAY = 5.0
LEADS_TO_CONFERENCE = 0.187
LEADS_TO_PRE_BIRTH = 0.015
TRANSFERS_A_DAY = 0.05
_BEFORE = timedelta(days=470)
"""How long before the first month the first cases start, so that reviews are under way from the beginning."""
_PLAN_MADE = {
    MeetingKind.INITIAL_CONFERENCE: 0.86,
    MeetingKind.PRE_BIRTH_CONFERENCE: 0.92,
    MeetingKind.TRANSFER_IN_CONFERENCE: 0.97,
}
_ENDS_AT_REVIEW = (0.36, 0.58, 0.65)


class Cases:
    """Plans every meeting of a history. ``meetings`` holds them in the order of convening."""

    def __init__(self, profile: Profile, town: Partnership, calendar: WorkingDayCalendar) -> None:
        self.families = Families(profile.seed, town)
        self.office = Office(calendar)
        self.diary = Diary(profile.seed, self.office)
        self._profile = profile
        self._plans: list[MeetingPlan] = []
        self._chance = chance_of(profile.seed, "cases")

    def plan(self) -> "Cases":
        """Work through every working day, case by case."""
        profile = self._profile
        discussions = transfers = 0.0
        for day in self.office.working_days(profile.start - _BEFORE, profile.today):
            discussions += DISCUSSIONS_A_DAY * profile.scale
            transfers += TRANSFERS_A_DAY * profile.scale
            while discussions >= 1:
                discussions -= 1
                self._discussion(day)
            while transfers >= 1:
                transfers -= 1
                self._transfer_in(day)
        return self

    def add(self, plans: Iterable[MeetingPlan]) -> None:
        """Add meetings that were planned elsewhere."""
        self._plans.extend(plans)

    @property
    def meetings(self) -> list[MeetingPlan]:
        """Those held in the months told, or convened in them for later; in the order of convening."""
        told = [
            plan
            for plan in self._plans
            if plan.held_on >= self._profile.start and plan.convened_on <= self._profile.today
        ]
        return sorted(told, key=lambda plan: (plan.convened_on, plan.convened_at, plan.number))

    def _discussion(self, day: date) -> None:
        chance = self._chance
        drawn = chance.random()
        if drawn < LEADS_TO_CONFERENCE:
            family = self._known(day, 0.2, off_plan=True) or self.families.new(day)
            self._conference_after(self._strategy(family, day, leads=True), MeetingKind.INITIAL_CONFERENCE)
        elif drawn < LEADS_TO_CONFERENCE + LEADS_TO_PRE_BIRTH:
            family = self.families.new(day, unborn=True)
            self._conference_after(self._strategy(family, day, leads=True), MeetingKind.PRE_BIRTH_CONFERENCE)
        elif day >= self._profile.start - timedelta(days=5):
            self._strategy(self._known(day, 0.4) or self.families.new(day), day, leads=False)

    def _known(self, day: date, share: float, *, off_plan: bool = False) -> Family | None:
        """Sometimes return a family that was worried about before and is not in the middle of something."""
        known = self.families.all
        if not known or not self._chance.happens(share):
            return None
        for _ in range(6):
            family = self._chance.one_of(known)
            grown = min(child.age(day) for child in family.children) >= 17
            expecting = any(child.expected and child.born >= day for child in family.children)
            if (off_plan and family.plan_until > day) or family.last_discussed > day - timedelta(days=30):
                continue
            if not grown and not expecting:
                return family
        return None

    def _strategy(self, family: Family, day: date, *, leads: bool) -> MeetingPlan:
        chance = self._chance
        minute = chance.between(9 * 60, 15 * 60 + 30)
        wait = chance.weighted(((0, 72.0), (1, 20.0), (2, 5.0), (3, 3.0)))
        held_on = self.office.later(day, wait)
        held_at = (
            min(minute + chance.between(50, 180), 16 * 60 + 30) if wait == 0 else chance.between(540, 960)
        )
        if leads:
            outcome = chance.weighted(
                (
                    (DecisionOutcome.JOINT_SECTION_47_ENQUIRY, 70.0),
                    (DecisionOutcome.SINGLE_SECTION_47_ENQUIRY, 30.0),
                )
            )
        else:
            outcome = chance.weighted(
                (
                    (DecisionOutcome.JOINT_SECTION_47_ENQUIRY, 25.0),
                    (DecisionOutcome.SINGLE_SECTION_47_ENQUIRY, 45.0),
                    (DecisionOutcome.NO_SECTION_47_ENQUIRY, 30.0),
                )
            )
        plan = self.diary.enter(
            MeetingKind.STRATEGY_DISCUSSION, family, (day, minute), (held_on, held_at), outcome
        )
        plan.conference_to_follow = leads
        if chance.happens(0.1):
            plan.adjourned_to = self.office.later(held_on, chance.between(1, 4))
        family.last_discussed = day
        self._plans.append(plan)
        return plan

    def _conference_after(self, discussion: MeetingPlan, kind: MeetingKind) -> None:
        chance = self._chance
        started = discussion.held_on
        days = chance.weighted(((chance.between(9, 15), 82.0), (chance.between(16, 20), 11.0), (24, 7.0)))
        held_on = self.office.later(started, days)
        convened_on = min(
            self.office.later(discussion.decided_on, chance.between(1, 3)), self.office.later(held_on, -3)
        )
        anchors = [
            AnchorDate(Anchor.SECTION_47_STARTED, started),
            AnchorDate(Anchor.LAST_STRATEGY_DISCUSSION, discussion.decided_on),
        ]
        expected = next((child.expected for child in discussion.children if child.expected), None)
        if kind is MeetingKind.PRE_BIRTH_CONFERENCE and expected:
            anchors.append(AnchorDate(Anchor.BIRTH_EXPECTED, expected))
        self._first_conference(kind, discussion.family, convened_on, held_on, anchors, discussion)

    def _transfer_in(self, day: date) -> None:
        family = self.families.new(day)
        held_on = self.office.later(day, self._chance.between(9, 17))
        anchors = [AnchorDate(Anchor.TRANSFER_NOTIFIED, day)]
        self._first_conference(
            MeetingKind.TRANSFER_IN_CONFERENCE, family, self.office.later(day, 1), held_on, anchors, None
        )

    def _first_conference(
        self,
        kind: MeetingKind,
        family: Family,
        convened_on: date,
        held_on: date,
        anchors: list[AnchorDate],
        discussion: MeetingPlan | None,
    ) -> None:
        made = self._chance.happens(_PLAN_MADE[kind])
        outcome = DecisionOutcome.PLAN_MADE if made else DecisionOutcome.PLAN_NOT_REQUIRED
        plan = self.conference(kind, family, convened_on, held_on, outcome)
        plan.anchors = tuple(anchors)
        plan.follows = discussion.id if discussion and discussion.held_on >= self._profile.start else None
        if made and not plan.cancelled:
            self._reviews(plan)

    def conference(
        self, kind: MeetingKind, family: Family, convened_on: date, held_on: date, outcome: DecisionOutcome
    ) -> MeetingPlan:
        """Enter a conference, with its chance of being moved, adjourned or cancelled."""
        chance = self._chance
        convened = (convened_on, chance.between(9 * 60, 16 * 60))
        plan = self.diary.enter(kind, family, convened, (held_on, 0), outcome)
        self._plans.append(plan)
        if chance.happens(0.012):
            plan.cancelled = True
        elif chance.happens(0.035):
            plan.adjourned_to = self.office.later(held_on, chance.between(4, 9))
        elif chance.happens(0.03):
            plan.moved_from, plan.held_on = held_on, self.office.later(held_on, chance.between(1, 4))
        return plan

    def _reviews(self, first: MeetingPlan) -> None:
        chance, family, last = self._chance, first.family, first
        for number in range(1, 12):
            days = _review_interval(chance, number)
            held_on = self.office.on_or_after(last.decided_on + timedelta(days=days) - timedelta(days=3))
            family.plan_until = max(family.plan_until, held_on)
            if held_on > self._profile.horizon:
                return
            ends = chance.happens(_ENDS_AT_REVIEW[min(number, 3) - 1])
            outcome = DecisionOutcome.PLAN_ENDED if ends else DecisionOutcome.PLAN_CONTINUED
            convened_on = max(
                self.office.later(held_on, -chance.between(17, 25)), self.office.later(last.decided_on, 2)
            )
            plan = self.conference(MeetingKind.REVIEW_CONFERENCE, family, convened_on, held_on, outcome)
            plan.cancelled = False
            plan.number_of_review = number
            plan.anchors = (AnchorDate(Anchor.LAST_CONFERENCE, last.decided_on),)
            plan.follows = last.id if last.held_on >= self._profile.start else None
            if ends:
                return
            last = plan


def _review_interval(chance: Chance, number: int) -> int:
    late = chance.happens(0.05)
    if number == 1:
        return chance.between(93, 108) if late else chance.between(72, 90)
    return chance.between(185, 205) if late else chance.between(140, 180)
