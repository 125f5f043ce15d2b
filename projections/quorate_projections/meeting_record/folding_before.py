"""How the events before a meeting change its record: convening, invitations, involvement. Pure."""

from msgspec.structs import replace

from quorate_events.meetings.convening import (
    ChairChanged,
    ChildAdded,
    MeetingCancelled,
    MeetingConvened,
    MeetingRescheduled,
)
from quorate_events.meetings.exclusions import ExcludedFromMeeting, ExclusionLifted
from quorate_events.meetings.invitations import AgencyInvited, InvitationAnswered, InvitationWithdrawn
from quorate_events.meetings.involvement import (
    InvolvementChallenged,
    InvolvementDeclared,
    InvolvementSettled,
)
from quorate_events.meetings.values import ChildSubject
from quorate_projections.meeting_record.record import (
    ArrangementChange,
    ChairRecord,
    ConsideredChild,
    Exclusion,
    Invitation,
    Involvement,
    InvolvementStep,
    InvolvementStepKind,
    MeetingRecord,
)
from quorate_projections.standing import begun


def convened(event: MeetingConvened) -> MeetingRecord:
    """Return the record of a meeting that was just convened."""
    return MeetingRecord(
        standing=begun(event),
        form=event.form,
        place=event.place,
        reason=event.reason,
        reference=event.reference,
        follows=event.follows,
        anchors=event.anchors,
        convened_at=event.timestamp,
        children={child.child_id: _considered(child) for child in event.children},
    )


def _considered(child: ChildSubject) -> ConsideredChild:
    return ConsideredChild(child.child_id, child.unborn)


def rescheduled(record: MeetingRecord, event: MeetingRescheduled) -> MeetingRecord:
    """Keep the new time, form, place and date for reports, and that they changed.

    What the agencies answered for another time no longer holds.
    """
    change = ArrangementChange(event.timestamp, event.by, event.reason, scheduled_for=event.scheduled_for)
    moved = record.invitations
    if event.scheduled_for != record.standing.scheduled_for:
        moved = {
            key: replace(each, answer=None, answered_at=None, deputy=None, note="")
            for key, each in moved.items()
        }
    if event.report_due is not None:
        moved = {key: replace(each, report_due=event.report_due) for key, each in moved.items()}
    changes = (*record.changes, change)
    return replace(record, form=event.form, place=event.place, invitations=moved, changes=changes)


def cancelled(record: MeetingRecord, event: MeetingCancelled) -> MeetingRecord:
    """Keep why it was cancelled."""
    change = ArrangementChange(event.timestamp, event.by, event.reason, cancelled=True)
    return replace(record, changes=(*record.changes, change))


def chair_changed(record: MeetingRecord, event: ChairChanged) -> MeetingRecord:
    """Keep who took the chair, and why."""
    change = ArrangementChange(event.timestamp, event.by, event.reason, chair_id=event.chair_id)
    taken = ChairRecord(
        event.originator_version,
        event.by,
        record.standing.chair_id,
        event.chair_id,
        event.reason,
        event.timestamp,
    )
    return replace(record, changes=(*record.changes, change), chairs=(*record.chairs, taken))


def child_added(record: MeetingRecord, event: ChildAdded) -> MeetingRecord:
    """Add the child."""
    return replace(record, children={**record.children, event.child.child_id: _considered(event.child)})


def excluded(record: MeetingRecord, event: ExcludedFromMeeting) -> MeetingRecord:
    """Keep who was excluded, and why."""
    return _with_exclusion(record, event, lifted=False)


def let_in(record: MeetingRecord, event: ExclusionLifted) -> MeetingRecord:
    """Keep whose exclusion was lifted, and why."""
    return _with_exclusion(record, event, lifted=True)


def _with_exclusion(
    record: MeetingRecord, event: ExcludedFromMeeting | ExclusionLifted, *, lifted: bool
) -> MeetingRecord:
    told = Exclusion(event.timestamp, event.by, event.reason, event.practitioner_id, event.agency_id, lifted)
    return replace(record, exclusions=(*record.exclusions, told))


def invited(record: MeetingRecord, event: AgencyInvited) -> MeetingRecord:
    """Add the invitation."""
    invitation = Invitation(
        event.invitation_id,
        event.agency_id,
        event.role,
        event.practitioner_id,
        event.why,
        event.asked,
        event.report_due,
        event.timestamp,
    )
    return _with_invitation(record, invitation)


def answered(record: MeetingRecord, event: InvitationAnswered) -> MeetingRecord:
    """Keep the latest answer."""
    invitation = replace(
        record.invitations[event.invitation_id],
        answer=event.answer,
        answered_at=event.timestamp,
        deputy=event.deputy,
        note=event.note,
    )
    return _with_invitation(record, invitation)


def uninvited(record: MeetingRecord, event: InvitationWithdrawn) -> MeetingRecord:
    """Keep why the invitation was withdrawn."""
    invitation = replace(record.invitations[event.invitation_id], withdrawn_because=event.reason)
    return _with_invitation(record, invitation)


def _with_invitation(record: MeetingRecord, invitation: Invitation) -> MeetingRecord:
    return replace(record, invitations={**record.invitations, invitation.invitation_id: invitation})


def declared(record: MeetingRecord, event: InvolvementDeclared) -> MeetingRecord:
    """Keep the declaration."""
    return _involved(record, event, InvolvementStepKind.DECLARED, event.summary)


def settled(record: MeetingRecord, event: InvolvementSettled) -> MeetingRecord:
    """Keep what the chair settled."""
    return _involved(record, event, InvolvementStepKind.SETTLED, event.reason)


def _involved(
    record: MeetingRecord,
    event: InvolvementDeclared | InvolvementSettled,
    kind: InvolvementStepKind,
    text: str,
) -> MeetingRecord:
    before = record.involvements.get(event.agency_id)
    step = InvolvementStep(kind, event.timestamp, event.by, text, event.level, event.significant)
    history = (*before.history, step) if before else (step,)
    involvement = Involvement(event.agency_id, event.level, event.significant, False, history)
    return replace(record, involvements={**record.involvements, event.agency_id: involvement})


def challenged(record: MeetingRecord, event: InvolvementChallenged) -> MeetingRecord:
    """Keep the challenge."""
    before = record.involvements[event.agency_id]
    step = InvolvementStep(InvolvementStepKind.CHALLENGED, event.timestamp, event.by, event.reason)
    involvement = replace(before, challenged=True, history=(*before.history, step))
    return replace(record, involvements={**record.involvements, event.agency_id: involvement})
