"""Convening a meeting, inviting its guests, their answers, and moving or cancelling it."""

from datetime import datetime, timedelta
from uuid import UUID

from quorate_events.meetings.convening import CancelMeeting, ConveneMeeting, RescheduleMeeting
from quorate_events.meetings.invitations import AnswerInvitation, InviteAgency
from quorate_events.meetings.values import ChildSubject, Deputy
from quorate_events.meetings.vocabulary import InvitationAnswer, MeetingForm, MeetingKind
from quorate_services.demo.chance import Chance, chance_of
from quorate_services.demo.guests import Guest
from quorate_services.demo.scene import Scene
from quorate_services.demo.texts import concerns, proceedings

_PLACES = ("Civic Centre, room 2.14", "Civic Centre, room 3.02", "Kiln House", "Potters Green Family Centre")


def convene(scene: Scene) -> None:
    """Convene the meeting for the day it was first meant to be held."""
    plan, chance = scene.plan, scene.chance
    form = MeetingForm.VIDEO if scene.is_discussion else MeetingForm.HYBRID
    scene.script.add(
        scene.convened_at,
        scene.by_convenor,
        ConveneMeeting(
            meeting_id=plan.id,
            kind=plan.kind,
            reason=_reason(scene),
            scheduled_for=scene.office.at(plan.moved_from or plan.held_on, plan.held_at),
            chair_id=scene.chair.id,
            children=tuple(
                ChildSubject(child.id, unborn=child.born > plan.convened_on) for child in scene.children
            ),
            rule_set=scene.profile.rule_set,
            form=form,
            place="" if scene.is_discussion else chance.one_of(_PLACES),
            anchors=plan.anchors,
            follows=plan.follows,
            reference=f"NB{plan.convened_on.year % 100}-{plan.number:05d}",
        ),
    )


def _reason(scene: Scene) -> str:
    plan = scene.plan
    options: tuple[str, ...]
    if plan.kind is MeetingKind.REVIEW_CONFERENCE:
        options = concerns.REVIEW
    elif plan.kind is MeetingKind.TRANSFER_IN_CONFERENCE:
        options = concerns.TRANSFER
    elif any(child.born > plan.convened_on for child in scene.children) and len(scene.children) == 1:
        options = concerns.UNBORN
    else:
        options = concerns.REASONS[plan.family.concern]
    return scene.pen.line(options, scene.spoken_of())


def invite(scene: Scene) -> None:
    """Invite every guest, one after the other."""
    moment = scene.convened_at
    step = timedelta(seconds=70 if scene.is_discussion else 240)
    child = scene.spoken_of()
    for guest in scene.guests:
        moment += step
        sector = guest.agency.sector
        guest.invitation_id = scene.script.new_id(moment)
        scene.script.add(
            moment,
            scene.by_convenor,
            InviteAgency(
                meeting_id=scene.plan.id,
                agency_id=guest.agency.id,
                role=guest.role,
                why=scene.pen.line(proceedings.WHY.get(sector, proceedings.OTHER_WHY), child),
                asked=scene.pen.line(proceedings.ASKED.get(sector, proceedings.OTHER_ASKED), child),
                practitioner_id=guest.person.id,
                invitation_id=guest.invitation_id,
            ),
        )


def answer(scene: Scene) -> None:
    """Let those answer who do; some first accept and then send apologies."""
    start = scene.convened_at + timedelta(minutes=12 if scene.is_discussion else 60)
    for guest in scene.guests:
        if guest.answer is None:
            continue
        moment = scene.between(start, scene.first_open)
        by = guest.person.recorder
        if guest.answer is InvitationAnswer.APOLOGIES and scene.chance.happens(0.15):
            first = AnswerInvitation(
                meeting_id=scene.plan.id,
                invitation_id=_invitation(guest),
                answer=InvitationAnswer.ACCEPTED,
            )
            scene.script.add(moment, by, first)
            moment = scene.between(moment, scene.first_open)
        if guest.answer is InvitationAnswer.APOLOGIES and scene.chance.happens(0.25):
            by = scene.by_convenor
        scene.script.add(moment, by, _final_answer(scene, guest, scene.chance))


def _final_answer(scene: Scene, guest: Guest, chance: Chance) -> AnswerInvitation:
    assert guest.answer is not None
    apologies = guest.answer is InvitationAnswer.APOLOGIES
    deputy = guest.deputy and Deputy(guest.deputy.name, guest.deputy.role, guest.deputy.id)
    return AnswerInvitation(
        meeting_id=scene.plan.id,
        invitation_id=_invitation(guest),
        answer=guest.answer,
        deputy=deputy,
        note=chance.one_of(proceedings.APOLOGIES) if apologies else "",
    )


def _invitation(guest: Guest) -> UUID:
    assert guest.invitation_id is not None
    return guest.invitation_id


def move(scene: Scene) -> None:
    """Move the meeting to the day on which it is held."""
    plan = scene.plan
    if plan.moved_from is None:
        return
    planned = scene.office.at(plan.moved_from, plan.held_at)
    moment = scene.between(scene.convened_at + timedelta(hours=3), planned)
    scene.moved_on = moment.date()
    scene.script.add(
        moment,
        scene.by_convenor,
        RescheduleMeeting(
            meeting_id=plan.id,
            scheduled_for=scene.office.at(plan.held_on, plan.held_at),
            reason="The chair is at a hearing on the first date.",
            form=MeetingForm.HYBRID,
            place=scene.chance.one_of(_PLACES),
        ),
    )
    answer_again(scene, moment, scene.first_open)


def answer_again(scene: Scene, moved: datetime, opens: datetime) -> None:
    """Let those who had answered when the meeting was ``moved`` answer for the new time, before it ``opens``."""
    # A generator of its own: to answer again shifts no other draw of the meeting.
    chance = chance_of(scene.plan.seed, "answers again", scene.plan.number)
    answers = [
        (step.moment, step.command.invitation_id)
        for step in scene.script.steps
        if isinstance(step.command, AnswerInvitation)
    ]
    before = {invitation for moment, invitation in answers if moment < moved}
    after = {invitation for moment, invitation in answers if moment >= moved}
    for guest in scene.guests:
        if guest.invitation_id in before - after:
            moment = scene.between(moved, opens, chance)
            scene.script.add(moment, guest.person.recorder, _final_answer(scene, guest, chance))


def cancel(scene: Scene) -> None:
    """Cancel the meeting a day or more before it."""
    moment = scene.between(scene.convened_at + timedelta(hours=3), scene.first_open)
    scene.script.steps = [step for step in scene.script.steps if step.moment < moment]
    scene.script.add(
        moment,
        scene.by_convenor,
        CancelMeeting(
            meeting_id=scene.plan.id,
            reason="The court has made an order, and the children are now looked after by the authority.",
        ),
    )
