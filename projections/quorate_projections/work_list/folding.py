"""How each event changes what is still to be done. Every function is pure."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from msgspec.structs import replace

from quorate_events.meetings import (
    action_progress,
    actions,
    contributions,
    convening,
    escalations,
    invitations,
    involvement,
    record,
    sittings,
    views,
)
from quorate_events.meetings.emergency import OpenedInEmergency
from quorate_events.meetings.notices import NoticeAcknowledged
from quorate_events.meetings.vocabulary import ActionStatus, Origin
from quorate_projections.standing import begun
from quorate_projections.work_list.items import Notice
from quorate_projections.work_list.state import AskedAgency, Challenge, Difference, OpenAction, OpenWork

V = TypeVar("V")


def convened(event: convening.MeetingConvened) -> OpenWork:
    """Return the work of a meeting that was just convened."""
    imported = event.by.origin is Origin.IMPORTED
    return OpenWork(begun(event), event.reason, event.timestamp, imported=imported)


def _without(kept: dict[UUID, V], key: UUID) -> dict[UUID, V]:
    return {each: value for each, value in kept.items() if each != key}


def _invited(work: OpenWork, event: invitations.AgencyInvited) -> OpenWork:
    asked = AskedAgency(
        event.invitation_id,
        event.agency_id,
        event.practitioner_id,
        event.why,
        event.asked,
        event.report_due,
        event.timestamp,
    )
    return replace(work, asked={**work.asked, event.invitation_id: asked})


def _rescheduled(work: OpenWork, event: convening.MeetingRescheduled) -> OpenWork:
    asked, moved = work.asked, event.scheduled_for != work.standing.scheduled_for
    if moved:
        asked = {key: _asked_again(each, event) for key, each in asked.items()}
    if event.report_due is not None:
        asked = {key: replace(each, report_due=event.report_due) for key, each in asked.items()}
    return replace(work, asked=asked, moved=work.moved or moved)


def _asked_again(asked: AskedAgency, event: convening.MeetingRescheduled) -> AskedAgency:
    return replace(asked, answered=False, asked_again_at=event.timestamp) if asked.answered else asked


def _answered(work: OpenWork, event: invitations.InvitationAnswered) -> OpenWork:
    asked = replace(work.asked[event.invitation_id], answered=True)
    return replace(work, asked={**work.asked, event.invitation_id: asked})


def _uninvited(work: OpenWork, event: invitations.InvitationWithdrawn) -> OpenWork:
    return replace(work, asked=_without(work.asked, event.invitation_id))


Contribution = (
    contributions.ContributionSubmitted | contributions.NothingHeld | contributions.ContributionDeclined
)


def _contributed(work: OpenWork, event: Contribution) -> OpenWork:
    return replace(work, answered=_with(work.answered, event.agency_id))


def _with(kept: tuple[UUID, ...], agency_id: UUID) -> tuple[UUID, ...]:
    return kept if agency_id in kept else (*kept, agency_id)


def _declared(
    work: OpenWork, event: involvement.InvolvementDeclared | involvement.InvolvementSettled
) -> OpenWork:
    return replace(
        work,
        declared=_with(work.declared, event.agency_id),
        challenges=_without(work.challenges, event.agency_id),
    )


def _challenged(work: OpenWork, event: involvement.InvolvementChallenged) -> OpenWork:
    challenge = Challenge(event.reason, event.timestamp)
    return replace(work, challenges={**work.challenges, event.agency_id: challenge})


def _opened(work: OpenWork, event: sittings.SittingOpened) -> OpenWork:
    return replace(work, reconvene_on=None, moved=False)


def _adjourned(work: OpenWork, event: sittings.SittingAdjournedInquorate) -> OpenWork:
    return replace(work, reconvene_on=event.reconvene_on)


def _closed(work: OpenWork, event: sittings.SittingClosed) -> OpenWork:
    return replace(work, closed_at=event.at) if event.final else work


def _action_agreed(work: OpenWork, event: actions.ActionAgreed) -> OpenWork:
    now = work.standing.as_it_stands
    then = replace(now, child_ids=event.child_ids or now.child_ids)
    action = OpenAction(event.action_id, event.agency_id, event.what, event.due, event.timestamp, then=then)
    return replace(work, actions={**work.actions, event.action_id: action})


def _action(work: OpenWork, action_id: UUID, **changes: Any) -> OpenWork:
    action = replace(work.actions[action_id], **changes)
    return replace(work, actions={**work.actions, action_id: action})


def _action_accepted(work: OpenWork, event: action_progress.ActionAccepted) -> OpenWork:
    return _action(
        work,
        event.action_id,
        status=ActionStatus.ACCEPTED,
        practitioner_id=event.practitioner_id,
        at=event.timestamp,
    )


def _action_reassigned(work: OpenWork, event: action_progress.ActionReassigned) -> OpenWork:
    return _action(
        work,
        event.action_id,
        status=ActionStatus.AGREED,
        agency_id=event.agency_id,
        practitioner_id=None,
        at=event.timestamp,
    )


def _action_rescheduled(work: OpenWork, event: action_progress.ActionRescheduled) -> OpenWork:
    return _action(work, event.action_id, due=event.due)


def _action_finished(
    work: OpenWork, event: action_progress.ActionCompleted | action_progress.ActionNotDone
) -> OpenWork:
    return replace(work, actions=_without(work.actions, event.action_id))


def _dissented(work: OpenWork, event: views.DissentRaised) -> OpenWork:
    dissent = Difference(event.dissent_id, event.reason, event.timestamp)
    return replace(work, dissents={**work.dissents, event.dissent_id: dissent})


def _dissent_resolved(work: OpenWork, event: views.DissentResolved) -> OpenWork:
    return replace(work, dissents=_without(work.dissents, event.dissent_id))


def _escalated(work: OpenWork, event: escalations.EscalationRaised) -> OpenWork:
    raised = Difference(event.escalation_id, event.concern, event.timestamp, event.respond_by)
    return replace(work, escalations={**work.escalations, event.escalation_id: raised})


def _advanced(work: OpenWork, event: escalations.EscalationAdvanced) -> OpenWork:
    raised = Difference(event.escalation_id, event.reason, event.timestamp, event.respond_by)
    return replace(work, escalations={**work.escalations, event.escalation_id: raised})


def _escalation_resolved(work: OpenWork, event: escalations.EscalationResolved) -> OpenWork:
    return replace(work, escalations=_without(work.escalations, event.escalation_id))


def _confirmed(work: OpenWork, event: record.RecordConfirmed) -> OpenWork:
    return replace(work, confirmed_at=event.timestamp)


def _issued(work: OpenWork, event: record.RecordIssued) -> OpenWork:
    if event.agency_id is None:
        return work
    return replace(work, issued_to=_with(work.issued_to, event.agency_id))


def _letter_issued(work: OpenWork, event: record.DecisionLetterIssued) -> OpenWork:
    return replace(work, letter_issued=True)


def _opened_in_emergency(work: OpenWork, event: OpenedInEmergency) -> OpenWork:
    by = Notice(event.by.practitioner_id, event.by.agency_id, until=event.until)
    notice = Difference(event.opening_id, event.reason, event.timestamp, notice=by)
    return replace(work, emergency_openings={**work.emergency_openings, event.opening_id: notice})


def _chair_changed(work: OpenWork, event: convening.ChairChanged) -> OpenWork:
    before = work.standing.chair_id
    if before in (event.by.practitioner_id, event.chair_id):
        return work
    by = Notice(event.by.practitioner_id, event.by.agency_id, chair_id=event.chair_id)
    notice = Difference(before, event.reason, event.timestamp, then=work.standing.as_it_stands, notice=by)
    return replace(work, chair_changes={**work.chair_changes, before: notice})


def _noted(work: OpenWork, event: NoticeAcknowledged) -> OpenWork:
    link, person = event.link_id, event.by.practitioner_id
    if link not in work.emergency_openings:
        return replace(work, chair_changes=_without(work.chair_changes, link))
    return replace(work, noted={**work.noted, link: (*work.noted.get(link, ()), person)})


CHANGES: dict[type, Callable[[OpenWork, Any], OpenWork]] = {
    invitations.AgencyInvited: _invited,
    convening.MeetingRescheduled: _rescheduled,
    invitations.InvitationAnswered: _answered,
    invitations.InvitationWithdrawn: _uninvited,
    contributions.ContributionSubmitted: _contributed,
    contributions.NothingHeld: _contributed,
    contributions.ContributionDeclined: _contributed,
    involvement.InvolvementDeclared: _declared,
    involvement.InvolvementChallenged: _challenged,
    involvement.InvolvementSettled: _declared,
    sittings.SittingOpened: _opened,
    sittings.SittingAdjournedInquorate: _adjourned,
    sittings.SittingClosed: _closed,
    actions.ActionAgreed: _action_agreed,
    action_progress.ActionAccepted: _action_accepted,
    action_progress.ActionReassigned: _action_reassigned,
    action_progress.ActionRescheduled: _action_rescheduled,
    action_progress.ActionCompleted: _action_finished,
    action_progress.ActionNotDone: _action_finished,
    views.DissentRaised: _dissented,
    views.DissentResolved: _dissent_resolved,
    escalations.EscalationRaised: _escalated,
    escalations.EscalationAdvanced: _advanced,
    escalations.EscalationResolved: _escalation_resolved,
    record.RecordConfirmed: _confirmed,
    record.RecordIssued: _issued,
    record.DecisionLetterIssued: _letter_issued,
    OpenedInEmergency: _opened_in_emergency,
    convening.ChairChanged: _chair_changed,
    NoticeAcknowledged: _noted,
}
"""Every event that brings work or ends it, but the convening."""
