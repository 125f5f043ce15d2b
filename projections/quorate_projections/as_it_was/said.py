"""What each event of a meeting says, for the timeline: what it is about, in words, and what it replaces. Pure.

A *place* is something of which one thing holds at a time, such as the text of a part, the time of the meeting, or a
decision for a child. The event that says what holds there now supersedes the one that said it before.
"""

from collections.abc import Callable, Hashable, Iterator
from typing import Any, NamedTuple

from quorate_events.meetings import (
    action_progress,
    actions,
    attendance,
    contributions,
    convening,
    decisions,
    escalations,
    exclusions,
    invitations,
    involvement,
    parts,
    record,
    record_copies,
    sittings,
    views,
)

Place = tuple[Hashable, ...]


class Said(NamedTuple):
    """``text`` is what was written, ``places`` where it holds; ``of`` is the part or the event itself that says it."""

    of: Any
    text: str = ""
    places: tuple[Place, ...] = ()


def said_by(event: Any) -> Iterator[Said]:
    """Yield what an event says: one thing, or one for each part that was shared."""
    if isinstance(event, contributions.ContributionSubmitted):
        for part in event.parts:
            yield Said(part, part.text, (("part", part.part_id),))
        return
    words = _WORDS.get(type(event), _no_words)
    places = _PLACES.get(type(event), _no_places)
    yield Said(event, words(event), tuple(places(event)))


def _no_words(_event: Any) -> str:
    return ""


def _no_places(_event: Any) -> list[Place]:
    return []


def _words(*values: Any) -> str:
    """Return values in one line: closed words without their underscores, what is empty left out."""
    shown = (str(each).replace("_", " ") if hasattr(each, "value") else str(each) for each in values if each)
    return ", ".join(shown)


def _decided(event: Any) -> str:
    return _words(event.outcome, event.category, event.rationale)


def _when_and_where(event: Any) -> str:
    return _words(event.scheduled_for.isoformat(timespec="minutes"), event.form, event.place)


def _involved(event: Any) -> str:
    significant = "significant" if event.significant else ""
    return _words(event.level, significant, getattr(event, "summary", ""))


_WORDS: dict[type, Callable[[Any], str]] = {
    convening.MeetingConvened: _when_and_where,
    convening.MeetingRescheduled: _when_and_where,
    invitations.AgencyInvited: lambda e: _words(e.role.replace("_", " "), e.why, e.asked),
    invitations.InvitationAnswered: lambda e: _words(e.answer, e.note),
    involvement.InvolvementDeclared: _involved,
    involvement.InvolvementSettled: _involved,
    contributions.NothingHeld: lambda e: e.searched,
    parts.PartCorrected: lambda e: e.text,
    attendance.AttendanceRecorded: lambda e: _words(e.attendee.status, e.attendee.mode, e.attendee.note),
    attendance.ChildParticipationRecorded: lambda e: _words(e.participation, e.note),
    sittings.SittingAdjournedInquorate: lambda e: _words(e.explanation, e.interim_arrangements),
    sittings.ProceededInquorate: lambda e: _words(e.explanation, e.interim_arrangements),
    sittings.SittingClosed: lambda e: _words(e.quoracy, e.explanation),
    views.ViewGiven: lambda e: _words(e.position, e.reasoning),
    views.ReservationNoted: lambda e: e.text,
    views.DissentResolved: lambda e: e.outcome,
    decisions.DecisionMade: _decided,
    decisions.DecisionRevised: _decided,
    actions.ActionAgreed: lambda e: _words(e.what, f"by {e.due.isoformat()}", e.measure),
    action_progress.ActionProgressed: lambda e: e.note,
    action_progress.ActionCompleted: lambda e: e.evidence,
    action_progress.ActionReassigned: lambda e: e.role.replace("_", " "),
    action_progress.ActionRescheduled: lambda e: f"by {e.due.isoformat()}",
    escalations.EscalationRaised: lambda e: e.concern,
    escalations.EscalationResolved: lambda e: e.outcome,
    record.RecordConfirmed: lambda e: e.summary,
    record.RecordIssued: lambda e: _words(e.variant, e.recipient),
    record_copies.RecordCopyMade: lambda e: _words(e.variant, e.recipient, f"SHA-256 {e.sha256}"),
}
"""What was written, by event; its reason apart."""


_PLACES: dict[type, Callable[[Any], list[Place]]] = {
    convening.MeetingConvened: lambda e: [("time",), ("chair",)],
    convening.MeetingRescheduled: lambda e: [("time",)],
    convening.MeetingCancelled: lambda e: [("time",)],
    convening.ChairChanged: lambda e: [("chair",)],
    invitations.AgencyInvited: lambda e: [("invitation", e.invitation_id)],
    invitations.InvitationWithdrawn: lambda e: [("invitation", e.invitation_id)],
    invitations.InvitationAnswered: lambda e: [("answer", e.invitation_id)],
    involvement.InvolvementDeclared: lambda e: [("involvement", e.agency_id)],
    involvement.InvolvementSettled: lambda e: [("involvement", e.agency_id)],
    contributions.NothingHeld: lambda e: [("answered", e.agency_id)],
    contributions.ContributionDeclined: lambda e: [("answered", e.agency_id)],
    parts.PartCorrected: lambda e: [("part", e.part_id)],
    parts.PartWithdrawn: lambda e: [("part", e.part_id)],
    attendance.AttendanceRecorded: lambda e: [("attendance", e.sitting, e.attendee.attendee_id)],
    attendance.ChildParticipationRecorded: lambda e: [("heard", e.child_id)],
    views.ViewGiven: lambda e: [("view", e.agency_id, e.child_id)],
    views.DissentRaised: lambda e: [("dissent", e.dissent_id)],
    views.DissentResolved: lambda e: [("dissent", e.dissent_id)],
    decisions.DecisionMade: lambda e: [("decision", e.child_id)],
    decisions.DecisionRevised: lambda e: [("decision", e.child_id)],
    actions.ActionAgreed: lambda e: [("owner", e.action_id), ("due", e.action_id)],
    action_progress.ActionReassigned: lambda e: [("owner", e.action_id)],
    action_progress.ActionRescheduled: lambda e: [("due", e.action_id)],
    escalations.EscalationRaised: lambda e: [("stage", e.escalation_id)],
    escalations.EscalationAdvanced: lambda e: [("stage", e.escalation_id)],
    escalations.EscalationResolved: lambda e: [("stage", e.escalation_id)],
    exclusions.ExcludedFromMeeting: lambda e: [("excluded", e.practitioner_id, e.agency_id)],
    exclusions.ExclusionLifted: lambda e: [("excluded", e.practitioner_id, e.agency_id)],
}
"""Where what was said holds, by event; events that replace nothing, and are not replaced, are missing."""
