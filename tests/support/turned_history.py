"""Random histories in which sight is taken away and given: exclusions, another chair, invitations withdrawn, holds."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from tests.support.history import (
    HEALTH,
    HOUSING,
    POLICE,
    SCHOOL,
    SOCIAL_CARE,
    worker_of,
)
from tests.support.marked_history import Marked, Timed, marked_history

from quorate_events.context import Recorder
from quorate_events.errors import Refused
from quorate_events.meetings.convening import ChangeChair
from quorate_events.meetings.emergency import OpenInEmergency
from quorate_events.meetings.exclusions import ExcludeFromMeeting, LiftExclusion
from quorate_events.meetings.invitations import WithdrawInvitation
from quorate_events.meetings.vocabulary import AttendanceStatus, MeetingKind
from quorate_events.people.erasure import PlaceHold
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.rules.clocks import london_date

SECOND_CHAIR = worker_of(SOCIAL_CARE, 8)
_INVITED = {
    POLICE: "detective_sergeant",
    HEALTH: "health_visitor",
    SCHOOL: "designated_safeguarding_lead",
    HOUSING: "housing_officer",
}


def turned_history(seed: int, meetings: int = 2) -> Marked:
    """Tell ``meetings`` meetings as they come, and one in which everybody's sight is turned."""
    history = marked_history(seed, meetings, Timed)
    history.do(
        RegisterPractitioner(practitioner_id=SECOND_CHAIR, name="The next chair", agency_id=SOCIAL_CARE)
    )
    history.let_in(SECOND_CHAIR)
    _turned(history)
    return history


def _turned(history: Marked) -> None:
    chance = history.chance
    meeting = history.convene(MeetingKind.INITIAL_CONFERENCE, children=2, in_days=1)
    *invited, stranger = chance.sample(list(_INVITED), len(_INVITED))
    invitations = {each: history.invite(meeting, each, _INVITED[each]) for each in invited}
    for each in invited:
        history.contribute(meeting, each)
    excluded, former, stays = invited
    history.do(
        ExcludeFromMeeting(meeting_id=meeting, practitioner_id=worker_of(stays, 2), reason="r"),
    )
    history.do(ExcludeFromMeeting(meeting_id=meeting, agency_id=excluded, reason="r"))
    if chance.random() < 0.2:
        history.do(LiftExclusion(meeting_id=meeting, agency_id=excluded, reason="r"))
    history.do(WithdrawInvitation(meeting_id=meeting, invitation_id=invitations[former], reason="r"))
    history.later(days=1)
    if chance.random() < 0.8:
        history.open(meeting)
        history.attend(meeting, stays, _INVITED[stays])
        history.attend(
            meeting, SOCIAL_CARE, "social_worker", AttendanceStatus.EXCLUDED, person=worker_of(SOCIAL_CARE, 3)
        )
        for owner in (stranger, excluded):
            history.agree_action(meeting, owner, _INVITED[owner], london_date(history.now))
    _open(history, meeting, stranger)
    if chance.random() < 0.7:
        history.do(ChangeChair(meeting_id=meeting, chair_id=SECOND_CHAIR, reason="r"))
        _open(history, meeting, former)
    child = chance.choice(history.children_of(meeting))
    review = london_date(history.now) + timedelta(days=90)
    officer = Recorder(worker_of(POLICE, 2), POLICE)
    history.do(PlaceHold(person_id=child, reason="r", review_on=review), officer)


def _open(history: Marked, meeting: UUID, agency_id: UUID) -> None:
    with suppress(Refused):
        history.do(
            OpenInEmergency(meeting_id=meeting, reason="r"), Recorder(worker_of(agency_id, 3), agency_id)
        )
