from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec import structs
from tests.support.meetings import CHILD, HEALTH, HELD, MEETING, POLICE, Story, present

from quorate_events.meetings.attendance import RecordAttendance, RecordChildParticipation
from quorate_events.meetings.values import Attendee
from quorate_events.meetings.vocabulary import AttendanceMode, AttendanceStatus, ChildParticipation


def record(*attendees: Attendee) -> RecordAttendance:
    return RecordAttendance(meeting_id=MEETING, attendees=attendees)


def test_attendance_is_recorded_once_a_sitting_is_open(story: Story) -> None:
    story.convened().invited()
    assert story.refuses(record(present(POLICE))) == "not_in_session"
    story.opened().when(record(present(POLICE)))


def test_a_second_record_for_the_same_person_supersedes(story: Story) -> None:
    story.in_session().when(record(present(POLICE, status=AttendanceStatus.REPORT_ONLY, mode=None)))
    assert story.meeting is not None
    kept = story.meeting.sittings[0].attendance[UUID(int=200 + POLICE.int)]
    assert kept.status is AttendanceStatus.REPORT_ONLY


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"role": "sheriff"}, "unknown_role"),
        ({"mode": None}, "attendance_malformed"),
        ({"status": AttendanceStatus.APOLOGIES}, "attendance_malformed"),
        ({"agency_id": None}, "attendance_malformed"),
        ({"name": ""}, "blank_text"),
        ({"joined_at": HELD, "left_at": HELD - timedelta(minutes=5)}, "attendance_malformed"),
        ({"joined_at": HELD + timedelta(hours=5)}, "date_in_the_future"),
    ],
)
def test_contradictory_attendance_is_refused(story: Story, other: dict[str, Any], code: str) -> None:
    story.convened().invited().opened()
    assert story.refuses(record(present(HEALTH, **other))) == code


def test_a_parent_attends_without_an_agency(story: Story) -> None:
    parent = Attendee(
        UUID(int=300), "parent", AttendanceStatus.ATTENDED, name="Alex Example", mode=AttendanceMode.IN_PERSON
    )
    story.in_session().when(record(parent))


def test_nobody_is_not_an_attendance(story: Story) -> None:
    assert story.in_session().refuses(record()) == "attendance_malformed"


def test_how_the_child_was_heard_is_recorded(story: Story) -> None:
    heard = RecordChildParticipation(
        meeting_id=MEETING, child_id=CHILD, participation=ChildParticipation.SENT_VIEWS
    )
    assert story.convened().refuses(heard) == "not_in_session"
    assert story.opened().when(heard).participation is ChildParticipation.SENT_VIEWS


def test_a_person_does_not_count_twice_under_two_ids(story: Story) -> None:
    person = UUID(int=77)
    story.in_session().when(record(present(POLICE, practitioner_id=person)))
    again = present(HEALTH, practitioner_id=person)
    assert story.refuses(record(again)) == "attendance_malformed"
    story.when(record(present(POLICE, practitioner_id=UUID(int=78)), again))


@pytest.mark.parametrize("sitting", [0, -1, 2])
def test_a_sitting_that_was_not_held_has_no_attendance(story: Story, sitting: int) -> None:
    unheld = structs.replace(record(present(POLICE)), sitting=sitting)
    assert story.in_session().refuses(unheld) == "not_in_session"
