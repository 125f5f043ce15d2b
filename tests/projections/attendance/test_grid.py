from datetime import timedelta
from uuid import UUID

from tests.support.history import (
    CHAIR,
    HEALTH,
    HOUSING,
    POLICE,
    SCHOOL,
    SOCIAL_CARE,
    History,
    deputy,
    reader,
    speaker,
    worker_of,
)

from quorate_events.access.actor import Actor
from quorate_events.meetings.attendance import RecordChildParticipation
from quorate_events.meetings.convening import RescheduleMeeting
from quorate_events.meetings.invitations import AnswerInvitation
from quorate_events.meetings.sittings import AdjournInquorate
from quorate_events.meetings.vocabulary import (
    AttendanceStatus,
    ChildParticipation,
    InvitationAnswer,
    InvolvementLevel,
    MeetingKind,
)
from quorate_events.rules.clocks import london_date
from quorate_projections.attendance.queries import attendance_grid


def told(history: History):
    """An initial conference to which five roles were asked, each with another fate."""
    meeting = history.convene(MeetingKind.INITIAL_CONFERENCE)
    history.invite(meeting, SOCIAL_CARE, "social_worker")
    police = history.invite(meeting, POLICE, "detective_sergeant", worker_of(POLICE))
    history.invite(meeting, HEALTH, "health_visitor")
    history.invite(meeting, HEALTH, "school_nurse")
    history.invite(meeting, SCHOOL, "designated_safeguarding_lead")
    history.declare(meeting, POLICE, InvolvementLevel.HISTORIC, significant=True)
    substitute = deputy("police_officer", worker_of(POLICE, 2))
    answer = AnswerInvitation(
        meeting_id=meeting, invitation_id=police, answer=InvitationAnswer.DEPUTY_NAMED, deputy=substitute
    )
    history.do(answer, speaker(POLICE))
    history.contribute(meeting, HEALTH)
    history.later(days=14).open(meeting)
    history.attend(meeting, SOCIAL_CARE, "social_worker")
    history.attend(meeting, POLICE, "police_officer", person=worker_of(POLICE, 2))
    history.attend(meeting, HEALTH, "health_visitor")
    history.attend(meeting, HEALTH, "school_nurse", AttendanceStatus.APOLOGIES, person=worker_of(HEALTH, 2))
    history.attend(meeting, None, "parent")
    child = history.children_of(meeting)[0]
    code = ChildParticipation.SENT_VIEWS
    history.do(RecordChildParticipation(meeting_id=meeting, child_id=child, participation=code))
    return meeting


async def test_the_grid_says_what_became_of_every_invitation(views, history):
    meeting = told(history)
    history.close(meeting)
    grid = await attendance_grid(await views(history.events), meeting, reader(POLICE))
    assert {(each.agency_name, each.role): each.outcome for each in grid.invitees} == {
        ("Northbrook Children's Services", "social_worker"): "attended",
        ("Northbrook Police", "detective_sergeant"): "represented_by_deputy",
        ("Northbrook Community Health", "health_visitor"): "attended",
        ("Northbrook Community Health", "school_nurse"): "apologies",
        ("Mill Lane Primary School", "designated_safeguarding_lead"): "absent_without_apology",
    }


async def test_the_grid_shows_involvement_deputy_person_and_sittings(views, history):
    meeting = told(history)
    grid = await attendance_grid(await views(history.events), meeting, reader(POLICE))
    police = next(each for each in grid.invitees if each.agency_id == POLICE)
    assert police.involvement == "historic_significant"
    assert police.deputy.practitioner_id == worker_of(POLICE, 2)
    assert police.practitioner_name == "Worker of Northbrook Police"
    assert police.sittings == (1,)
    assert police.mode == "in_person"


async def test_the_family_is_among_those_who_were_there(views, history):
    meeting = told(history)
    grid = await attendance_grid(await views(history.events), meeting, reader(POLICE))
    assert [(each.role, each.name) for each in grid.attendees if each.family] == [("parent", "A relative")]
    assert [each.participation for each in grid.children] == ["PN6"]


async def test_the_grid_says_whom_the_rules_miss_and_whether_they_were_asked(views, history):
    meeting = told(history)
    grid = await attendance_grid(await views(history.events), meeting, reader(POLICE))
    assert [(each.sector, each.invited) for each in grid.missing] == [("education", True)]


async def test_the_grid_says_who_has_not_answered(views, history):
    meeting = told(history)
    grid = await attendance_grid(await views(history.events), meeting, reader(POLICE))
    assert sorted(each.role for each in grid.not_answered) == [
        "designated_safeguarding_lead",
        "health_visitor",
        "school_nurse",
        "social_worker",
    ]


async def test_before_the_meeting_nobody_is_called_absent(views, history):
    meeting = history.convene()
    invitation = history.invite(meeting, POLICE, "detective_sergeant")
    history.invite(meeting, HEALTH, "health_visitor")
    accepted = AnswerInvitation(
        meeting_id=meeting, invitation_id=invitation, answer=InvitationAnswer.ACCEPTED
    )
    history.do(accepted, speaker(POLICE))
    grid = await attendance_grid(await views(history.events), meeting, reader(POLICE))
    assert sorted(each.outcome for each in grid.invitees) == ["expected", "no_answer"]


async def test_an_agency_that_was_not_invited_sees_nothing_and_the_chair_sees_it(views, history):
    meeting = told(history)
    shown = await views(history.events)
    assert await attendance_grid(shown, meeting, reader(HOUSING)) is None
    chair = Actor(practitioner_id=CHAIR, agency_id=HOUSING)
    assert await attendance_grid(shown, meeting, chair) is not None


def moved(history: History, meeting: UUID, **delta: float) -> None:
    planned = history.aggregates[meeting].scheduled_for
    history.do(
        RescheduleMeeting(
            meeting_id=meeting, scheduled_for=planned + timedelta(**delta), reason="Ill", place="Room 4"
        )
    )


def answered(history: History) -> UUID:
    """A conference to which the police sent apologies, having declared and shared."""
    meeting = history.convene()
    invitation = history.invite(meeting, POLICE, "detective_sergeant")
    answer = AnswerInvitation(meeting_id=meeting, invitation_id=invitation, answer=InvitationAnswer.APOLOGIES)
    history.do(answer, speaker(POLICE))
    history.declare(meeting, POLICE, InvolvementLevel.CURRENT)
    history.contribute(meeting, POLICE)
    return meeting


async def test_given_apologies_when_the_time_changes_then_the_grid_shows_no_response(views, history):
    meeting = answered(history)
    moved(history, meeting, days=3)
    grid = await attendance_grid(await views(history.events), meeting, reader(POLICE))
    (row,) = grid.invitees
    assert (row.outcome, row.answered_at) == ("no_answer", None)
    assert (row.involvement, row.report_received) == ("current", True)


async def test_given_apologies_when_only_the_place_changes_then_the_grid_keeps_them(views, history):
    meeting = answered(history)
    moved(history, meeting)
    grid = await attendance_grid(await views(history.events), meeting, reader(POLICE))
    assert [row.outcome for row in grid.invitees] == ["apologies"]


async def test_given_a_deputy_at_the_first_sitting_when_there_is_a_second_date_then_it_counts(views, history):
    meeting = history.convene()
    invitation = history.invite(meeting, POLICE, "detective_sergeant")
    substitute = deputy("police_officer", worker_of(POLICE, 2))
    answer = AnswerInvitation(
        meeting_id=meeting, invitation_id=invitation, answer=InvitationAnswer.DEPUTY_NAMED, deputy=substitute
    )
    history.do(answer, speaker(POLICE))
    history.later(days=14).open(meeting)
    history.attend(meeting, POLICE, "police_officer", person=worker_of(POLICE, 2))
    again = london_date(history.now + timedelta(days=3))
    history.do(
        AdjournInquorate(meeting_id=meeting, reason="Few", interim_arrangements="Visits", reconvene_on=again)
    )
    moved(history, meeting, days=3)
    grid = await attendance_grid(await views(history.events), meeting, reader(POLICE))
    assert [(row.outcome, row.deputy) for row in grid.invitees] == [("represented_by_deputy", None)]
