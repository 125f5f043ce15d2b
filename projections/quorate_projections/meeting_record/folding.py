"""Which function puts which event onto the record."""

from collections.abc import Callable
from typing import Any

from quorate_events.meetings import (
    actions,
    attendance,
    convening,
    decisions,
    emergency,
    escalations,
    exclusions,
    invitations,
    involvement,
    notices,
    record,
    sittings,
    views,
)
from quorate_projections.actions_agreed.folding import PROGRESS
from quorate_projections.meeting_record import folding_after as after
from quorate_projections.meeting_record import folding_before as before
from quorate_projections.meeting_record import folding_held as held
from quorate_projections.meeting_record.record import MeetingRecord

CHANGES: dict[type, Callable[[MeetingRecord, Any], MeetingRecord]] = {
    convening.MeetingRescheduled: before.rescheduled,
    convening.MeetingCancelled: before.cancelled,
    convening.ChairChanged: before.chair_changed,
    convening.ChildAdded: before.child_added,
    invitations.AgencyInvited: before.invited,
    invitations.InvitationAnswered: before.answered,
    invitations.InvitationWithdrawn: before.uninvited,
    involvement.InvolvementDeclared: before.declared,
    involvement.InvolvementChallenged: before.challenged,
    involvement.InvolvementSettled: before.settled,
    sittings.SittingOpened: held.opened,
    attendance.AttendanceRecorded: held.attended,
    attendance.ChildParticipationRecorded: held.heard,
    sittings.SittingAdjournedInquorate: held.adjourned,
    sittings.ProceededInquorate: held.proceeded,
    sittings.SittingClosed: held.closed,
    views.ViewGiven: held.view_given,
    views.ReservationNoted: held.reservation_noted,
    views.DissentRaised: held.dissented,
    views.DissentResolved: held.dissent_resolved,
    decisions.DecisionMade: held.decided,
    decisions.DecisionRevised: held.revised,
    actions.ActionAgreed: after.action_agreed,
    **{event: after.action_progress(progress) for event, progress in PROGRESS.items()},
    escalations.EscalationRaised: after.escalated,
    escalations.EscalationAdvanced: after.advanced,
    escalations.EscalationResolved: after.resolved,
    record.RecordConfirmed: after.confirmed,
    record.RecordIssued: after.issued,
    record.DecisionLetterIssued: after.letter_issued,
    record.CoreGroupHeld: after.core_group_held,
    exclusions.ExcludedFromMeeting: before.excluded,
    exclusions.ExclusionLifted: before.let_in,
    emergency.OpenedInEmergency: after.opened_in_emergency,
    notices.NoticeAcknowledged: after.noted,
}
"""Every event of a meeting but its convening and what the agencies share."""
