from datetime import date, timedelta

import pytest
from tests.support.meetings import HEALTH, MEETING, Story, decide_plan

from quorate_events.meetings.record import ConfirmRecord, IssueDecisionLetter, IssueRecord, RecordCoreGroup
from quorate_events.meetings.vocabulary import DecisionOutcome, MeetingStatus, RecordVariant

CONFIRM = ConfirmRecord(meeting_id=MEETING, summary="A plan was made under neglect.")
ISSUE = IssueRecord(meeting_id=MEETING, variant=RecordVariant.AGENCY, agency_id=HEALTH)


def test_a_record_is_confirmed_after_the_meeting_and_once(story: Story) -> None:
    assert story.in_session().refuses(CONFIRM) == "not_yet_closed"
    story.decided().closed().when(CONFIRM)
    assert story.meeting is not None
    assert story.meeting.status is MeetingStatus.CONFIRMED
    assert story.refuses(CONFIRM) == "record_already_confirmed"


def test_a_record_is_issued_once_it_is_confirmed(story: Story) -> None:
    story.in_session().decided().closed()
    assert story.refuses(ISSUE) == "record_not_confirmed"
    story.when(CONFIRM)
    assert story.when(ISSUE).agency_id == HEALTH


def test_a_version_for_the_family_names_its_recipient(story: Story) -> None:
    story.in_session().decided().closed().when(CONFIRM)
    nobody = IssueRecord(meeting_id=MEETING, variant=RecordVariant.FAMILY)
    assert story.refuses(nobody) == "blank_text"
    story.when(IssueRecord(meeting_id=MEETING, variant=RecordVariant.FAMILY, recipient="The mother"))


def test_a_decision_letter_follows_the_meeting(story: Story) -> None:
    letter = IssueDecisionLetter(meeting_id=MEETING)
    assert story.in_session().refuses(letter) == "not_yet_closed"
    assert story.decided().closed().when(letter).issued_at == story.now


def test_a_letter_is_not_sent_tomorrow(story: Story) -> None:
    story.in_session().decided().closed()
    letter = IssueDecisionLetter(meeting_id=MEETING, issued_at=story.now + timedelta(days=1))
    assert story.refuses(letter) == "date_in_the_future"


def test_the_core_group_met(story: Story) -> None:
    story.in_session().decided().closed()
    story.now += timedelta(days=9)
    assert (
        story.refuses(RecordCoreGroup(meeting_id=MEETING, held_on=date(2027, 1, 1))) == "date_in_the_future"
    )
    story.when(RecordCoreGroup(meeting_id=MEETING, held_on=story.now.date()))


def test_nothing_that_follows_a_meeting_comes_before_it(story: Story) -> None:
    story.in_session().decided().closed()
    early = story.now - timedelta(days=1)
    letter = IssueDecisionLetter(meeting_id=MEETING, issued_at=early)
    assert story.refuses(letter) == "before_the_meeting"
    assert story.refuses(RecordCoreGroup(meeting_id=MEETING, held_on=early.date())) == "before_the_meeting"
    story.when(CONFIRM)
    issue = IssueRecord(meeting_id=MEETING, variant=RecordVariant.AGENCY, agency_id=HEALTH, issued_at=early)
    assert story.refuses(issue) == "before_the_meeting"


@pytest.mark.parametrize("variant", [RecordVariant.FULL, RecordVariant.AGENCY])
def test_a_version_for_professionals_does_not_go_to_the_family(story: Story, variant: RecordVariant) -> None:
    story.in_session().decided().closed().when(CONFIRM)
    command = IssueRecord(meeting_id=MEETING, variant=variant, recipient="The father")
    assert story.refuses(command) == "variant_not_for_recipient"


def test_a_core_group_carries_a_plan(story: Story) -> None:
    story.in_session().when(decide_plan(outcome=DecisionOutcome.PLAN_NOT_REQUIRED, category=None))
    story.closed()
    assert story.refuses(RecordCoreGroup(meeting_id=MEETING, held_on=story.now.date())) == "no_plan"
