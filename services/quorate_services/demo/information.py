"""What agencies share: involvement, contributions in parts, nothing held, refusals, corrections."""

from datetime import date, datetime, timedelta

from quorate_events.meetings.contributions import DeclineContribution, SayNothingHeld, SubmitContribution
from quorate_events.meetings.involvement import ChallengeInvolvement, DeclareInvolvement, SettleInvolvement
from quorate_events.meetings.parts import CorrectPart, ReleasePart, WithdrawPart
from quorate_events.meetings.values import Part, Release
from quorate_events.meetings.vocabulary import Audience, InvolvementLevel, MeetingKind, Sector
from quorate_services.demo.guests import Guest, Sharing
from quorate_services.demo.parts import parts_of
from quorate_services.demo.scene import Scene
from quorate_services.demo.texts import proceedings

WORKING_DAYS_BEFORE = {MeetingKind.STRATEGY_DISCUSSION: None, MeetingKind.REVIEW_CONFERENCE: 5}
"""When reports are due in Northbrook; 3 working days before every other conference."""


def report_due(scene: Scene) -> date | None:
    """Return the last day for reports, moved with the meeting; none for a strategy discussion."""
    days = WORKING_DAYS_BEFORE.get(scene.plan.kind, 3)
    if days is None:
        return None
    return scene.office.later(scene.plan.held_on, -days)


def inform(scene: Scene) -> None:
    """Let every agency answer the request for information, and declare its involvement."""
    for guest in scene.guests:
        if not guest.speaks:
            continue
        if guest.sharing is not Sharing.SILENT:
            guest.shared_at = _when(scene, guest)
        _declare(scene, guest)
        if guest.shared_at is not None:
            _share(scene, guest, guest.shared_at)
    _settle(scene)


def _when(scene: Scene, guest: Guest) -> datetime:
    """Most in time, some late, a few only in the meeting."""
    chance, due = scene.chance, report_due(scene)
    start = scene.convened_at + timedelta(minutes=15 if scene.is_discussion else 90)
    if guest.waits:
        return scene.last_open + timedelta(minutes=9)
    if guest.attends and chance.happens(0.35 if scene.is_discussion else 0.05):
        return scene.last_open + timedelta(minutes=chance.between(9, 13))
    if due is None:
        return scene.between(start, scene.first_open)
    on_time = chance.happens(0.9 if guest.agency.sector is Sector.CHILDRENS_SOCIAL_CARE else 0.72)
    deadline = scene.office.at(due, 16 * 60 + 30)
    if on_time and deadline > start + timedelta(hours=3):
        early = scene.office.at(scene.office.later(due, -chance.between(1, 4)), 540)
        return scene.between(max(start, early), deadline)
    late = max(start, scene.office.at(scene.office.later(due, 1), 540))
    return (
        scene.between(late, scene.first_open)
        if late < scene.first_open
        else scene.between(start, scene.first_open)
    )


def _declare(scene: Scene, guest: Guest) -> None:
    chance, by = scene.chance, guest.person.recorder
    if guest.shared_at is not None and guest.sharing is not Sharing.DECLINES and chance.happens(0.97):
        guest.declared_at = guest.shared_at - timedelta(seconds=40)
    elif guest.attends and chance.happens(0.75):
        guest.declared_at = scene.last_open + timedelta(minutes=8)
        by = scene.by_convenor if chance.happens(0.5) else by
    elif guest.answer is not None and not guest.waits and chance.happens(0.4):
        guest.declared_at = scene.between(scene.convened_at + timedelta(minutes=30), scene.first_open)
    if guest.declared_at is None:
        return
    scene.script.add(
        guest.declared_at,
        by,
        DeclareInvolvement(
            meeting_id=scene.plan.id,
            agency_id=guest.agency.id,
            level=guest.level,
            significant=guest.significant,
            summary=_summary(guest),
        ),
    )


def _summary(guest: Guest) -> str:
    if guest.level is InvolvementLevel.NONE:
        return "Not known to us."
    weight = "with significant contact" if guest.significant else "routine contact only"
    when = "Known to us now" if guest.level is InvolvementLevel.CURRENT else "Known to us in the past"
    return f"{when}, {weight}."


def _settle(scene: Scene) -> None:
    """Now and then the chair challenges a declaration, and settles it in the meeting."""
    chance = scene.chance
    for guest in scene.guests:
        slight = guest.declared_at is not None and guest.level is InvolvementLevel.HISTORIC
        if not slight or guest.significant or not chance.happens(0.08):
            continue
        assert guest.declared_at is not None
        settled_at = scene.last_open + timedelta(minutes=14)
        if guest.declared_at >= settled_at - timedelta(minutes=3):
            continue
        challenged_at = scene.between(guest.declared_at, settled_at)
        reason = "The chronology shows contact within the last three months."
        challenge = ChallengeInvolvement(meeting_id=scene.plan.id, agency_id=guest.agency.id, reason=reason)
        scene.script.add(challenged_at, scene.by_chair, challenge)
        if scene.plan.cancelled:
            continue
        guest.settled_at, guest.settled_level, guest.settled_significant = (
            settled_at,
            InvolvementLevel.CURRENT,
            chance.happens(0.5),
        )
        scene.script.add(
            settled_at,
            scene.by_chair,
            SettleInvolvement(
                meeting_id=scene.plan.id,
                agency_id=guest.agency.id,
                level=guest.settled_level,
                significant=guest.settled_significant,
                reason="Agreed in the meeting after the chronology was read.",
            ),
        )


def _share(scene: Scene, guest: Guest, moment: datetime) -> None:
    by, chance, script = guest.person.recorder, scene.chance, scene.script
    id, agency_id = scene.plan.id, guest.agency.id
    if guest.sharing is Sharing.NOTHING_HELD:
        searched = chance.one_of(proceedings.SEARCHED)
        scene.script.add(moment, by, SayNothingHeld(meeting_id=id, agency_id=agency_id, searched=searched))
        return
    if guest.sharing is Sharing.DECLINES:
        reason = chance.one_of(proceedings.DECLINED)
        scene.script.add(moment, by, DeclineContribution(meeting_id=id, agency_id=agency_id, reason=reason))
        return
    parts = parts_of(scene, guest, moment)
    script.add(moment, by, SubmitContribution(meeting_id=id, agency_id=agency_id, parts=parts))
    _afterthoughts(scene, guest, parts, moment)


def _afterthoughts(scene: Scene, guest: Guest, parts: tuple[Part, ...], moment: datetime) -> None:
    """Corrections, withdrawals and parts released by hand, all before the record is confirmed."""
    chance, plan, by = scene.chance, scene.plan, guest.person.recorder
    for part in parts:
        assert part.part_id is not None
        if part.release is Release.BY_HAND and moment < scene.last_open and not plan.cancelled:
            release = ReleasePart(meeting_id=plan.id, part_id=part.part_id)
            scene.script.add(scene.last_open + timedelta(minutes=15), by, release)
    if not chance.happens(0.05):
        return
    part = chance.one_of(parts)
    assert part.part_id is not None
    later = moment + timedelta(minutes=chance.between(20, 200))
    if scene.confirmed_at is not None and later >= scene.confirmed_at - timedelta(minutes=1):
        return
    if chance.happens(0.75):
        text = f"{part.text}\n\nCorrected: the dates have been checked against the file."
        command = CorrectPart(
            meeting_id=plan.id, part_id=part.part_id, text=text, reason=chance.one_of(proceedings.CORRECTION)
        )
        scene.script.add(later, by, command)
    elif part.release is not Release.BY_HAND and part.audience is not Audience.RESTRICTED and len(parts) > 1:
        reason = chance.one_of(proceedings.WITHDRAWAL)
        scene.script.add(later, by, WithdrawPart(meeting_id=plan.id, part_id=part.part_id, reason=reason))
