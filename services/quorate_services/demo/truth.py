"""What a meeting's plan says about attendance and reports: the truth that views are compared with."""

from datetime import datetime

from quorate_events.meetings.vocabulary import InvolvementLevel
from quorate_services.demo.guests import Guest, Sharing
from quorate_services.demo.information import report_due
from quorate_services.demo.scene import Scene
from quorate_services.demo.tally import AgencyTruth, MeetingTruth


def truth_of(scene: Scene, cut: datetime) -> MeetingTruth | None:
    """Return the truth about a meeting as it stands at ``cut``; none when it was not held by then."""
    if scene.plan.cancelled or scene.first_open > cut:
        return None
    by_agency: dict[str, list[Guest]] = {}
    for guest in scene.guests:
        by_agency.setdefault(str(guest.agency.id), []).append(guest)
    held_on = scene.plan.held_on
    return MeetingTruth(
        meeting_id=str(scene.plan.id),
        month=f"{held_on.year}-{held_on.month:02d}",
        kind=scene.plan.kind.value,
        agencies=tuple(_agency(scene, agency, guests, cut) for agency, guests in by_agency.items()),
        results=tuple(result for ended, result in scene.results if ended <= cut),
    )


def _agency(scene: Scene, agency_id: str, guests: list[Guest], cut: datetime) -> AgencyTruth:
    speaker = next(guest for guest in guests if guest.speaks)
    there = [guest for guest in guests if guest in scene.seen_by(cut)]
    shared_at = speaker.shared_at if speaker.shared_at and speaker.shared_at <= cut else None
    informed = shared_at is not None and speaker.sharing in (Sharing.SHARES, Sharing.NOTHING_HELD)
    received = informed and shared_at is not None and shared_at < scene.first_open
    declined = shared_at is not None and speaker.sharing is Sharing.DECLINES
    due = report_due(scene)
    if due is not None and (scene.moved_on or scene.plan.convened_on) > due:
        # Asked when the date had passed already: there is time until the day of the meeting.
        due = scene.plan.held_on
    return AgencyTruth(
        agency_id=agency_id,
        bucket=_bucket(speaker, cut),
        roles=tuple(guest.role for guest in guests),
        attended_roles=tuple(guest.role for guest in there),
        report_received=received,
        nothing_held=received and speaker.sharing is Sharing.NOTHING_HELD,
        report_due=due is not None,
        report_on_time=received and due is not None and shared_at is not None and shared_at.date() <= due,
        declined=declined,
        answered=informed or declined,
    )


def _bucket(guest: Guest, cut: datetime) -> str:
    if guest.settled_at is not None and guest.settled_at <= cut:
        return _words(guest.settled_level, guest.settled_significant)
    if guest.declared_at is not None and guest.declared_at <= cut:
        return _words(guest.level, guest.significant)
    return "not_declared"


def _words(level: InvolvementLevel, significant: bool) -> str:
    return f"{level.value}_significant" if significant else level.value
