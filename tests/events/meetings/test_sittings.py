from datetime import date, timedelta

from tests.support.meetings import (
    CHILD,
    HELD,
    MEETING,
    POLICE,
    SIBLING,
    SOCIAL_CARE,
    Story,
    decide_plan,
    present,
)

from quorate_events.meetings.attendance import RecordAttendance
from quorate_events.meetings.convening import CancelMeeting
from quorate_events.meetings.decisions import MakeDecision
from quorate_events.meetings.sittings import AdjournInquorate, CloseSitting, OpenSitting, ProceedInquorate
from quorate_events.meetings.vocabulary import (
    AttendanceStatus,
    DecisionOutcome,
    MeetingKind,
    MeetingStatus,
    Quoracy,
)

ADJOURN = AdjournInquorate(
    meeting_id=MEETING,
    reason="Health and school are missing.",
    interim_arrangements="The social worker visits daily.",
    reconvene_on=date(2026, 3, 24),
)
PROCEED = ProceedInquorate(
    meeting_id=MEETING, ground="delay_detrimental", reason="The baby is discharged tonight."
)
OPEN = OpenSitting(meeting_id=MEETING)
CLOSE = CloseSitting(meeting_id=MEETING)


def thinly_attended(story: Story) -> Story:
    return story.convened().invited().opened().attended(SOCIAL_CARE, POLICE)


def test_a_sitting_is_opened_once(story: Story) -> None:
    assert story.in_session().refuses(OPEN) == "already_in_session"


def test_a_sitting_is_not_opened_ahead_of_time(story: Story) -> None:
    story.convened().now = HELD
    command = OpenSitting(meeting_id=MEETING, opened_at=HELD + timedelta(hours=1))
    assert story.refuses(command) == "date_in_the_future"


def test_an_inquorate_conference_decides_nothing(story: Story) -> None:
    assert thinly_attended(story).refuses(decide_plan()) == "decision_without_quoracy"
    assert story.refuses(CLOSE) == "decision_without_quoracy"


def test_an_inquorate_conference_adjourns_with_arrangements_and_a_new_date(story: Story) -> None:
    adjourned = thinly_attended(story).when(ADJOURN)
    assert adjourned.explanation.startswith("Not quorate")
    assert story.meeting is not None
    assert story.meeting.status is MeetingStatus.ADJOURNED
    assert story.refuses(decide_plan()) == "not_in_session"


def test_an_adjourned_conference_sits_again(story: Story) -> None:
    thinly_attended(story).when(ADJOURN)
    story.now = HELD + timedelta(days=8)
    closed = story.opened().attended().decided().closed().events[-1]
    assert closed.sitting == 2  # type: ignore[attr-defined]
    assert closed.quoracy is Quoracy.QUORATE  # type: ignore[attr-defined]


def test_a_new_date_in_the_past_is_refused(story: Story) -> None:
    command = AdjournInquorate(
        meeting_id=MEETING, reason="r", interim_arrangements="i", reconvene_on=date(2026, 3, 1)
    )
    assert thinly_attended(story).refuses(command) == "date_in_the_past"


def test_a_quorate_conference_needs_no_excuse(story: Story) -> None:
    assert story.in_session().refuses(ADJOURN) == "sitting_is_quorate"
    assert story.refuses(PROCEED) == "sitting_is_quorate"


def test_a_chair_who_proceeds_inquorate_says_why(story: Story) -> None:
    proceeded = thinly_attended(story).when(PROCEED)
    assert proceeded.ground == "delay_detrimental"
    story.decided().closed()
    assert story.events[-1].quoracy is Quoracy.INQUORATE_PROCEEDED  # type: ignore[attr-defined]


def test_a_ground_that_the_rules_do_not_know_is_refused(story: Story) -> None:
    command = ProceedInquorate(meeting_id=MEETING, ground="it_is_late", reason="r")
    assert thinly_attended(story).refuses(command) == "exception_not_allowed"


def test_apologies_do_not_make_a_conference_quorate(story: Story) -> None:
    thinly_attended(story)
    absent = present(
        next(a for a in (SOCIAL_CARE,)), role="health_visitor", status=AttendanceStatus.APOLOGIES, mode=None
    )
    story.when(RecordAttendance(meeting_id=MEETING, attendees=(absent,)))
    assert story.refuses(CLOSE) == "decision_without_quoracy"


def test_every_child_needs_a_decision_before_the_meeting_closes(story: Story) -> None:
    story.convened(children=(CHILD, SIBLING)).invited().opened().attended().decided(CHILD)
    assert story.refuses(CLOSE) == "nothing_decided"
    story.decided(SIBLING).closed()


def test_a_strategy_discussion_may_have_several_sittings(story: Story) -> None:
    story.convened(MeetingKind.STRATEGY_DISCUSSION).invited().opened().attended()
    story.when(CloseSitting(meeting_id=MEETING, final=False))
    assert story.meeting is not None
    assert story.meeting.status is MeetingStatus.ADJOURNED
    story.opened().attended()
    story.when(
        MakeDecision(
            meeting_id=MEETING,
            child_id=CHILD,
            outcome=DecisionOutcome.JOINT_SECTION_47_ENQUIRY,
            rationale="The threshold is met.",
            conference_required=True,
        )
    )
    story.closed()
    assert story.meeting.status is MeetingStatus.CLOSED


def test_a_strategy_discussion_without_health_is_inquorate(story: Story) -> None:
    story.convened(MeetingKind.STRATEGY_DISCUSSION).invited().opened().attended(SOCIAL_CARE, POLICE)
    assert story.refuses(CLOSE) == "decision_without_quoracy"


def test_a_closed_meeting_does_not_open_again(story: Story) -> None:
    story.in_session().decided().closed()
    assert story.refuses(OPEN) == "meeting_closed"
    assert story.refuses(CLOSE) == "meeting_closed"
    assert story.refuses(CancelMeeting(meeting_id=MEETING, reason="x")) == "meeting_closed"


def test_a_sitting_does_not_end_before_it_began(story: Story) -> None:
    story.in_session().decided()
    early = CloseSitting(meeting_id=MEETING, closed_at=HELD - timedelta(minutes=1))
    assert story.refuses(early) == "sitting_out_of_order"


def test_a_sitting_does_not_begin_before_the_last_one_ended(story: Story) -> None:
    story.in_session().when(CloseSitting(meeting_id=MEETING, final=False))
    early = OpenSitting(meeting_id=MEETING, opened_at=HELD - timedelta(minutes=1))
    assert story.refuses(early) == "sitting_out_of_order"
    story.when(OpenSitting(meeting_id=MEETING))


def test_a_chair_who_went_on_does_not_adjourn_for_want_of_quoracy(story: Story) -> None:
    thinly_attended(story).when(PROCEED)
    story.decided()
    assert story.refuses(ADJOURN) == "proceeds_already"
    assert story.refuses(PROCEED) == "proceeds_already"
