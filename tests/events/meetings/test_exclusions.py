"""A person or an agency is excluded before the meeting sits or after, and what is on the record stays."""

from uuid import UUID

import pytest
from tests.support.meetings import CHAIR, HEALTH, MEETING, POLICE, SOCIAL_CARE, Story, present
from tests.support.members import let_in, streams_after

from quorate_events.meetings.attendance import RecordAttendance
from quorate_events.meetings.convening import ChangeChair
from quorate_events.meetings.exclusions import ExcludeFromMeeting, LiftExclusion
from quorate_events.meetings.vocabulary import AttendanceStatus

SERGEANT = UUID(int=0x5E)
NEXT_DOOR = UUID(int=0xBEEF)


def exclude(**whom: UUID) -> ExcludeFromMeeting:
    return ExcludeFromMeeting(meeting_id=MEETING, reason="Related to the family", **whom)


def lift(**whom: UUID) -> LiftExclusion:
    return LiftExclusion(meeting_id=MEETING, reason="A mistake", **whom)


def test_a_person_is_excluded_before_the_meeting_sits_and_let_in_again(story: Story) -> None:
    story.convened().invited().when(exclude(practitioner_id=SERGEANT))
    assert story.meeting is not None
    assert SERGEANT in story.meeting.circle.excluded_practitioner_ids
    assert story.refuses(exclude(practitioner_id=SERGEANT)) == "excluded_already"
    story.when(lift(practitioner_id=SERGEANT))
    assert SERGEANT not in story.meeting.circle.excluded_practitioner_ids
    assert story.refuses(lift(practitioner_id=SERGEANT)) == "not_excluded"


def test_no_attendance_lifts_what_was_decided(story: Story) -> None:
    story.convened().invited().when(exclude(practitioner_id=SERGEANT))
    story.opened()
    absent = present(POLICE, practitioner_id=SERGEANT, status=AttendanceStatus.APOLOGIES, mode=None)
    story.when(RecordAttendance(meeting_id=MEETING, attendees=(absent,)))
    assert story.meeting is not None
    assert SERGEANT in story.meeting.circle.excluded_practitioner_ids


def test_an_agency_is_excluded_once_the_meeting_has_sat_and_its_attendance_stays(story: Story) -> None:
    story.in_session().when(exclude(agency_id=HEALTH))
    assert story.meeting is not None
    assert HEALTH not in story.meeting.circle.invited_agency_ids
    assert any(each.agency_id == HEALTH for each in story.meeting.invitations.values())
    assert any(each.agency_id == HEALTH for each in story.meeting.sittings[0].attendance.values())
    story.when(lift(agency_id=HEALTH))
    assert HEALTH in story.meeting.circle.invited_agency_ids


@pytest.mark.parametrize(
    ("whom", "code"),
    [
        ({}, "person_or_agency"),
        ({"practitioner_id": SERGEANT, "agency_id": HEALTH}, "person_or_agency"),
        ({"practitioner_id": CHAIR}, "cannot_be_excluded"),
        ({"agency_id": SOCIAL_CARE}, "cannot_be_excluded"),
    ],
)
def test_who_cannot_be_excluded(story: Story, whom: dict[str, UUID], code: str) -> None:
    story.convened().invited()
    assert story.refuses(exclude(**whom)) == code


def test_no_attendance_excludes_the_chair_before_somebody_else_chairs(story: Story) -> None:
    story.in_session()
    shut_out = present(SOCIAL_CARE, practitioner_id=CHAIR, status=AttendanceStatus.EXCLUDED, mode=None)
    command = RecordAttendance(meeting_id=MEETING, attendees=(shut_out,))
    assert story.refuses(command) == "cannot_be_excluded"
    somebody = UUID(int=0xC1)
    story.known = streams_after(*let_in(somebody, SOCIAL_CARE))
    story.when(ChangeChair(meeting_id=MEETING, chair_id=somebody, reason="The chair knows the family"))
    story.when(command)
    assert story.meeting is not None
    assert CHAIR in story.meeting.circle.excluded_practitioner_ids


def test_the_agency_of_the_sitting_chair_is_not_excluded(story: Story) -> None:
    story.convened().invited()
    story.known = streams_after(*let_in(CHAIR, NEXT_DOOR))
    assert story.refuses(exclude(agency_id=NEXT_DOOR)) == "cannot_be_excluded"


def test_the_decision_is_handed_the_chair_whose_agency_is_asked_for(story: Story) -> None:
    story.convened()
    command = exclude(agency_id=NEXT_DOOR)
    assert command.also(story.context().by) == (MEETING,)
    assert story.meeting is not None
    assert command.behind({MEETING: story.meeting}) == (CHAIR,)
    assert command.behind({}) == ()


@pytest.mark.parametrize(
    "whom", [{"practitioner_id": SERGEANT}, {"agency_id": NEXT_DOOR}], ids=["person", "agency"]
)
def test_nobody_takes_the_chair_of_a_meeting_that_excluded_them_or_their_agency(
    story: Story, whom: dict[str, UUID]
) -> None:
    story.convened().invited().when(exclude(**whom))
    story.known = streams_after(*let_in(SERGEANT, NEXT_DOOR))
    change = ChangeChair(meeting_id=MEETING, chair_id=SERGEANT, reason="Leave")
    assert story.refuses(change) == "chair_excluded"
    story.when(lift(**whom))
    assert story.when(change).chair_id == SERGEANT


def test_a_name_excludes_no_professional(story: Story) -> None:
    story.in_session()
    named = present(
        POLICE,
        attendee_id=UUID(int=9),
        practitioner_id=None,
        name="Sam Officer",
        status=AttendanceStatus.EXCLUDED,
        mode=None,
    )
    assert story.refuses(RecordAttendance(meeting_id=MEETING, attendees=(named,))) == "attendance_malformed"


def test_a_relative_is_excluded_by_name(story: Story) -> None:
    story.in_session()
    relative = present(
        POLICE,
        attendee_id=UUID(int=9),
        agency_id=None,
        practitioner_id=None,
        name="A relative",
        role="parent",
        status=AttendanceStatus.EXCLUDED,
        mode=None,
    )
    story.when(RecordAttendance(meeting_id=MEETING, attendees=(relative,)))
