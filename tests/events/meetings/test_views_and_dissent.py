from datetime import timedelta
from uuid import UUID

from msgspec import structs
from tests.support.meetings import CHILD, HEALTH, MEETING, POLICE, SCHOOL, SIBLING, Story, decide_plan

from quorate_events.meetings.record import ConfirmRecord
from quorate_events.meetings.views import GiveView, NoteReservation, RaiseDissent, ResolveDissent
from quorate_events.meetings.vocabulary import DecisionOutcome, MeetingKind, ViewPosition

DISSENT = RaiseDissent(
    meeting_id=MEETING, agency_id=HEALTH, reason="The risk is underrated.", dissent_id=UUID(int=400)
)
RESOLVE = ResolveDissent(meeting_id=MEETING, dissent_id=UUID(int=400), outcome="The plan was amended.")


def test_a_view_is_given_in_the_meeting(story: Story) -> None:
    view = GiveView(
        meeting_id=MEETING,
        agency_id=HEALTH,
        child_id=CHILD,
        position=ViewPosition.AGREES,
        reasoning="Weight is falling.",
    )
    story.convened().invited()
    assert story.refuses(view, by=HEALTH) == "not_in_session"
    assert story.opened().when(view, by=HEALTH).position is ViewPosition.AGREES


def test_a_reservation_is_not_a_dissent(story: Story) -> None:
    story.in_session().when(
        NoteReservation(meeting_id=MEETING, agency_id=HEALTH, text="The visits are few."), by=HEALTH
    )
    assert story.meeting is not None
    assert not story.meeting.dissents


def test_a_dissent_may_be_raised_after_the_meeting_until_the_record_is_confirmed(story: Story) -> None:
    story.in_session().decided().closed().when(DISSENT, by=HEALTH)
    story.now += timedelta(days=5)
    story.when(ConfirmRecord(meeting_id=MEETING, summary="s"))
    assert story.refuses(DISSENT, by=HEALTH) == "record_already_confirmed"


def test_given_a_confirmed_record_when_72_hours_have_not_passed_then_an_agency_may_dissent(
    story: Story,
) -> None:
    story.in_session().decided().closed().when(ConfirmRecord(meeting_id=MEETING, summary="s"))
    story.now += timedelta(hours=71)
    assert story.when(DISSENT, by=HEALTH).agency_id == HEALTH
    assert story.when(RESOLVE).outcome == "The plan was amended."


def test_given_a_confirmed_record_when_72_hours_have_passed_then_dissent_is_too_late(story: Story) -> None:
    story.in_session().decided().closed().when(ConfirmRecord(meeting_id=MEETING, summary="s"))
    story.now += timedelta(days=4)
    assert story.refuses(DISSENT, by=HEALTH) == "record_already_confirmed"


def test_given_a_discussion_without_such_a_time_when_it_is_confirmed_then_dissent_is_too_late(
    story: Story,
) -> None:
    story.convened(MeetingKind.STRATEGY_DISCUSSION).invited().opened().attended()
    story.when(decide_plan(outcome=DecisionOutcome.JOINT_SECTION_47_ENQUIRY, category=None))
    story.closed().when(ConfirmRecord(meeting_id=MEETING, summary="s"))
    assert story.refuses(DISSENT, by=HEALTH) == "record_already_confirmed"


def test_given_no_decision_when_an_agency_dissents_then_it_is_told_what_to_do_instead(story: Story) -> None:
    assert story.in_session().refuses(DISSENT, by=HEALTH) == "nothing_to_dissent_from"
    assert story.decided().when(DISSENT, by=HEALTH).dissent_id == DISSENT.dissent_id


def test_given_a_decision_for_one_child_when_dissent_is_about_another_then_it_is_refused(
    story: Story,
) -> None:
    story.convened(children=(CHILD, SIBLING)).invited().opened().attended().decided(CHILD)
    about_sibling = structs.replace(DISSENT, child_id=SIBLING)
    assert story.refuses(about_sibling, by=HEALTH) == "nothing_to_dissent_from"
    assert story.decided(SIBLING).when(about_sibling, by=HEALTH).child_id == SIBLING


def test_a_dissent_is_resolved_once(story: Story) -> None:
    story.in_session().decided().when(DISSENT, by=HEALTH)
    story.when(RESOLVE)
    assert story.refuses(RESOLVE) == "dissent_not_found"


def test_who_was_not_there_to_be_asked_cannot_dissent(story: Story) -> None:
    command = RaiseDissent(meeting_id=MEETING, agency_id=SCHOOL, reason="r")
    assert story.in_session().refuses(command, by=SCHOOL) == "meeting_not_found"


def test_nobody_dissents_for_another_agency(story: Story) -> None:
    assert story.in_session().refuses(DISSENT, by=POLICE) == "another_agency"


def test_a_dissent_does_not_take_the_id_of_another(story: Story) -> None:
    story.in_session().decided().when(DISSENT, by=HEALTH)
    taken = RaiseDissent(meeting_id=MEETING, agency_id=POLICE, reason="r", dissent_id=DISSENT.dissent_id)
    assert story.refuses(taken, by=POLICE) == "duplicate_dissent"
