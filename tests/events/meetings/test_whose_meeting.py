"""Who may run a meeting, who may speak in it, and who is not told that it exists."""

from datetime import date
from uuid import UUID

import pytest
from tests.support.meetings import (
    CHILD,
    HEALTH,
    MEETING,
    POLICE,
    SCHOOL,
    SOCIAL_CARE,
    Story,
    decide_plan,
    invite,
    present,
)

from quorate_events.meetings.attendance import RecordAttendance
from quorate_events.meetings.contributions import SayNothingHeld
from quorate_events.meetings.convening import CancelMeeting
from quorate_events.meetings.decisions import ReviseDecision
from quorate_events.meetings.event import Command
from quorate_events.meetings.invitations import WithdrawInvitation
from quorate_events.meetings.record import ConfirmRecord, IssueDecisionLetter, IssueRecord
from quorate_events.meetings.sittings import AdjournInquorate, CloseSitting, OpenSitting, ProceedInquorate
from quorate_events.meetings.views import RaiseDissent
from quorate_events.meetings.vocabulary import DecisionOutcome, RecordVariant, Sector
from quorate_events.people.agency import Agency

RUNNING: list[Command] = [
    CancelMeeting(meeting_id=MEETING, reason="r"),
    WithdrawInvitation(meeting_id=MEETING, invitation_id=UUID(int=100 + POLICE.int), reason="r"),
    invite(SCHOOL),
    OpenSitting(meeting_id=MEETING),
    RecordAttendance(meeting_id=MEETING, attendees=(present(POLICE),)),
    AdjournInquorate(meeting_id=MEETING, reason="r", interim_arrangements="i", reconvene_on=date(2026, 4, 1)),
    ProceedInquorate(meeting_id=MEETING, ground="delay_detrimental", reason="r"),
    CloseSitting(meeting_id=MEETING),
    decide_plan(),
    ReviseDecision(
        meeting_id=MEETING,
        child_id=CHILD,
        outcome=DecisionOutcome.PLAN_NOT_REQUIRED,
        rationale="r",
        reason="r",
    ),
    ConfirmRecord(meeting_id=MEETING, summary="s"),
    IssueRecord(meeting_id=MEETING, variant=RecordVariant.FULL, agency_id=POLICE),
    IssueDecisionLetter(meeting_id=MEETING),
]


def agency(sector: Sector) -> Agency:
    registered = Agency.__new__(Agency)
    registered.sector = sector
    return registered


@pytest.mark.parametrize("command", RUNNING, ids=lambda command: type(command).__name__)
def test_an_invited_agency_does_not_run_the_meeting(story: Story, command: Command) -> None:
    assert story.in_session().refuses(command, by=POLICE) == "only_convener_or_chair"


@pytest.mark.parametrize("command", RUNNING, ids=lambda command: type(command).__name__)
def test_a_stranger_is_not_told_that_the_meeting_exists(story: Story, command: Command) -> None:
    assert story.in_session().refuses(command, by=SCHOOL) == "meeting_not_found"


def test_an_agency_does_not_invite_itself(story: Story) -> None:
    assert story.convened().refuses(invite(SCHOOL), by=SCHOOL) == "meeting_not_found"


def test_a_former_guest_who_shared_something_still_knows_the_meeting(story: Story) -> None:
    story.convened().invited(HEALTH)
    story.when(SayNothingHeld(meeting_id=MEETING, agency_id=HEALTH, searched="Records."), by=HEALTH)
    story.when(WithdrawInvitation(meeting_id=MEETING, invitation_id=UUID(int=100 + HEALTH.int), reason="r"))
    dissent = RaiseDissent(meeting_id=MEETING, agency_id=HEALTH, reason="r")
    assert story.opened().refuses(dissent, by=HEALTH) == "not_invited"


def test_a_role_belongs_to_the_sector_of_the_agency(story: Story) -> None:
    story.known = {SCHOOL: agency(Sector.EDUCATION), POLICE: agency(Sector.POLICE)}
    story.convened()
    assert story.refuses(invite(SCHOOL, role="police_officer")) == "role_not_for_agency"
    story.invited(POLICE)


def test_an_attendee_counts_in_the_sector_of_the_agency_only(story: Story) -> None:
    story.known = {SCHOOL: agency(Sector.EDUCATION)}
    story.convened().invited().opened()
    other = present(SCHOOL, role="police_officer")
    code = story.refuses(RecordAttendance(meeting_id=MEETING, attendees=(other,)))
    assert code == "role_not_for_agency"


def test_a_parent_is_not_an_agency(story: Story) -> None:
    assert story.convened().refuses(invite(SCHOOL, role="parent")) == "role_not_for_agency"


def test_the_record_goes_to_invited_agencies_only(story: Story) -> None:
    story.in_session().decided().closed().when(ConfirmRecord(meeting_id=MEETING, summary="s"))
    command = IssueRecord(meeting_id=MEETING, variant=RecordVariant.FULL, agency_id=SCHOOL)
    assert story.refuses(command) == "not_invited"
    story.when(IssueRecord(meeting_id=MEETING, variant=RecordVariant.FULL, agency_id=SOCIAL_CARE))
