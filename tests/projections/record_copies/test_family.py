"""What the family is told of a decision, a child and those who came, and what of it is written for professionals."""

from typing import Any
from uuid import UUID

from tests.projections.record_copies.copies import copy_of
from tests.projections.record_copies.test_markers import FOR_THE_FAMILY, marks_in
from tests.projections.record_copies.test_partial import ROLES
from tests.support.history import HEALTH, POLICE, SOCIAL_CARE, worker_of
from tests.support.marked_history import Marked

from quorate_events.command import Command
from quorate_events.meetings.attendance import RecordAttendance, RecordChildParticipation
from quorate_events.meetings.decisions import MakeDecision
from quorate_events.meetings.values import Attendee
from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    CategoryOfAbuse,
    ChildParticipation,
    DecisionOutcome,
    MeetingKind,
    RecordVariant,
)
from quorate_projections.record_copies.document import content_of

PROFESSIONAL = {
    (RecordChildParticipation, "note"),
    (RecordAttendance, "note"),
}


def told() -> tuple[Marked, UUID]:
    history = Marked()
    history.register_agencies()
    meeting = history.convene(MeetingKind.INITIAL_CONFERENCE)
    for agency, role in ROLES.items():
        history.invite(meeting, agency, role)
    history.later(days=14)
    history.open(meeting)
    for agency, role in ROLES.items():
        history.attend(meeting, agency, role)
    mother = Attendee(
        attendee_id=UUID(int=0xF1),
        role="parent",
        status=AttendanceStatus.ATTENDED,
        name="t",
        mode=AttendanceMode.IN_PERSON,
        note="t",
    )
    history.do(RecordAttendance(meeting_id=meeting, attendees=(mother,)))
    (child,) = history.children_of(meeting)
    spoke = ChildParticipation.ATTENDED_AND_SPOKE
    history.do(RecordChildParticipation(meeting_id=meeting, child_id=child, participation=spoke, note="t"))
    decision = MakeDecision(
        meeting_id=meeting,
        child_id=child,
        outcome=DecisionOutcome.PLAN_MADE,
        rationale="t",
        category=CategoryOfAbuse.NEGLECT,
    )
    history.do(decision)
    return history, meeting


def planted(history: Marked, meeting: UUID, *version: Any) -> set[tuple[type[Command], str]]:
    """What is in a version: by command and field."""
    content = content_of(copy_of(history, meeting, *version).document)
    return {(each.command, each.field) for each in marks_in(history, content).values()}


def test_immediate_action_is_written_for_professionals() -> None:
    history = Marked()
    history.register_agencies()
    meeting = history.convene(MeetingKind.STRATEGY_DISCUSSION)
    history.invite(meeting, POLICE, "detective_sergeant")
    history.invite(meeting, HEALTH, "health_visitor")
    history.later(days=14)
    history.open(meeting)
    history.attend(meeting, SOCIAL_CARE, "investigating_social_worker", person=worker_of(SOCIAL_CARE))
    history.attend(meeting, SOCIAL_CARE, "team_manager", person=worker_of(SOCIAL_CARE, 2))
    history.attend(meeting, POLICE, "detective_sergeant")
    history.attend(meeting, HEALTH, "health_visitor")
    (child,) = history.children_of(meeting)
    decision = MakeDecision(
        meeting_id=meeting,
        child_id=child,
        outcome=DecisionOutcome.JOINT_SECTION_47_ENQUIRY,
        rationale="t",
        immediate_action="t",
    )
    history.do(decision)
    action = (MakeDecision, "immediate_action")
    assert action not in planted(history, meeting, RecordVariant.FAMILY)
    assert action in planted(history, meeting, RecordVariant.AGENCY, POLICE)


def test_notes_are_written_for_professionals() -> None:
    history, meeting = told()
    family = planted(history, meeting, RecordVariant.FAMILY)
    agency = planted(history, meeting, RecordVariant.AGENCY, POLICE)
    assert family <= FOR_THE_FAMILY
    assert {(MakeDecision, "rationale"), (RecordAttendance, "name")} <= family
    assert agency >= PROFESSIONAL


def test_codes_are_put_into_words() -> None:
    history, meeting = told()
    text = content_of(copy_of(history, meeting, RecordVariant.FAMILY).document).decode()
    assert "plan made, neglect" in text
    assert "Attended and spoke" in text
    assert "16 March 2026" in text
