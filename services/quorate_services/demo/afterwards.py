"""After the meeting: the decision letter, the first core group, the record confirmed and issued."""

from datetime import timedelta

from quorate_events.meetings.record import ConfirmRecord, IssueDecisionLetter, IssueRecord, RecordCoreGroup
from quorate_events.meetings.vocabulary import DecisionOutcome, RecordVariant
from quorate_services.demo.scene import Scene
from quorate_services.demo.texts import proceedings


def set_confirmation(scene: Scene) -> None:
    """Draw when the record will be confirmed: in time, late, or only when somebody asks for it."""
    chance = scene.chance
    if chance.happens(0.06):
        days = (35, 60)
    elif scene.is_discussion:
        days = chance.weighted((((0, 1), 62.0), ((2, 5), 30.0), ((6, 12), 8.0)))
    else:
        days = chance.weighted((((5, 14), 74.0), ((16, 30), 26.0)))
    low, high = days
    scene.confirmed_at = scene.days_after_close(low, high) + timedelta(minutes=60)


def finish(scene: Scene) -> None:
    """Send what is sent, and confirm and issue the record."""
    if not scene.is_discussion:
        _letter_and_core_group(scene)
    if scene.confirmed_at is None:
        return
    summary = scene.chance.one_of(proceedings.SUMMARY)
    scene.script.add(
        scene.confirmed_at, scene.by_chair, ConfirmRecord(meeting_id=scene.plan.id, summary=summary)
    )
    _issue(scene)


def _letter_and_core_group(scene: Scene) -> None:
    chance, plan = scene.chance, scene.plan
    low, high = chance.weighted((((0, 1), 76.0), ((2, 5), 21.0), ((12, 30), 3.0)))
    letter = IssueDecisionLetter(meeting_id=plan.id)
    scene.script.add(scene.days_after_close(low, high), scene.by_convenor, letter)
    if plan.outcome is DecisionOutcome.PLAN_MADE and chance.happens(0.96):
        low, high = chance.weighted((((5, 10), 84.0), ((11, 17), 16.0)))
        moment = scene.days_after_close(low, high)
        group = RecordCoreGroup(meeting_id=plan.id, held_on=moment.date())
        scene.script.add(moment, scene.plan.family.social_worker.recorder, group)


def _issue(scene: Scene) -> None:
    assert scene.confirmed_at is not None
    moment = scene.confirmed_at + timedelta(minutes=scene.chance.between(20, 240))
    issued = set()
    for guest in scene.guests:
        if guest.agency.id in issued:
            continue
        issued.add(guest.agency.id)
        moment += timedelta(seconds=8)
        variant = RecordVariant.FULL if len(issued) == 1 else RecordVariant.AGENCY
        command = IssueRecord(meeting_id=scene.plan.id, variant=variant, agency_id=guest.agency.id)
        scene.script.add(moment, scene.by_convenor, command)
    if not scene.is_discussion:
        recipient = f"Parent of {scene.children[0].name}"
        command = IssueRecord(meeting_id=scene.plan.id, variant=RecordVariant.FAMILY, recipient=recipient)
        scene.script.add(moment + timedelta(seconds=8), scene.by_convenor, command)
