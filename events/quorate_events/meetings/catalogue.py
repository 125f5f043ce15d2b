"""Every event and every command of a meeting, listed once: for the codec, the API, the docs."""

from eventsourcing.utils import register_topic

from quorate_events.command import Command as AnyCommand
from quorate_events.meetings import (
    action_progress,
    actions,
    attendance,
    child_emergency,
    contributions,
    convening,
    decisions,
    emergency,
    escalations,
    exclusions,
    imported,
    invitations,
    involvement,
    notices,
    parts,
    record,
    record_copies,
    sittings,
    views,
)
from quorate_events.meetings.event import Command, MeetingEvent
from quorate_events.meetings.meeting import Meeting

EVENTS: tuple[type[MeetingEvent], ...] = (
    convening.MeetingConvened,
    convening.MeetingRescheduled,
    convening.MeetingCancelled,
    convening.ChairChanged,
    convening.ChildAdded,
    invitations.AgencyInvited,
    invitations.InvitationWithdrawn,
    invitations.InvitationAnswered,
    involvement.InvolvementDeclared,
    involvement.InvolvementChallenged,
    involvement.InvolvementSettled,
    contributions.ContributionSubmitted,
    contributions.NothingHeld,
    contributions.ContributionDeclined,
    parts.PartReleased,
    parts.PartCorrected,
    parts.PartWithdrawn,
    sittings.SittingOpened,
    attendance.AttendanceRecorded,
    attendance.ChildParticipationRecorded,
    sittings.SittingAdjournedInquorate,
    sittings.ProceededInquorate,
    sittings.SittingClosed,
    views.ViewGiven,
    views.ReservationNoted,
    views.DissentRaised,
    views.DissentResolved,
    decisions.DecisionMade,
    decisions.DecisionRevised,
    actions.ActionAgreed,
    action_progress.ActionAccepted,
    action_progress.ActionProgressed,
    action_progress.ActionCompleted,
    action_progress.ActionReassigned,
    action_progress.ActionRescheduled,
    action_progress.ActionNotDone,
    escalations.EscalationRaised,
    escalations.EscalationAdvanced,
    escalations.EscalationResolved,
    record.RecordConfirmed,
    record.RecordIssued,
    record.DecisionLetterIssued,
    record.CoreGroupHeld,
    record_copies.RecordCopyMade,
    emergency.OpenedInEmergency,
    exclusions.ExcludedFromMeeting,
    exclusions.ExclusionLifted,
    notices.NoticeAcknowledged,
)

COMMANDS: tuple[type[AnyCommand], ...] = (
    convening.ConveneMeeting,
    convening.RescheduleMeeting,
    convening.CancelMeeting,
    convening.ChangeChair,
    convening.AddChild,
    invitations.InviteAgency,
    invitations.WithdrawInvitation,
    invitations.AnswerInvitation,
    involvement.DeclareInvolvement,
    involvement.ChallengeInvolvement,
    involvement.SettleInvolvement,
    contributions.SubmitContribution,
    contributions.SayNothingHeld,
    contributions.DeclineContribution,
    parts.ReleasePart,
    parts.CorrectPart,
    parts.WithdrawPart,
    sittings.OpenSitting,
    attendance.RecordAttendance,
    attendance.RecordChildParticipation,
    sittings.AdjournInquorate,
    sittings.ProceedInquorate,
    sittings.CloseSitting,
    views.GiveView,
    views.NoteReservation,
    views.RaiseDissent,
    views.ResolveDissent,
    decisions.MakeDecision,
    decisions.ReviseDecision,
    actions.AgreeAction,
    action_progress.AcceptAction,
    action_progress.ReportProgress,
    action_progress.CompleteAction,
    action_progress.ReassignAction,
    action_progress.RescheduleAction,
    action_progress.RecordActionNotDone,
    escalations.RaiseEscalation,
    escalations.AdvanceEscalation,
    escalations.ResolveEscalation,
    record.ConfirmRecord,
    record.IssueRecord,
    record.IssueDecisionLetter,
    record.RecordCoreGroup,
    emergency.OpenInEmergency,
    child_emergency.OpenChildInEmergency,
    exclusions.ExcludeFromMeeting,
    exclusions.LiftExclusion,
    notices.AcknowledgeNotice,
)

IMPORT_COMMANDS: tuple[type[Command], ...] = (imported.CloseImportedSitting,)
"""Commands that only the import of an old register gives; the API does not have them."""


COPY_COMMANDS: tuple[type[Command], ...] = (record_copies.MakeRecordCopy,)
"""Commands that Quorate gives itself when somebody asks for a copy of the record; mutations there are none of them."""


def register() -> None:
    """Make the topics of the meeting known to the library's codec. Safe to call again."""
    register_topic("quorate.meeting", Meeting)
    for event in EVENTS:
        register_topic(event.TOPIC, event)
