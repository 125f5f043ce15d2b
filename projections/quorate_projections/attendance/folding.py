"""What each event changes in the attendance of a meeting. Pure functions, one an event."""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from msgspec.structs import replace

from quorate_events.context import Recorder
from quorate_events.meetings.attendance import AttendanceRecorded, ChildParticipationRecorded
from quorate_events.meetings.contributions import ContributionDeclined, ContributionSubmitted, NothingHeld
from quorate_events.meetings.convening import MeetingRescheduled
from quorate_events.meetings.escalations import EscalationAdvanced, EscalationRaised, EscalationResolved
from quorate_events.meetings.invitations import AgencyInvited, InvitationAnswered, InvitationWithdrawn
from quorate_events.meetings.involvement import (
    InvolvementChallenged,
    InvolvementDeclared,
    InvolvementSettled,
)
from quorate_events.meetings.parts import PartWithdrawn
from quorate_events.meetings.sittings import (
    ProceededInquorate,
    SittingAdjournedInquorate,
    SittingClosed,
    SittingOpened,
)
from quorate_events.meetings.views import DissentRaised, DissentResolved
from quorate_events.meetings.vocabulary import Origin, Quoracy
from quorate_events.rules.clocks import london_date
from quorate_projections.attendance.state import AttendanceState, Declared, Escalated, Invited, Reply

Change: TypeAlias = Callable[[AttendanceState, Any], AttendanceState]
V = TypeVar("V")
K = TypeVar("K")


def changed(state: AttendanceState, event: Any) -> AttendanceState:
    """Return the state after ``event``; an event of no concern changes nothing."""
    change = CHANGES.get(type(event))
    return state if change is None else change(state, event)


def _with(entries: dict[K, V], key: K, value: V) -> dict[K, V]:
    return {**entries, key: value}


def _without(entries: dict[K, V], key: K) -> dict[K, V]:
    return {each: value for each, value in entries.items() if each != key}


def _invited(state: AttendanceState, event: AgencyInvited) -> AttendanceState:
    invited = Invited(event.agency_id, event.role, event.practitioner_id, event.timestamp, event.report_due)
    return replace(state, invitations=_with(state.invitations, event.invitation_id, invited))


def _rescheduled(state: AttendanceState, event: MeetingRescheduled) -> AttendanceState:
    invitations = state.invitations
    if event.scheduled_for != state.standing.scheduled_for:
        held = state.sittings > 0
        invitations = {key: _open_again(each, held=held) for key, each in invitations.items()}
    if event.report_due is not None:
        invitations = {key: replace(each, report_due=event.report_due) for key, each in invitations.items()}
    return replace(state, invitations=invitations)


def _open_again(invited: Invited, *, held: bool) -> Invited:
    """Take the answer off, which was given for another time; who stood in at a sitting did so."""
    stood_in = invited.deputies if held else invited.stood_in
    return replace(invited, answer=None, answered_at=None, deputy=None, stood_in=stood_in)


def _uninvited(state: AttendanceState, event: InvitationWithdrawn) -> AttendanceState:
    return replace(state, invitations=_without(state.invitations, event.invitation_id))


def _answered(state: AttendanceState, event: InvitationAnswered) -> AttendanceState:
    invited = replace(
        state.invitations[event.invitation_id],
        answer=event.answer,
        answered_at=event.timestamp,
        deputy=event.deputy,
    )
    return replace(state, invitations=_with(state.invitations, event.invitation_id, invited))


def _declared(state: AttendanceState, event: InvolvementDeclared | InvolvementSettled) -> AttendanceState:
    declared = Declared(event.level, event.significant)
    return replace(state, involvements=_with(state.involvements, event.agency_id, declared))


def _challenged(state: AttendanceState, event: InvolvementChallenged) -> AttendanceState:
    declared = replace(state.involvements[event.agency_id], challenged=True)
    return replace(state, involvements=_with(state.involvements, event.agency_id, declared))


def _reply(state: AttendanceState, event: Any) -> Reply:
    by: Recorder = event.by
    at = None if by.origin is Origin.IMPORTED else event.timestamp
    return Reply(at=at, before_opening=state.standing.opened_at is None)


def _put_reply(state: AttendanceState, agency_id: UUID, reply: Reply) -> AttendanceState:
    answered = state.answered | {agency_id} if reply.informative else state.answered
    return replace(state, replies=_with(state.replies, agency_id, reply), answered=answered)


def _shared(state: AttendanceState, event: ContributionSubmitted) -> AttendanceState:
    first = state.replies.get(event.agency_id)
    reply = first if first is not None and first.informative else _reply(state, event)
    ids = tuple(part.part_id for part in event.parts if part.part_id is not None)
    shared = replace(reply, parts=(*reply.parts, *ids), nothing_held=False)
    return _put_reply(state, event.agency_id, shared)


def _nothing_held(state: AttendanceState, event: NothingHeld) -> AttendanceState:
    first = state.replies.get(event.agency_id)
    reply = first if first is not None and first.informative else _reply(state, event)
    return _put_reply(state, event.agency_id, replace(reply, nothing_held=True))


def _declined(state: AttendanceState, event: ContributionDeclined) -> AttendanceState:
    return _put_reply(state, event.agency_id, replace(_reply(state, event), declined=True))


def _part_withdrawn(state: AttendanceState, event: PartWithdrawn) -> AttendanceState:
    """Take the answer back with its last part, unless the meeting has used it: it was closed by then."""
    if state.standing.closed_on is not None:
        return state
    reply = state.replies[event.agency_id]
    left = tuple(part_id for part_id in reply.parts if part_id != event.part_id)
    if left:
        return _put_reply(state, event.agency_id, replace(reply, parts=left))
    return replace(state, replies=_without(state.replies, event.agency_id))


def _attended(state: AttendanceState, event: AttendanceRecorded) -> AttendanceState:
    person = event.attendee
    sitting = _with(state.attendance.get(event.sitting, {}), person.attendee_id, person)
    return replace(state, attendance=_with(state.attendance, event.sitting, sitting))


def _took_part(state: AttendanceState, event: ChildParticipationRecorded) -> AttendanceState:
    return replace(state, participation=_with(state.participation, event.child_id, event.participation))


def _opened(state: AttendanceState, event: SittingOpened) -> AttendanceState:
    return replace(state, sittings=event.sitting)


def _adjourned(state: AttendanceState, event: SittingAdjournedInquorate) -> AttendanceState:
    return replace(state, results=_with(state.results, event.sitting, Quoracy.INQUORATE_ADJOURNED))


def _proceeded(state: AttendanceState, event: ProceededInquorate) -> AttendanceState:
    return replace(state, results=_with(state.results, event.sitting, Quoracy.INQUORATE_PROCEEDED))


def _closed(state: AttendanceState, event: SittingClosed) -> AttendanceState:
    return replace(state, results=_with(state.results, event.sitting, event.quoracy))


def _dissented(state: AttendanceState, event: DissentRaised) -> AttendanceState:
    return replace(state, dissents=state.dissents + 1)


def _dissent_resolved(state: AttendanceState, event: DissentResolved) -> AttendanceState:
    return replace(state, dissents_resolved=state.dissents_resolved + 1)


def _escalated(state: AttendanceState, event: EscalationRaised | EscalationAdvanced) -> AttendanceState:
    escalated = Escalated(event.respond_by)
    return replace(state, escalations=_with(state.escalations, event.escalation_id, escalated))


def _resolved(state: AttendanceState, event: EscalationResolved) -> AttendanceState:
    resolved = replace(state.escalations[event.escalation_id], resolved_on=london_date(event.timestamp))
    return replace(state, escalations=_with(state.escalations, event.escalation_id, resolved))


CHANGES: dict[type[Any], Change] = {
    AgencyInvited: _invited,
    MeetingRescheduled: _rescheduled,
    InvitationWithdrawn: _uninvited,
    InvitationAnswered: _answered,
    InvolvementDeclared: _declared,
    InvolvementSettled: _declared,
    InvolvementChallenged: _challenged,
    ContributionSubmitted: _shared,
    NothingHeld: _nothing_held,
    ContributionDeclined: _declined,
    PartWithdrawn: _part_withdrawn,
    AttendanceRecorded: _attended,
    ChildParticipationRecorded: _took_part,
    SittingOpened: _opened,
    SittingAdjournedInquorate: _adjourned,
    ProceededInquorate: _proceeded,
    SittingClosed: _closed,
    DissentRaised: _dissented,
    DissentResolved: _dissent_resolved,
    EscalationRaised: _escalated,
    EscalationAdvanced: _escalated,
    EscalationResolved: _resolved,
}
"""Every event that attendance looks at, besides those that change how the meeting stands."""
