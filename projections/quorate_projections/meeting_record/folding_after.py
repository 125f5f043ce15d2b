"""How the events after the decision change the record: actions, escalations, confirming, issuing. Pure."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from quorate_events.meetings.actions import ActionAgreed
from quorate_events.meetings.emergency import OpenedInEmergency
from quorate_events.meetings.escalations import EscalationAdvanced, EscalationRaised, EscalationResolved
from quorate_events.meetings.notices import NoticeAcknowledged
from quorate_events.meetings.record import (
    CoreGroupHeld,
    DecisionLetterIssued,
    RecordConfirmed,
    RecordIssued,
)
from quorate_projections.actions_agreed.folding import agreed
from quorate_projections.actions_agreed.state import Action
from quorate_projections.meeting_record.record import (
    ChairRecord,
    Confirmation,
    EmergencyRecord,
    Escalation,
    EscalationStage,
    IssuedRecord,
    MeetingRecord,
)


def action_agreed(record: MeetingRecord, event: ActionAgreed) -> MeetingRecord:
    """Add the action."""
    return replace(record, actions={**record.actions, event.action_id: agreed(event)})


def action_progress(
    progress: Callable[[Action, Any], Action],
) -> Callable[[MeetingRecord, Any], MeetingRecord]:
    """Return the function that applies ``progress`` to the action that an event names."""

    def apply(record: MeetingRecord, event: Any) -> MeetingRecord:
        action = progress(record.actions[event.action_id], event)
        return replace(record, actions={**record.actions, event.action_id: action})

    return apply


def escalated(record: MeetingRecord, event: EscalationRaised) -> MeetingRecord:
    """Keep the escalation with its first stage."""
    stage = EscalationStage(event.stage, event.concern, event.respond_by, event.timestamp)
    return _escalation(record, Escalation(event.escalation_id, event.agency_id, event.dissent_id, (stage,)))


def advanced(record: MeetingRecord, event: EscalationAdvanced) -> MeetingRecord:
    """Add the next stage."""
    before = record.escalations[event.escalation_id]
    stage = EscalationStage(event.stage, event.reason, event.respond_by, event.timestamp)
    return _escalation(record, replace(before, stages=(*before.stages, stage)))


def resolved(record: MeetingRecord, event: EscalationResolved) -> MeetingRecord:
    """Keep how it ended."""
    before = record.escalations[event.escalation_id]
    return _escalation(record, replace(before, resolved_at=event.timestamp, outcome=event.outcome))


def _escalation(record: MeetingRecord, escalation: Escalation) -> MeetingRecord:
    return replace(record, escalations={**record.escalations, escalation.escalation_id: escalation})


def confirmed(record: MeetingRecord, event: RecordConfirmed) -> MeetingRecord:
    """Keep the chair's confirmation."""
    return replace(record, confirmed=Confirmation(event.timestamp, event.by, event.summary))


def issued(record: MeetingRecord, event: RecordIssued) -> MeetingRecord:
    """Keep to whom which version went."""
    copy = IssuedRecord(event.variant, event.agency_id, event.recipient, event.issued_at)
    return replace(record, issued=(*record.issued, copy))


def letter_issued(record: MeetingRecord, event: DecisionLetterIssued) -> MeetingRecord:
    """Keep when the letter first went out."""
    return replace(record, decision_letter_issued_at=record.decision_letter_issued_at or event.issued_at)


def core_group_held(record: MeetingRecord, event: CoreGroupHeld) -> MeetingRecord:
    """Keep when the first core group met."""
    return replace(record, core_group_held_on=event.held_on)


def opened_in_emergency(record: MeetingRecord, event: OpenedInEmergency) -> MeetingRecord:
    """Keep who opened the record in an emergency, and why."""
    opening = EmergencyRecord(
        event.opening_id, event.by, event.reason, event.timestamp, event.until, event.child_id
    )
    return replace(record, emergencies=(*record.emergencies, opening))


def noted(record: MeetingRecord, event: NoticeAcknowledged) -> MeetingRecord:
    """Keep when the chair took note of an opening, or the chair before that somebody else has the chair."""
    link, at = event.link_id, event.timestamp
    openings = tuple(
        replace(each, acknowledged_at=each.acknowledged_at or at) if each.opening_id == link else each
        for each in record.emergencies
    )
    chairs = tuple(
        replace(each, acknowledged_at=each.acknowledged_at or at) if _was_told(each, link) else each
        for each in record.chairs
    )
    return replace(record, emergencies=openings, chairs=chairs)


def _was_told(change: ChairRecord, person: UUID) -> bool:
    return change.chair_before_id == person != change.by.practitioner_id
