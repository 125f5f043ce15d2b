from datetime import date, timedelta
from uuid import UUID

import pytest
from msgspec import structs
from tests.support.meetings import (
    CHAIR,
    CHILD,
    HELD,
    MEETING,
    MONDAY,
    POLICE,
    SIBLING,
    SOCIAL_CARE,
    Story,
    convene,
)
from tests.support.members import let_in, streams_after

from quorate_events.meetings.convening import (
    AddChild,
    CancelMeeting,
    ChangeChair,
    MeetingConvened,
    RescheduleMeeting,
)
from quorate_events.meetings.invitations import AnswerInvitation
from quorate_events.meetings.sittings import AdjournInquorate, CloseSitting
from quorate_events.meetings.values import AnchorDate, ChildSubject
from quorate_events.meetings.vocabulary import (
    InvitationAnswer,
    MeetingForm,
    MeetingKind,
    MeetingStatus,
    Origin,
    Sector,
)
from quorate_events.people.agency import Agency
from quorate_events.people.child import Child
from quorate_events.rules.rule_set import Anchor, RuleSetRef
from quorate_events.rules.rule_sets import UnknownRuleSet


def test_a_meeting_remembers_the_rule_set_it_runs_under(story: Story) -> None:
    convened = story.when(convene())
    assert isinstance(convened, MeetingConvened)
    assert convened.rule_set.id == "england-baseline"
    assert story.meeting is not None
    assert story.meeting.status is MeetingStatus.CONVENED


@pytest.mark.parametrize("kind", MeetingKind)
def test_every_kind_of_meeting_can_be_convened(story: Story, kind: MeetingKind) -> None:
    assert story.when(convene(kind)).kind is kind


def test_a_meeting_cannot_be_convened_twice(story: Story) -> None:
    story.convened()
    assert story.refuses(convene()) == "meeting_already_convened"


def test_a_meeting_is_about_at_least_one_child(story: Story) -> None:
    assert story.refuses(convene(children=())) == "no_children"


def test_the_same_child_is_not_named_twice(story: Story) -> None:
    assert story.refuses(convene(children=(CHILD, CHILD))) == "child_already_in_meeting"


def test_a_meeting_is_not_convened_for_a_time_that_has_passed(story: Story) -> None:
    assert story.refuses(convene(scheduled_for=MONDAY - timedelta(minutes=1))) == "date_in_the_past"


def test_a_meeting_from_an_old_register_lies_in_the_past(story: Story) -> None:
    story.when(convene(scheduled_for=MONDAY - timedelta(days=700)), origin=Origin.IMPORTED)
    assert story.events[0].by.origin is Origin.IMPORTED


def test_a_reason_of_blanks_is_no_reason(story: Story) -> None:
    assert story.refuses(convene(reason=" \n ")) == "blank_text"


def test_an_unknown_rule_set_is_refused(story: Story) -> None:
    with pytest.raises(UnknownRuleSet):
        story.when(convene(rule_set=RuleSetRef("atlantis", "1")))


def test_a_moved_meeting_keeps_the_reason(story: Story) -> None:
    moved = story.convened().when(
        RescheduleMeeting(
            meeting_id=MEETING,
            scheduled_for=HELD + timedelta(days=1),
            reason="The paediatrician is in theatre.",
            form=MeetingForm.VIDEO,
        )
    )
    assert moved.reason == "The paediatrician is in theatre."
    assert story.meeting is not None
    assert story.meeting.scheduled_for == HELD + timedelta(days=1)


def test_a_meeting_is_not_moved_into_the_past(story: Story) -> None:
    command = RescheduleMeeting(meeting_id=MEETING, scheduled_for=MONDAY - timedelta(days=1), reason="x")
    assert story.convened().refuses(command) == "date_in_the_past"


def test_a_cancelled_meeting_takes_nothing_more(story: Story) -> None:
    story.convened().when(CancelMeeting(meeting_id=MEETING, reason="The family moved away."))
    assert story.refuses(CancelMeeting(meeting_id=MEETING, reason="again")) == "meeting_cancelled"


def test_a_command_to_no_meeting_is_refused(story: Story) -> None:
    assert story.refuses(CancelMeeting(meeting_id=MEETING, reason="x")) == "meeting_not_found"


def test_a_further_child_of_the_household_is_considered(story: Story) -> None:
    add = AddChild(meeting_id=MEETING, child=ChildSubject(SIBLING), reason="A baby brother lives there.")
    story.convened().when(add)
    assert story.meeting is not None
    assert set(story.meeting.children) == {CHILD, SIBLING}
    assert story.refuses(add) == "child_already_in_meeting"


def test_the_chair_can_change_until_the_meeting_is_closed(story: Story) -> None:
    change = ChangeChair(meeting_id=MEETING, chair_id=UUID(int=77), reason="Sick leave.")
    assert story.in_session().when(change).chair_id == UUID(int=77)
    story.decided().closed()
    assert story.refuses(change) == "meeting_closed"


def test_a_meeting_that_is_moved_moves_the_date_for_reports(story: Story) -> None:
    moved = RescheduleMeeting(meeting_id=MEETING, scheduled_for=MONDAY + timedelta(days=28), reason="Ill.")
    assert story.convened().when(moved).report_due == date(2026, 3, 25)


def test_a_second_date_after_an_adjournment_leaves_the_date_for_reports(story: Story) -> None:
    moved = RescheduleMeeting(meeting_id=MEETING, scheduled_for=MONDAY + timedelta(days=28), reason="Second.")
    story.convened().invited().opened().attended(SOCIAL_CARE)
    story.when(
        AdjournInquorate(
            meeting_id=MEETING, reason="r", interim_arrangements="i", reconvene_on=moved.scheduled_for.date()
        )
    )
    assert story.when(moved).report_due is None


def test_a_moved_meeting_keeps_its_form_and_place_unless_told_otherwise(story: Story) -> None:
    story.when(convene(form=MeetingForm.VIDEO, place="Civic Centre"))
    moved = RescheduleMeeting(meeting_id=MEETING, scheduled_for=MONDAY + timedelta(days=28), reason="Second.")
    event = story.when(moved)
    assert (event.form, event.place) == (MeetingForm.VIDEO, "Civic Centre")
    elsewhere = story.when(structs.replace(moved, form=MeetingForm.IN_PERSON, place=""))
    assert (elsewhere.form, elsewhere.place) == (MeetingForm.IN_PERSON, "")


def test_a_meeting_in_session_is_neither_moved_nor_cancelled(story: Story) -> None:
    story.in_session()
    moved = RescheduleMeeting(meeting_id=MEETING, scheduled_for=MONDAY + timedelta(days=28), reason="Second.")
    assert story.refuses(moved) == "already_in_session"
    assert story.refuses(CancelMeeting(meeting_id=MEETING, reason="r")) == "already_in_session"


def test_a_meeting_that_decided_something_is_not_cancelled(story: Story) -> None:
    story.in_session().decided().when(CloseSitting(meeting_id=MEETING, final=False))
    assert story.refuses(CancelMeeting(meeting_id=MEETING, reason="r")) == "agreed_already"


def test_what_happened_before_the_meeting_did_not_happen_tomorrow(story: Story) -> None:
    tomorrow = AnchorDate(Anchor.SECTION_47_STARTED, MONDAY.date() + timedelta(days=1))
    assert story.refuses(convene(anchors=(tomorrow,))) == "date_in_the_future"
    story.when(convene(anchors=(AnchorDate(Anchor.BIRTH_EXPECTED, MONDAY.date() + timedelta(days=60)),)))


def test_a_clock_does_not_run_from_two_dates(story: Story) -> None:
    twice = tuple(AnchorDate(Anchor.SECTION_47_STARTED, MONDAY.date() - timedelta(days=n)) for n in (1, 2))
    assert story.refuses(convene(anchors=twice)) == "anchor_twice"


def test_a_meeting_does_not_follow_itself(story: Story) -> None:
    assert story.refuses(convene(follows=MEETING)) == "follows_itself"


def test_a_pre_birth_conference_is_about_somebody_unborn(story: Story) -> None:
    for child, unborn in ((CHILD, False), (SIBLING, True)):
        registered = Child.__new__(Child)
        registered.unborn = unborn
        story.known[child] = registered
    assert story.refuses(convene(MeetingKind.PRE_BIRTH_CONFERENCE)) == "nobody_unborn"
    story.when(convene(MeetingKind.PRE_BIRTH_CONFERENCE, (CHILD, SIBLING)))


def test_moved_to_an_early_day_reports_are_due_on_that_day(story: Story) -> None:
    tomorrow = MONDAY + timedelta(days=1)
    moved = story.convened().when(
        RescheduleMeeting(meeting_id=MEETING, scheduled_for=tomorrow, reason="A new injury.")
    )
    assert moved.report_due == tomorrow.date()


def accepted(story: Story) -> UUID:
    """A conference to which the police said yes."""
    invitation = UUID(int=100 + POLICE.int)
    answer = AnswerInvitation(meeting_id=MEETING, invitation_id=invitation, answer=InvitationAnswer.ACCEPTED)
    story.convened().invited(POLICE).when(answer, by=POLICE)
    return invitation


def test_given_an_acceptance_when_the_time_changes_then_it_no_longer_holds(story: Story) -> None:
    invitation = accepted(story)
    story.when(RescheduleMeeting(meeting_id=MEETING, scheduled_for=HELD + timedelta(days=1), reason="Ill."))
    assert story.meeting is not None
    assert story.meeting.invitations[invitation].answer is None


def test_given_an_acceptance_when_only_form_and_place_change_then_it_stands(story: Story) -> None:
    invitation = accepted(story)
    story.when(
        RescheduleMeeting(
            meeting_id=MEETING, scheduled_for=HELD, reason="Snow.", form=MeetingForm.VIDEO, place="Online"
        )
    )
    assert story.meeting is not None
    assert story.meeting.invitations[invitation].answer is InvitationAnswer.ACCEPTED


def registered(sector: Sector) -> Agency:
    agency = Agency.__new__(Agency)
    agency.sector = sector
    return agency


SERGEANT = UUID(int=88)


def with_a_sergeant(story: Story) -> Story:
    """The chair is of social care; the sergeant is of the police."""
    story.known = {
        SOCIAL_CARE: registered(Sector.CHILDRENS_SOCIAL_CARE),
        POLICE: registered(Sector.POLICE),
        **streams_after(*let_in(CHAIR, SOCIAL_CARE)),
        **streams_after(*let_in(SERGEANT, POLICE)),
    }
    return story


def test_given_a_police_officer_when_named_to_chair_then_the_meeting_is_not_convened(story: Story) -> None:
    with_a_sergeant(story)
    assert story.refuses(convene(chair_id=SERGEANT)) == "chair_not_of_social_care"
    assert story.when(convene()).chair_id == CHAIR


def test_given_a_conference_when_a_police_officer_shall_take_the_chair_then_it_is_refused(
    story: Story,
) -> None:
    with_a_sergeant(story).convened()
    change = ChangeChair(meeting_id=MEETING, chair_id=SERGEANT, reason="Sick leave.")
    assert story.refuses(change) == "chair_not_of_social_care"
    assert story.when(structs.replace(change, chair_id=CHAIR)).chair_id == CHAIR


def test_given_an_old_register_when_it_says_that_the_police_chaired_then_it_is_taken_over(
    story: Story,
) -> None:
    long_ago = MONDAY - timedelta(days=700)
    command = convene(chair_id=SERGEANT, scheduled_for=long_ago)
    assert with_a_sergeant(story).when(command, origin=Origin.IMPORTED).chair_id == SERGEANT
