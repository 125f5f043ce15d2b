from uuid import UUID

from tests.support.meetings import CHILD, HEALTH, MEETING, POLICE, SCHOOL, Story

from quorate_events.meetings.record import ConfirmRecord
from quorate_events.meetings.views import GiveView, NoteReservation, RaiseDissent, ResolveDissent
from quorate_events.meetings.vocabulary import ViewPosition

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
    story.when(ConfirmRecord(meeting_id=MEETING, summary="s"))
    assert story.refuses(DISSENT, by=HEALTH) == "record_already_confirmed"


def test_a_dissent_is_resolved_once(story: Story) -> None:
    story.in_session().when(DISSENT, by=HEALTH)
    story.when(RESOLVE)
    assert story.refuses(RESOLVE) == "dissent_not_found"


def test_who_was_not_there_to_be_asked_cannot_dissent(story: Story) -> None:
    command = RaiseDissent(meeting_id=MEETING, agency_id=SCHOOL, reason="r")
    assert story.in_session().refuses(command, by=SCHOOL) == "meeting_not_found"


def test_nobody_dissents_for_another_agency(story: Story) -> None:
    assert story.in_session().refuses(DISSENT, by=POLICE) == "another_agency"


def test_a_dissent_does_not_take_the_id_of_another(story: Story) -> None:
    story.in_session().when(DISSENT, by=HEALTH)
    taken = RaiseDissent(meeting_id=MEETING, agency_id=POLICE, reason="r", dissent_id=DISSENT.dissent_id)
    assert story.refuses(taken, by=POLICE) == "duplicate_dissent"
