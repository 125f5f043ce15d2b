"""Family and helpers are in the room: quoracy does not count them, and says so."""

from uuid import uuid4

from tests.support.meetings import MEETING, POLICE, SOCIAL_CARE, Story

from quorate_events.meetings.attendance import RecordAttendance
from quorate_events.meetings.sittings import assess_sitting
from quorate_events.meetings.values import Attendee
from quorate_events.meetings.vocabulary import AttendanceMode, AttendanceStatus


def _joined_by(story: Story, role: str, **more: object) -> str:
    person = Attendee(
        attendee_id=uuid4(),
        role=role,
        status=AttendanceStatus.ATTENDED,
        mode=AttendanceMode.IN_PERSON,
        name="Somebody",
        **more,  # type: ignore[arg-type]
    )
    story.when(RecordAttendance(meeting_id=MEETING, attendees=(person,)))
    return assess_sitting(story.meeting, story.context()).explanation


def test_a_parent_is_heard_and_does_not_count(story: Story) -> None:
    room = story.convened().invited().opened().attended(SOCIAL_CARE, POLICE)
    explanation = _joined_by(room, "parent")
    assert "Family members and those who came with them are heard, and do not count." in explanation
    assert "one agency counted" in explanation


def test_an_interpreter_does_not_count_and_the_chair_reads_why(story: Story) -> None:
    room = story.convened().invited().opened().attended(SOCIAL_CARE, POLICE)
    explanation = _joined_by(room, "interpreter", agency_id=uuid4())
    assert "Interpreter (an interpreter represents no agency)" in explanation
    assert "one agency counted" in explanation
