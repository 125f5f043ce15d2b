"""Tells one meeting: from its plan to its script and the truth about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from quorate_events.meetings.vocabulary import MeetingKind
from quorate_services.demo import actions, afterwards, information, invitations, outcomes, sitting
from quorate_services.demo.behaviour import Behaviour
from quorate_services.demo.guests import GuestList
from quorate_services.demo.meeting_plan import MeetingPlan
from quorate_services.demo.office import Office
from quorate_services.demo.partnership import Partnership
from quorate_services.demo.profile import Profile
from quorate_services.demo.scene import Scene
from quorate_services.demo.script import Script, Step
from quorate_services.demo.showcase import arrange
from quorate_services.demo.tally import MeetingTruth
from quorate_services.demo.texts.writing import Pen
from quorate_services.demo.truth import truth_of


@dataclass(frozen=True)
class Told:
    """One meeting's steps up to the present, in order of time, and the truth (none: not held yet)."""

    plan: MeetingPlan
    steps: list[Step]
    truth: MeetingTruth | None


class Storyteller:
    """Tells meetings one by one. The order matters to the police's attendance only, and is the plan's."""

    def __init__(self, profile: Profile, town: Partnership, office: Office) -> None:
        self._profile, self._town, self._office = profile, town, office
        self._guests = GuestList(town)
        self._behaviour = Behaviour(profile)

    def tell(self, plan: MeetingPlan) -> Told:
        """Return the meeting of ``plan`` as far as it has gone at the profile's present moment."""
        scene = self._scene(plan)
        self._behaviour.decide(plan, scene.guests, scene.chance)
        arrange(scene, self._town)
        afterwards.set_confirmation(scene)
        invitations.convene(scene)
        invitations.invite(scene)
        invitations.answer(scene)
        information.inform(scene)
        if plan.cancelled:
            invitations.cancel(scene)
        else:
            invitations.move(scene)
            _hold(scene)
        cut = self._cut(scene)
        return Told(plan, scene.script.until(cut), truth_of(scene, cut))

    def _scene(self, plan: MeetingPlan) -> Scene:
        chance, office = plan.chance, self._office
        first_open = office.at(plan.held_on, plan.held_at + chance.between(0, 6))
        last_open = first_open
        if plan.adjourned_to is not None:
            last_open = office.at(plan.adjourned_to, plan.held_at + chance.between(0, 6))
        discussion = plan.kind is MeetingKind.STRATEGY_DISCUSSION
        length = chance.between(36, 62) if discussion else chance.between(62, 96)
        guests = self._guests.of(plan, chance)
        service = self._town["conference_service"].staff
        chairs, convenors = service["conference_chair"], service["conference_administrator"]
        chair, convenor = chairs[plan.chair % len(chairs)], convenors[plan.number % len(convenors)]
        if plan.wanted:
            chair, convenor = chairs[0], convenors[0]
        if discussion:
            chair = convenor = next(guest.person for guest in guests if guest.role == "team_manager")
        return Scene(
            plan=plan,
            profile=self._profile,
            office=office,
            chance=chance,
            script=Script(plan.id, chance),
            guests=guests,
            pen=Pen(chance, plan.family, plan.held_on.year, plan.held_on.month),
            chair=chair,
            convenor=convenor,
            convened_at=office.at(plan.convened_on, plan.convened_at),
            first_open=first_open,
            last_open=last_open,
            last_close=last_open + timedelta(minutes=length),
        )

    def _cut(self, scene: Scene) -> datetime:
        """The present; or the moment before a sitting that would still be going on."""
        now = self._profile.now
        for opened, closed in (
            (scene.first_open, scene.first_open + timedelta(minutes=60)),
            (scene.last_open, scene.last_close),
        ):
            if opened <= now < closed:
                return opened - timedelta(seconds=1)
        return now


def _hold(scene: Scene) -> None:
    if scene.plan.adjourned_to is not None:
        if scene.is_discussion:
            sitting.hold_unfinished(scene)
        else:
            sitting.hold_inquorate(scene)
    sitting.begin_last(scene)
    outcomes.decide(scene)
    actions.agree(scene)
    sitting.end_last(scene)
    afterwards.finish(scene)
