"""Who convenes, what each kind of meeting decides, and what no longer changes once it has sat."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.support.meetings import (
    CHILD,
    HELD,
    MEETING,
    MONDAY,
    POLICE,
    SOCIAL_CARE,
    Story,
    convene,
    decide_plan,
)

from quorate_events.meetings.decisions import MakeDecision
from quorate_events.meetings.invitations import WithdrawInvitation
from quorate_events.meetings.record import IssueDecisionLetter, RecordCoreGroup
from quorate_events.meetings.sittings import OpenSitting
from quorate_events.meetings.vocabulary import DecisionOutcome, MeetingKind, Sector
from quorate_events.people.agency import Agency


def agency(sector: Sector) -> Agency:
    registered = Agency.__new__(Agency)
    registered.sector = sector
    return registered


def test_the_local_authority_convenes_and_the_police_ask_it_to(story: Story) -> None:
    story.known = {POLICE: agency(Sector.POLICE), SOCIAL_CARE: agency(Sector.CHILDRENS_SOCIAL_CARE)}
    assert story.refuses(convene(), by=POLICE) == "not_yours_to_convene"
    story.when(convene(), by=SOCIAL_CARE)


def test_a_day_beyond_the_calendar_is_refused_when_convening(story: Story) -> None:
    assert story.refuses(convene(scheduled_for=MONDAY.replace(year=2090))) == "outside_calendar"


def test_an_invitation_is_not_taken_back_once_the_meeting_has_sat(story: Story) -> None:
    withdraw = WithdrawInvitation(meeting_id=MEETING, invitation_id=UUID(int=100 + POLICE.int), reason="r")
    assert story.in_session().refuses(withdraw) == "invitation_on_record"


@pytest.mark.parametrize("outcome", [DecisionOutcome.PLAN_ENDED, DecisionOutcome.PLAN_CONTINUED])
def test_an_initial_conference_neither_continues_nor_ends_a_plan(
    story: Story, outcome: DecisionOutcome
) -> None:
    assert story.in_session().refuses(decide_plan(outcome=outcome)) == "outcome_not_for_kind"


def test_a_review_continues_a_plan(story: Story) -> None:
    story.convened(MeetingKind.REVIEW_CONFERENCE).invited().opened().attended()
    story.when(decide_plan(outcome=DecisionOutcome.PLAN_CONTINUED))


@pytest.mark.parametrize(
    "other", [{"medical": True}, {"conference_required": True}, {"immediate_action": "Police protection."}]
)
def test_a_conference_orders_no_medical_and_no_conference(story: Story, other: dict[str, object]) -> None:
    assert story.in_session().refuses(decide_plan(**other)) == "not_for_this_kind"


def test_letters_and_core_groups_do_not_follow_strategy_discussions(story: Story) -> None:
    story.convened(MeetingKind.STRATEGY_DISCUSSION).invited().opened().attended()
    story.when(
        MakeDecision(
            meeting_id=MEETING,
            child_id=CHILD,
            outcome=DecisionOutcome.NO_SECTION_47_ENQUIRY,
            rationale="The threshold is not met.",
        )
    )
    story.closed()
    assert story.refuses(IssueDecisionLetter(meeting_id=MEETING)) == "not_for_this_kind"
    held = RecordCoreGroup(meeting_id=MEETING, held_on=date(2026, 3, 16))
    assert story.refuses(held) == "not_for_this_kind"


def test_an_emergency_is_written_up_within_days_and_not_years_later(story: Story) -> None:
    story.convened().now = HELD
    years_ago = OpenSitting(meeting_id=MEETING, opened_at=MONDAY - timedelta(days=700))
    assert story.refuses(years_ago) == "sitting_out_of_order"
    story.when(OpenSitting(meeting_id=MEETING, opened_at=MONDAY - timedelta(days=2)))
