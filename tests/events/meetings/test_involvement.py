from tests.support.meetings import HEALTH, HELD, MEETING, POLICE, SCHOOL, SOCIAL_CARE, Story

from quorate_events.meetings.actions import AgreeAction
from quorate_events.meetings.involvement import ChallengeInvolvement, DeclareInvolvement, SettleInvolvement
from quorate_events.meetings.vocabulary import InvolvementLevel


def declare(level: InvolvementLevel, significant: bool = False) -> DeclareInvolvement:
    return DeclareInvolvement(meeting_id=MEETING, agency_id=POLICE, level=level, significant=significant)


def test_an_agency_declares_its_own_involvement(story: Story) -> None:
    story.convened().invited(POLICE, HEALTH)
    assert story.refuses(declare(InvolvementLevel.CURRENT), by=HEALTH) == "another_agency"
    assert story.when(declare(InvolvementLevel.CURRENT, True), by=POLICE).significant


def test_no_involvement_cannot_be_significant(story: Story) -> None:
    story.convened().invited(POLICE)
    code = story.refuses(declare(InvolvementLevel.NONE, True), by=POLICE)
    assert code == "significant_without_involvement"


def test_an_agency_that_was_not_invited_declares_nothing(story: Story) -> None:
    command = DeclareInvolvement(meeting_id=MEETING, agency_id=SCHOOL, level=InvolvementLevel.CURRENT)
    assert story.convened().refuses(command, by=SCHOOL) == "meeting_not_found"


def test_only_what_was_declared_can_be_challenged(story: Story) -> None:
    challenge = ChallengeInvolvement(
        meeting_id=MEETING, agency_id=POLICE, reason="Four call-outs to the address this year."
    )
    story.convened().invited(POLICE)
    assert story.refuses(challenge) == "no_involvement_declared"
    story.when(declare(InvolvementLevel.NONE), by=POLICE)
    story.when(challenge)
    assert story.meeting is not None
    assert story.meeting.involvements[POLICE].challenged


def test_a_new_declaration_answers_the_challenge(story: Story) -> None:
    story.convened().invited(POLICE).when(declare(InvolvementLevel.NONE), by=POLICE)
    story.when(ChallengeInvolvement(meeting_id=MEETING, agency_id=POLICE, reason="Call-outs."))
    story.when(declare(InvolvementLevel.CURRENT, True), by=POLICE)
    assert story.meeting is not None
    assert not story.meeting.involvements[POLICE].challenged


def test_the_chair_settles_what_the_involvement_was(story: Story) -> None:
    story.convened().invited(POLICE).when(declare(InvolvementLevel.NONE), by=POLICE)
    story.when(
        SettleInvolvement(
            meeting_id=MEETING,
            agency_id=POLICE,
            level=InvolvementLevel.CURRENT,
            significant=True,
            reason="The custody record shows it.",
        ),
        by=SOCIAL_CARE,
    )
    assert story.meeting is not None
    assert story.meeting.involvements[POLICE].significant


def test_a_declaration_does_not_undo_what_the_chair_settled(story: Story) -> None:
    story.convened().invited(POLICE).when(declare(InvolvementLevel.NONE), by=POLICE)
    settle = SettleInvolvement(
        meeting_id=MEETING, agency_id=POLICE, level=InvolvementLevel.CURRENT, significant=True, reason="r"
    )
    story.when(settle)
    assert story.refuses(declare(InvolvementLevel.NONE), by=POLICE) == "involvement_settled"
    story.when(settle)


def test_who_only_owns_an_action_challenges_nothing(story: Story) -> None:
    story.in_session().when(declare(InvolvementLevel.NONE), by=POLICE)
    action = AgreeAction(
        meeting_id=MEETING,
        what="Watch the attendance.",
        agency_id=SCHOOL,
        role="designated_safeguarding_lead",
        due=HELD.date(),
        measure="The register.",
    )
    story.when(action)
    challenge = ChallengeInvolvement(meeting_id=MEETING, agency_id=POLICE, reason="r")
    assert story.refuses(challenge, by=SCHOOL) == "only_convener_or_chair"
    story.when(challenge, by=HEALTH)


def test_who_stayed_away_does_not_leave_the_denominator_afterwards(story: Story) -> None:
    story.convened().invited().when(declare(InvolvementLevel.CURRENT, significant=True), by=POLICE)
    story.opened()
    for lower in (declare(InvolvementLevel.CURRENT), declare(InvolvementLevel.NONE)):
        assert story.refuses(lower, by=POLICE) == "involvement_lowered"
    story.when(declare(InvolvementLevel.HISTORIC, significant=True), by=POLICE)
    story.when(
        SettleInvolvement(meeting_id=MEETING, agency_id=POLICE, level=InvolvementLevel.NONE, reason="r")
    )


def test_involvement_found_later_is_declared_later(story: Story) -> None:
    story.convened().invited().when(declare(InvolvementLevel.NONE), by=POLICE)
    story.opened().when(declare(InvolvementLevel.CURRENT, significant=True), by=POLICE)
