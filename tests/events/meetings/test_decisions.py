from uuid import UUID

from msgspec import structs
from tests.support.meetings import CHILD, MEETING, Story, decide_plan

from quorate_events.meetings.decisions import DecisionBasis, ReviseDecision
from quorate_events.meetings.record import ConfirmRecord
from quorate_events.meetings.vocabulary import CategoryOfAbuse, DecisionOutcome, MeetingKind

REVISE = ReviseDecision(
    meeting_id=MEETING,
    child_id=CHILD,
    outcome=DecisionOutcome.PLAN_NOT_REQUIRED,
    rationale="A child in need plan is enough.",
    reason="A wrong box was ticked.",
)


def test_the_chair_decides_where_there_is_no_consensus(story: Story) -> None:
    decided = story.in_session().when(decide_plan(basis=DecisionBasis.CHAIR_DECIDED))
    assert decided.basis is DecisionBasis.CHAIR_DECIDED


def test_a_decision_without_reasons_is_refused(story: Story) -> None:
    assert story.in_session().refuses(decide_plan(rationale=" ")) == "blank_text"


def test_a_child_is_decided_on_once_and_then_revised(story: Story) -> None:
    assert story.in_session().refuses(REVISE) == "nothing_decided"
    story.decided()
    assert story.refuses(decide_plan()) == "already_decided"
    assert story.when(REVISE).reason == "A wrong box was ticked."


def test_a_decision_is_not_revised_once_the_record_is_confirmed(story: Story) -> None:
    story.in_session().decided().closed().when(ConfirmRecord(meeting_id=MEETING, summary="s"))
    assert story.refuses(REVISE) == "record_already_confirmed"


def test_a_plan_needs_a_category(story: Story) -> None:
    assert story.in_session().refuses(decide_plan(category=None)) == "category_required"


def test_no_plan_needs_no_category(story: Story) -> None:
    story.in_session().when(decide_plan(outcome=DecisionOutcome.PLAN_NOT_REQUIRED, category=None))


def test_a_conference_does_not_decide_on_an_enquiry(story: Story) -> None:
    command = decide_plan(outcome=DecisionOutcome.SINGLE_SECTION_47_ENQUIRY)
    assert story.in_session().refuses(command) == "outcome_not_for_kind"


def test_a_strategy_discussion_does_not_make_a_plan(story: Story) -> None:
    story.convened(MeetingKind.STRATEGY_DISCUSSION).invited().opened().attended()
    assert story.refuses(decide_plan(category=CategoryOfAbuse.PHYSICAL)) == "outcome_not_for_kind"


def test_a_child_of_another_meeting_is_not_decided_on(story: Story) -> None:
    assert story.in_session().refuses(decide_plan(UUID(int=404))) == "child_not_in_meeting"


def test_a_revision_can_correct_the_medical_of_a_strategy_discussion(story: Story) -> None:
    story.convened(MeetingKind.STRATEGY_DISCUSSION).invited().opened().attended()
    enquiry = DecisionOutcome.SINGLE_SECTION_47_ENQUIRY
    story.when(decide_plan(outcome=enquiry, category=None))
    revised = story.when(structs.replace(REVISE, outcome=enquiry, medical=True))
    assert (revised.medical, revised.conference_required, revised.immediate_action) == (True, None, None)


def test_a_revision_gives_no_medical_to_a_conference(story: Story) -> None:
    story.in_session().decided()
    assert story.refuses(structs.replace(REVISE, medical=True)) == "not_for_this_kind"
