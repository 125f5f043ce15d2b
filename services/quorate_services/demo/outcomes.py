"""What comes out of a meeting: views, decisions for each child, dissent and its escalation."""

from datetime import datetime, timedelta
from uuid import UUID

from quorate_events.meetings.decisions import DecisionBasis, MakeDecision, ReviseDecision
from quorate_events.meetings.escalations import AdvanceEscalation, RaiseEscalation, ResolveEscalation
from quorate_events.meetings.views import GiveView, NoteReservation, RaiseDissent, ResolveDissent
from quorate_events.meetings.vocabulary import CategoryOfAbuse, DecisionOutcome, ViewPosition
from quorate_services.demo.families import CATEGORY, FamilyChild
from quorate_services.demo.guests import Guest, is_children_s_social_care
from quorate_services.demo.scene import Scene
from quorate_services.demo.texts import proceedings

_ENQUIRY = (DecisionOutcome.SINGLE_SECTION_47_ENQUIRY, DecisionOutcome.JOINT_SECTION_47_ENQUIRY)
_PLAN = (DecisionOutcome.PLAN_MADE, DecisionOutcome.PLAN_CONTINUED)


def decide(scene: Scene) -> None:
    """Hear the views, decide for each child, and note who holds otherwise."""
    speakers = [guest for guest in scene.attending if guest.speaks]
    dissenter = _dissenter(scene, speakers)
    _views(scene, speakers, dissenter)
    moment = scene.last_close - timedelta(minutes=18)
    for child in scene.children:
        moment += timedelta(seconds=50)
        _decision(scene, child, moment, dissenter)
    if dissenter is not None:
        _dissent(scene, dissenter)
    elif speakers and scene.chance.happens(0.06):
        guest = scene.chance.one_of(speakers)
        text = scene.chance.one_of(proceedings.RESERVATION)
        command = NoteReservation(meeting_id=scene.plan.id, agency_id=guest.agency.id, text=text)
        scene.script.add(scene.last_close - timedelta(minutes=9), guest.who_comes.recorder, command)


def _dissenter(scene: Scene, speakers: list[Guest]) -> Guest | None:
    possible = [guest for guest in speakers if not is_children_s_social_care(guest)]
    if scene.is_discussion or not possible or not scene.chance.happens(0.03):
        return None
    return scene.chance.one_of(possible)


def _views(scene: Scene, speakers: list[Guest], dissenter: Guest | None) -> None:
    share = 0.3 if scene.is_discussion else 0.9
    moment = scene.last_close - timedelta(minutes=28)
    for guest in speakers:
        if not scene.chance.happens(share):
            continue
        position = ViewPosition.DISAGREES if guest is dissenter else ViewPosition.AGREES
        if guest is not dissenter and scene.chance.happens(0.05):
            position = ViewPosition.UNDECIDED
        for child in scene.children:
            moment += timedelta(seconds=12)
            scene.script.add(
                moment,
                guest.who_comes.recorder,
                GiveView(
                    meeting_id=scene.plan.id,
                    agency_id=guest.agency.id,
                    child_id=child.id,
                    position=position,
                    reasoning=scene.chance.one_of(proceedings.REASONING),
                ),
            )


def _decision(scene: Scene, child: FamilyChild, moment: datetime, dissenter: Guest | None) -> None:
    outcome = scene.plan.outcome
    category: CategoryOfAbuse | None = CATEGORY[scene.plan.family.concern] if outcome in _PLAN else None
    enquiry = outcome in _ENQUIRY
    scene.script.add(
        moment,
        scene.by_chair,
        MakeDecision(
            meeting_id=scene.plan.id,
            child_id=child.id,
            outcome=outcome,
            rationale=scene.pen.line(proceedings.RATIONALE[_key(outcome)], child),
            category=category,
            basis=DecisionBasis.CHAIR_DECIDED if dissenter else DecisionBasis.CONSENSUS,
            medical=enquiry and scene.chance.happens(0.2),
            conference_required=scene.plan.conference_to_follow,
            immediate_action=scene.pen.line(proceedings.IMMEDIATE, child) if enquiry else "",
        ),
    )
    if category is not None and scene.chance.happens(0.01):
        scene.script.add(
            scene.last_close + timedelta(minutes=2),
            scene.by_chair,
            ReviseDecision(
                meeting_id=scene.plan.id,
                child_id=child.id,
                outcome=outcome,
                category=CategoryOfAbuse.MULTIPLE,
                rationale="More than one kind of harm was heard.",
                reason="The category was taken down wrongly.",
            ),
        )


def _key(outcome: DecisionOutcome) -> str:
    if outcome in _ENQUIRY:
        return "enquiry"
    return "no_enquiry" if outcome is DecisionOutcome.NO_SECTION_47_ENQUIRY else outcome.value


def _dissent(scene: Scene, guest: Guest) -> None:
    chance, plan, script = scene.chance, scene.plan, scene.script
    by, agency_id = guest.who_comes.recorder, guest.agency.id
    raised_at = scene.last_close - timedelta(minutes=3)
    dissent_id = script.new_id(raised_at)
    reason = chance.one_of(proceedings.DISSENT)
    dissent = RaiseDissent(meeting_id=plan.id, agency_id=agency_id, reason=reason, dissent_id=dissent_id)
    script.add(raised_at, by, dissent)
    if chance.happens(0.5):
        _escalate(scene, guest, dissent_id=dissent_id)
    days = (12, 18) if chance.happens(0.6) else (40, 60)
    outcome = chance.one_of(proceedings.RESOLVED)
    resolved = ResolveDissent(meeting_id=plan.id, dissent_id=dissent_id, outcome=outcome)
    script.add(scene.days_after_close(*days), scene.by_chair, resolved)


def _escalate(scene: Scene, guest: Guest, *, dissent_id: UUID) -> None:
    chance, plan, script = scene.chance, scene.plan, scene.script
    by = guest.person.recorder
    moment = scene.days_after_close(1, 3)
    escalation_id = script.new_id(moment)
    script.add(
        moment,
        by,
        RaiseEscalation(
            meeting_id=plan.id,
            agency_id=guest.agency.id,
            concern=chance.one_of(proceedings.ESCALATION),
            dissent_id=dissent_id,
            escalation_id=escalation_id,
        ),
    )
    if chance.happens(0.4):
        reason = "No agreement at the first stage."
        advance = AdvanceEscalation(meeting_id=plan.id, escalation_id=escalation_id, reason=reason)
        script.add(scene.days_after_close(5, 7), by, advance)
    days = (9, 11) if chance.happens(0.7) else (30, 45)
    outcome = chance.one_of(proceedings.RESOLVED)
    resolved = ResolveEscalation(meeting_id=plan.id, escalation_id=escalation_id, outcome=outcome)
    script.add(scene.days_after_close(*days), by, resolved)
