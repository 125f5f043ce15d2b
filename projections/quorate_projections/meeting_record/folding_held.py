"""How the events of the sittings change the record: opening, attendance, quoracy, decisions, views. Pure."""

from typing import Any, TypeVar

from msgspec.structs import replace

from quorate_events.meetings.attendance import AttendanceRecorded, ChildParticipationRecorded
from quorate_events.meetings.decisions import DecisionMade, DecisionRevised
from quorate_events.meetings.sittings import (
    ProceededInquorate,
    SittingAdjournedInquorate,
    SittingClosed,
    SittingOpened,
)
from quorate_events.meetings.views import DissentRaised, DissentResolved, ReservationNoted, ViewGiven
from quorate_events.meetings.vocabulary import Quoracy
from quorate_projections.meeting_record.record import (
    AgencyView,
    Decision,
    Dissent,
    MeetingRecord,
    Reservation,
    Sitting,
)

T = TypeVar("T")


def opened(record: MeetingRecord, event: SittingOpened) -> MeetingRecord:
    """Begin a sitting."""
    return replace(record, sittings=(*record.sittings, Sitting(event.sitting, event.opened_at)))


def attended(record: MeetingRecord, event: AttendanceRecorded) -> MeetingRecord:
    """Keep a person's attendance; the latest counts."""
    before = record.sittings[event.sitting - 1].attendance
    attendance = {**before, event.attendee.attendee_id: event.attendee}
    return _sitting(record, event.sitting, attendance=attendance)


def adjourned(record: MeetingRecord, event: SittingAdjournedInquorate) -> MeetingRecord:
    """Keep why the sitting was adjourned, and what protects the child until the next."""
    return _sitting(
        record,
        event.sitting,
        closed_at=event.at,
        quoracy=Quoracy.INQUORATE_ADJOURNED,
        explanation=event.explanation,
        reason=event.reason,
        interim_arrangements=event.interim_arrangements,
        reconvene_on=event.reconvene_on,
    )


def proceeded(record: MeetingRecord, event: ProceededInquorate) -> MeetingRecord:
    """Keep on which ground the sitting went on."""
    return _sitting(
        record,
        event.sitting,
        quoracy=Quoracy.INQUORATE_PROCEEDED,
        explanation=event.explanation,
        ground=event.ground,
        reason=event.reason,
        interim_arrangements=event.interim_arrangements,
    )


def closed(record: MeetingRecord, event: SittingClosed) -> MeetingRecord:
    """End the sitting."""
    return _sitting(
        record, event.sitting, closed_at=event.at, quoracy=event.quoracy, explanation=event.explanation
    )


def _sitting(record: MeetingRecord, number: int, **changes: Any) -> MeetingRecord:
    sittings = tuple(
        replace(sitting, **changes) if sitting.number == number else sitting for sitting in record.sittings
    )
    return replace(record, sittings=sittings)


def heard(record: MeetingRecord, event: ChildParticipationRecorded) -> MeetingRecord:
    """Keep how the child took part."""
    child = replace(
        record.children[event.child_id], participation=event.participation, participation_note=event.note
    )
    return replace(record, children={**record.children, event.child_id: child})


def decided(record: MeetingRecord, event: DecisionMade) -> MeetingRecord:
    """Keep the decision."""
    decision = Decision(
        event.outcome,
        event.category,
        event.rationale,
        event.basis,
        event.timestamp,
        event.by,
        event.medical,
        event.conference_required,
        event.immediate_action,
    )
    return _decision(record, event, decision)


def revised(record: MeetingRecord, event: DecisionRevised) -> MeetingRecord:
    """Put the new decision behind the old one; what a revision does not speak of stays as it was."""
    before = record.children[event.child_id].decisions[-1]
    decision = replace(
        before,
        outcome=event.outcome,
        category=event.category,
        rationale=event.rationale,
        basis=event.basis,
        at=event.timestamp,
        by=event.by,
        medical=_or(event.medical, before.medical),
        conference_required=_or(event.conference_required, before.conference_required),
        immediate_action=_or(event.immediate_action, before.immediate_action),
        revised_because=event.reason,
    )
    return _decision(record, event, decision)


def _or(new: T | None, before: T) -> T:
    return before if new is None else new


def _decision(
    record: MeetingRecord, event: DecisionMade | DecisionRevised, decision: Decision
) -> MeetingRecord:
    child = record.children[event.child_id]
    child = replace(child, decisions=(*child.decisions, decision))
    return replace(record, children={**record.children, event.child_id: child})


def view_given(record: MeetingRecord, event: ViewGiven) -> MeetingRecord:
    """Keep the view."""
    view = AgencyView(event.agency_id, event.child_id, event.position, event.reasoning, event.timestamp)
    return replace(record, views=(*record.views, view))


def reservation_noted(record: MeetingRecord, event: ReservationNoted) -> MeetingRecord:
    """Keep the reservation."""
    reservation = Reservation(event.agency_id, event.child_id, event.text, event.timestamp)
    return replace(record, reservations=(*record.reservations, reservation))


def dissented(record: MeetingRecord, event: DissentRaised) -> MeetingRecord:
    """Keep the dissent."""
    dissent = Dissent(event.dissent_id, event.agency_id, event.child_id, event.reason, event.timestamp)
    return replace(record, dissents={**record.dissents, event.dissent_id: dissent})


def dissent_resolved(record: MeetingRecord, event: DissentResolved) -> MeetingRecord:
    """Keep how the dissent was resolved."""
    dissent = replace(record.dissents[event.dissent_id], resolved_at=event.timestamp, outcome=event.outcome)
    return replace(record, dissents={**record.dissents, event.dissent_id: dissent})
