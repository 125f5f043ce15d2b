from collections.abc import Sequence
from datetime import timedelta

import pytest
from tests.support.meetings import CHAIR, MEETING, MONDAY, SOCIAL_CARE, Story, convene
from tests.support.members import let_in, streams_after

from quorate_events.access.actor import Duty
from quorate_events.command import Command
from quorate_events.meetings.convening import ChangeChair
from quorate_events.meetings.vocabulary import Origin
from quorate_events.people.membership import EndMembership, SuspendMember
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.people.sign_in_links import UnlinkSignIn
from quorate_events.people.system_client import RegisterSystemClient
from quorate_services.dev_issuer.issuer import confirmation_of, link_of

LINK, CONFIRM = link_of(CHAIR), confirmation_of(CHAIR)
REGISTER, *_ = IN = let_in(CHAIR, SOCIAL_CARE)


def registered(*duties: Duty) -> Command:
    return RegisterPractitioner(practitioner_id=CHAIR, name="A", agency_id=SOCIAL_CARE, duties=duties)


SOFTWARE = RegisterSystemClient(practitioner_id=CHAIR, name="Records", agency_id=SOCIAL_CARE)
CANNOT: dict[str, Sequence[Command]] = {
    "has no account": (REGISTER,),
    "has an account that nobody confirmed": (REGISTER, LINK),
    "lost the account": (
        *IN,
        UnlinkSignIn(issuer=LINK.issuer, subject=LINK.subject, practitioner_id=CHAIR, reason="Lost"),
    ),
    "is suspended": (*IN, SuspendMember(practitioner_id=CHAIR, reason="On leave")),
    "has left": (*IN, EndMembership(practitioner_id=CHAIR, reason="Moved")),
    "is software": (SOFTWARE, LINK, CONFIRM),
    "only sees trends": (registered(Duty.BOARD_ANALYST), LINK, CONFIRM),
}
CHANGE = ChangeChair(meeting_id=MEETING, chair_id=CHAIR, reason="Sick leave.")


@pytest.mark.parametrize("why", CANNOT)
def test_nobody_convenes_with_a_chair_who(story: Story, why: str) -> None:
    story.known = streams_after(*CANNOT[why])
    assert story.refuses(convene()) == "chair_cannot_sign_in"


@pytest.mark.parametrize("why", CANNOT)
def test_nobody_hands_the_chair_to_somebody_who(story: Story, why: str) -> None:
    story.convened().known = streams_after(*CANNOT[why])
    assert story.refuses(CHANGE) == "chair_cannot_sign_in"


@pytest.mark.parametrize("duty", [Duty.PRACTITIONER, Duty.CONFERENCE_ADMINISTRATOR])
def test_whoever_takes_part_and_is_let_in_may_chair(story: Story, duty: Duty) -> None:
    story.known = streams_after(registered(duty), LINK, CONFIRM)
    assert story.when(convene()).chair_id == CHAIR
    assert story.when(CHANGE).chair_id == CHAIR


def test_an_old_register_says_who_chaired_whether_they_have_an_account_or_not(story: Story) -> None:
    story.known = streams_after(REGISTER)
    command = convene(scheduled_for=MONDAY - timedelta(days=700))
    assert story.when(command, origin=Origin.IMPORTED).chair_id == CHAIR


@pytest.mark.parametrize("command", [convene(), CHANGE], ids=["convene", "change"])
def test_the_decision_is_handed_the_chair_and_every_account_of_theirs(command: Command) -> None:
    known = streams_after(*IN)
    by = Story().context().by
    assert command.also(by) == (CHAIR,)
    assert command.behind({CHAIR: known[CHAIR]}) == tuple(known[CHAIR].sign_ins)
    assert command.behind({}) == ()
