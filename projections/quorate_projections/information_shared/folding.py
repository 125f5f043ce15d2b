"""How each event changes what was asked and shared. Every function is pure."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from quorate_events.context import Recorder
from quorate_events.meetings.contributions import ContributionDeclined, ContributionSubmitted, NothingHeld
from quorate_events.meetings.convening import MeetingRescheduled
from quorate_events.meetings.decisions import DecisionMade, DecisionRevised
from quorate_events.meetings.invitations import AgencyInvited, InvitationWithdrawn
from quorate_events.meetings.parts import PartCorrected, PartReleased, PartWithdrawn
from quorate_events.meetings.values import Part
from quorate_events.meetings.vocabulary import ContributionStatus, Origin
from quorate_projections.information_shared.state import (
    AgencyAnswer,
    InformationRequest,
    Outcome,
    SharedMeeting,
    SharedPart,
    Withdrawal,
    Wording,
)

_NOT_ANSWERED = AgencyAnswer(ContributionStatus.REQUESTED)


def _invited(meeting: SharedMeeting, event: AgencyInvited) -> SharedMeeting:
    request = InformationRequest(
        event.invitation_id,
        event.agency_id,
        event.role,
        event.practitioner_id,
        event.why,
        event.asked,
        event.report_due,
        event.timestamp,
    )
    return replace(meeting, requests={**meeting.requests, event.invitation_id: request})


def _rescheduled(meeting: SharedMeeting, event: MeetingRescheduled) -> SharedMeeting:
    if event.report_due is None:
        return meeting
    moved = {key: replace(each, report_due=event.report_due) for key, each in meeting.requests.items()}
    return replace(meeting, requests=moved)


def _uninvited(meeting: SharedMeeting, event: InvitationWithdrawn) -> SharedMeeting:
    left = {key: request for key, request in meeting.requests.items() if key != event.invitation_id}
    return replace(meeting, requests=left)


def _answered(meeting: SharedMeeting, agency_id: UUID, answer: AgencyAnswer) -> SharedMeeting:
    return replace(meeting, answers={**meeting.answers, agency_id: answer})


def _submitted(meeting: SharedMeeting, event: ContributionSubmitted) -> SharedMeeting:
    before = meeting.answers.get(event.agency_id, _NOT_ANSWERED)
    # Whoever adds to what they have shared is kept once: a meeting has many parts, and few who write them.
    by = before.by if before.by == event.by else event.by
    answer = replace(
        before,
        status=ContributionStatus.SUBMITTED,
        answered_at=before.answered_at or _told_at(event),
        by=by,
        parts=(*before.parts, *(_part(event, part, by) for part in event.parts)),
    )
    return _answered(meeting, event.agency_id, answer)


def _told_at(event: ContributionSubmitted | NothingHeld) -> datetime | None:
    # An old register does not say when a report came; the time of the import is not it.
    return None if event.by.origin is Origin.IMPORTED else event.timestamp


def _part(event: ContributionSubmitted, part: Part, by: Recorder) -> SharedPart:
    assert part.part_id is not None
    return SharedPart(
        part_id=part.part_id,
        agency_id=event.agency_id,
        heading=part.heading,
        audience=part.audience,
        child_id=part.child_id,
        restriction=part.restriction,
        release=part.release,
        release_at=part.release_at,
        wordings=(Wording(part.text, event.timestamp, by),),
    )


def _nothing_held(meeting: SharedMeeting, event: NothingHeld) -> SharedMeeting:
    before = meeting.answers.get(event.agency_id, _NOT_ANSWERED)
    answer = replace(
        before,
        status=ContributionStatus.NOTHING_HELD,
        answered_at=before.answered_at or _told_at(event),
        by=event.by,
        searched=event.searched,
    )
    return _answered(meeting, event.agency_id, answer)


def _declined(meeting: SharedMeeting, event: ContributionDeclined) -> SharedMeeting:
    before = meeting.answers.get(event.agency_id, _NOT_ANSWERED)
    answer = replace(before, status=ContributionStatus.DECLINED, by=event.by, declined_because=event.reason)
    return _answered(meeting, event.agency_id, answer)


def _part_changed(
    meeting: SharedMeeting,
    event: PartReleased | PartCorrected | PartWithdrawn,
    change: Callable[[SharedPart], SharedPart],
) -> SharedMeeting:
    answer = meeting.answers[event.agency_id]
    parts = tuple(change(part) if part.part_id == event.part_id else part for part in answer.parts)
    gone = all(part.withdrawn for part in parts)
    status = ContributionStatus.WITHDRAWN if gone else answer.status
    return _answered(meeting, event.agency_id, replace(answer, parts=parts, status=status))


def _released(meeting: SharedMeeting, event: PartReleased) -> SharedMeeting:
    return _part_changed(meeting, event, lambda part: replace(part, released_at=event.timestamp))


def _corrected(meeting: SharedMeeting, event: PartCorrected) -> SharedMeeting:
    wording = Wording(event.text, event.timestamp, event.by, event.reason)
    return _part_changed(meeting, event, lambda part: replace(part, wordings=(*part.wordings, wording)))


def _withdrawn(meeting: SharedMeeting, event: PartWithdrawn) -> SharedMeeting:
    withdrawal = Withdrawal(event.timestamp, event.by, event.reason)
    return _part_changed(meeting, event, lambda part: replace(part, withdrawn=withdrawal))


def _decided(meeting: SharedMeeting, event: DecisionMade | DecisionRevised) -> SharedMeeting:
    outcome = Outcome(event.child_id, event.outcome, event.category)
    return replace(meeting, outcomes={**meeting.outcomes, event.child_id: outcome})


CHANGES: dict[type, Callable[[SharedMeeting, Any], SharedMeeting]] = {
    AgencyInvited: _invited,
    MeetingRescheduled: _rescheduled,
    InvitationWithdrawn: _uninvited,
    ContributionSubmitted: _submitted,
    NothingHeld: _nothing_held,
    ContributionDeclined: _declined,
    PartReleased: _released,
    PartCorrected: _corrected,
    PartWithdrawn: _withdrawn,
    DecisionMade: _decided,
    DecisionRevised: _decided,
}
