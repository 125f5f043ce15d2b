from datetime import date, timedelta
from uuid import UUID

from tests.support.meetings import HEALTH, HELD, MEETING, POLICE, SCHOOL, SOCIAL_CARE, Story, invite

from quorate_events.meetings.invitations import AnswerInvitation, WithdrawInvitation
from quorate_events.meetings.values import Deputy
from quorate_events.meetings.vocabulary import InvitationAnswer, MeetingKind


def answer(agency: UUID, given: InvitationAnswer, deputy: Deputy | None = None) -> AnswerInvitation:
    return AnswerInvitation(
        meeting_id=MEETING, invitation_id=UUID(int=100 + agency.int), answer=given, deputy=deputy
    )


def test_an_invitation_says_why_and_what_and_by_when(story: Story) -> None:
    invited = story.convened().when(invite(POLICE))
    assert invited.why
    assert invited.asked
    # Held on Monday 16 March 2026; reports are due three working days before.
    assert invited.report_due == date(2026, 3, 11)


def test_a_strategy_discussion_asks_for_no_report_beforehand(story: Story) -> None:
    invited = story.convened(MeetingKind.STRATEGY_DISCUSSION).when(invite(POLICE))
    assert invited.report_due is None


def test_an_agency_is_not_invited_twice_in_the_same_role(story: Story) -> None:
    story.convened().invited(POLICE)
    assert story.refuses(invite(POLICE, invitation_id=UUID(int=555))) == "already_invited"


def test_an_agency_can_be_invited_in_two_roles(story: Story) -> None:
    story.convened().invited(HEALTH)
    story.when(invite(HEALTH, role="school_nurse", invitation_id=UUID(int=556)))
    assert story.meeting is not None
    assert len(story.meeting.invitations) == 2


def test_a_role_that_the_rule_set_does_not_list_is_refused(story: Story) -> None:
    assert story.convened().refuses(invite(POLICE, role="sheriff")) == "unknown_role"


def test_an_invitation_without_a_why_is_refused(story: Story) -> None:
    assert story.convened().refuses(invite(POLICE, why="")) == "blank_text"


def test_an_agency_answers_for_itself(story: Story) -> None:
    story.convened().invited(POLICE, HEALTH)
    command = answer(POLICE, InvitationAnswer.ACCEPTED)
    assert story.refuses(command, by=HEALTH) == "another_agency"
    assert story.when(command, by=POLICE).answer is InvitationAnswer.ACCEPTED


def test_the_convening_agency_takes_down_apologies_given_by_telephone(story: Story) -> None:
    story.convened().invited(POLICE)
    assert story.when(answer(POLICE, InvitationAnswer.APOLOGIES), by=SOCIAL_CARE)


def test_a_deputy_has_a_name_and_a_known_role(story: Story) -> None:
    story.convened().invited(POLICE)
    named = InvitationAnswer.DEPUTY_NAMED
    assert story.refuses(answer(POLICE, named), by=POLICE) == "deputy_not_named"
    assert story.refuses(answer(POLICE, named, Deputy("", "police_officer")), by=POLICE) == "blank_text"
    assert story.refuses(answer(POLICE, named, Deputy("Jo", "sheriff")), by=POLICE) == "unknown_role"
    story.when(answer(POLICE, named, Deputy("Jo Example", "police_officer")), by=POLICE)


def test_a_deputy_with_another_answer_is_refused(story: Story) -> None:
    story.convened().invited(POLICE)
    command = answer(POLICE, InvitationAnswer.ACCEPTED, Deputy("Jo Example", "police_officer"))
    assert story.refuses(command, by=POLICE) == "deputy_not_named"


def test_an_unknown_invitation_cannot_be_answered(story: Story) -> None:
    assert story.convened().refuses(answer(SCHOOL, InvitationAnswer.ACCEPTED)) == "invitation_not_found"


def test_a_withdrawn_invitation_can_be_given_again(story: Story) -> None:
    story.convened().invited(POLICE)
    withdraw = WithdrawInvitation(
        meeting_id=MEETING, invitation_id=UUID(int=100 + POLICE.int), reason="Wrong force."
    )
    story.when(withdraw)
    assert story.refuses(withdraw) == "invitation_not_found"
    story.invited(POLICE)


def test_who_is_invited_at_short_notice_has_until_the_day_of_the_meeting(story: Story) -> None:
    story.convened().now = HELD - timedelta(days=1)
    assert story.when(invite(POLICE)).report_due == HELD.date()
