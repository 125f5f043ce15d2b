from datetime import UTC, datetime

import pytest
from tests.support.history import HEALTH, POLICE, SOCIAL_CARE, deputy, speaker, worker_of

from quorate_events.meetings.invitations import AnswerInvitation, WithdrawInvitation
from quorate_events.meetings.involvement import SettleInvolvement
from quorate_events.meetings.vocabulary import (
    AttendanceStatus,
    InvitationAnswer,
    InvolvementLevel,
    MeetingKind,
    Origin,
)
from quorate_projections.attendance import trend
from quorate_projections.attendance.queries import Period, TrendDimension, TrendFilter, attendance_trend

AGENCY, ROLE = TrendDimension.AGENCY, TrendDimension.ROLE


async def ask(views, history, by=(AGENCY,), period=Period.MONTH, **only):
    shown = await views(history.events)
    return await attendance_trend(shown, period=period, by=by, only=TrendFilter(**only))


async def test_a_meeting_counts_once_for_an_agency_that_was_invited_in_two_roles(views, history):
    meeting = history.convene()
    history.invite(meeting, HEALTH, "health_visitor")
    history.invite(meeting, HEALTH, "gp")
    history.open(meeting)
    history.attend(meeting, HEALTH, "gp")
    (cell,) = await ask(views, history)
    assert (cell.agency_name, cell.sector) == ("Northbrook Community Health", "health")
    assert (cell.attendance.numerator, cell.attendance.denominator) == (1, 1)


async def test_by_role_each_role_counts_for_itself(views, history):
    meeting = history.convene()
    history.invite(meeting, HEALTH, "health_visitor")
    history.invite(meeting, HEALTH, "gp")
    history.open(meeting)
    history.attend(meeting, HEALTH, "gp")
    cells = await ask(views, history, by=(AGENCY, ROLE))
    assert {cell.role: (cell.attended, cell.invited) for cell in cells} == {
        "health_visitor": (0, 1),
        "gp": (1, 1),
    }


async def test_with_a_filter_on_roles_a_meeting_still_counts_once_per_agency(views, history):
    meeting = history.convene()
    for role in ("health_visitor", "gp", "midwife"):
        history.invite(meeting, HEALTH, role)
    history.open(meeting)
    history.attend(meeting, HEALTH, "midwife")
    (cell,) = await ask(views, history, roles=("health_visitor", "gp"))
    assert (cell.attended, cell.invited) == (0, 1)


async def test_the_named_deputy_represents_the_agency_and_its_role(views, history):
    meeting = history.convene()
    invitation = history.invite(meeting, POLICE, "detective_sergeant")
    substitute = deputy("police_officer", worker_of(POLICE, 2))
    answer = AnswerInvitation(
        meeting_id=meeting, invitation_id=invitation, answer=InvitationAnswer.DEPUTY_NAMED, deputy=substitute
    )
    history.do(answer, speaker(POLICE))
    history.open(meeting)
    history.attend(meeting, POLICE, "police_officer", person=worker_of(POLICE, 2))
    shown = await views(history.events)
    for by in ((AGENCY,), (AGENCY, ROLE)):
        (cell,) = await attendance_trend(shown, period=Period.MONTH, by=by)
        assert (cell.attended, cell.represented_by_deputy) == (1, 1)


async def test_apologies_count_only_where_nobody_came(views, history):
    meeting = history.convene()
    history.invite(meeting, POLICE, "detective_sergeant")
    history.invite(meeting, POLICE, "police_officer")
    history.open(meeting)
    history.attend(meeting, POLICE, "detective_sergeant", AttendanceStatus.APOLOGIES)
    history.attend(meeting, POLICE, "police_officer", person=worker_of(POLICE, 2))
    (cell,) = await ask(views, history)
    assert (cell.attended, cell.apologies) == (1, 0)


async def test_every_denominator_stands_beside_its_rate(views, history):
    for level, comes in ((InvolvementLevel.CURRENT, True), (InvolvementLevel.CURRENT, False), (None, True)):
        meeting = history.convene()
        history.invite(meeting, POLICE, "detective_sergeant")
        if level is not None:
            history.declare(meeting, POLICE, level, significant=not comes)
        history.open(meeting)
        if comes:
            history.attend(meeting, POLICE, "detective_sergeant")
    (cell,) = await ask(views, history)
    rates = (
        cell.attendance,
        cell.attendance_where_involved,
        cell.attendance_where_significantly_involved,
    )
    assert [(rate.numerator, rate.denominator, rate.percentage) for rate in rates] == [
        (2, 3, 66.7),
        (1, 2, 50.0),
        (0, 1, 0.0),
    ]


async def test_a_rate_of_nothing_has_no_percentage(views, history):
    meeting = history.convene()
    history.invite(meeting, POLICE, "detective_sergeant")
    history.open(meeting)
    (cell,) = await ask(views, history)
    assert cell.attendance_where_involved.percentage is None


async def test_what_the_chair_settled_beats_what_was_declared(views, history):
    meeting = history.convene()
    history.invite(meeting, POLICE, "detective_sergeant")
    history.declare(meeting, POLICE, InvolvementLevel.NONE)
    settled = SettleInvolvement(
        meeting_id=meeting, agency_id=POLICE, level=InvolvementLevel.CURRENT, significant=True, reason="Log"
    )
    history.do(settled)
    history.open(meeting)
    (cell,) = await ask(views, history, by=(TrendDimension.INVOLVEMENT,))
    assert cell.involvement == "current_significant"


async def test_a_report_after_the_due_date_is_received_and_late(views, history):
    meeting = history.convene(MeetingKind.INITIAL_CONFERENCE, in_days=14)
    history.invite(meeting, POLICE, "detective_sergeant")
    history.invite(meeting, HEALTH, "gp")
    history.contribute(meeting, HEALTH)
    history.later(days=13)
    history.contribute(meeting, POLICE)
    history.later(days=1).open(meeting)
    police, health = sorted(await ask(views, history), key=lambda cell: cell.agency_id)
    assert (police.report_received, police.reports_on_time, police.reports_due) == (1, 0, 1)
    assert (health.report_received, health.reports_on_time, health.reports_due) == (1, 1, 1)


async def test_a_report_after_the_opening_was_not_there_for_the_meeting(views, history):
    meeting = history.convene()
    history.invite(meeting, POLICE, "detective_sergeant")
    history.open(meeting)
    history.later(minutes=10).contribute(meeting, POLICE)
    (cell,) = await ask(views, history)
    assert (cell.report_received, cell.neither) == (0, 0)


async def test_nothing_held_is_an_answer_and_is_shown_apart(views, history):
    meeting = history.convene()
    history.invite(meeting, POLICE, "detective_sergeant")
    history.nothing_held(meeting, POLICE)
    history.open(meeting)
    (cell,) = await ask(views, history)
    assert (cell.report_received, cell.nothing_held, cell.report_without_presence, cell.neither) == (
        1,
        1,
        1,
        0,
    )


async def test_silence_and_absence_together_are_counted(views, history):
    meeting = history.convene()
    history.invite(meeting, POLICE, "detective_sergeant")
    history.open(meeting)
    (cell,) = await ask(views, history)
    assert (cell.neither, cell.neither_came_nor_answered.percentage) == (1, 100.0)


async def test_meetings_not_held_and_invitations_withdrawn_do_not_count(views, history):
    unheld, held = history.convene(), history.convene()
    history.invite(unheld, POLICE, "detective_sergeant")
    invitation = history.invite(held, POLICE, "detective_sergeant")
    history.do(WithdrawInvitation(meeting_id=held, invitation_id=invitation, reason="In error"))
    history.open(held)
    assert await ask(views, history) == []


async def test_the_period_is_the_london_date_of_the_opening(views, history):
    history.now = datetime(2026, 6, 20, 9, tzinfo=UTC)
    meeting = history.convene()
    history.invite(meeting, POLICE, "detective_sergeant")
    history.now = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    history.open(meeting)
    (cell,) = await ask(views, history)
    assert cell.period == "2026-07"


async def test_sectors_come_from_the_directory(views, history):
    meeting = history.convene()
    for agency, role in ((POLICE, "detective_sergeant"), (HEALTH, "gp"), (SOCIAL_CARE, "social_worker")):
        history.invite(meeting, agency, role)
    history.open(meeting)
    cells = await ask(views, history, by=(TrendDimension.SECTOR,), sectors=("police", "health"))
    assert [(cell.sector, cell.agency_id, cell.invited) for cell in cells] == [
        ("health", None, 1),
        ("police", None, 1),
    ]


async def test_imported_meetings_can_be_told_from_live_ones(views, history):
    old = speaker(SOCIAL_CARE, Origin.IMPORTED)
    meeting = history.convene(by=old)
    history.invite(meeting, POLICE, "detective_sergeant", by=old)
    history.open(meeting, by=old)
    (cell,) = await ask(views, history, origin=Origin.IMPORTED)
    assert (cell.invited, cell.reports_due) == (1, 0)


async def test_a_trend_that_nobody_could_read_is_refused(views, history, monkeypatch):
    monkeypatch.setattr(trend, "MOST_CELLS", 1)
    meeting = history.convene()
    for agency, role in ((POLICE, "detective_sergeant"), (HEALTH, "gp")):
        history.invite(meeting, agency, role)
    history.open(meeting)
    with pytest.raises(trend.TooManyCells):
        await ask(views, history)


async def test_given_two_agencies_when_one_declares_nothing_then_the_cell_says_how_many_have_not(
    views, history
):
    meeting = history.convene()
    for agency, role in ((POLICE, "detective_sergeant"), (HEALTH, "health_visitor")):
        history.invite(meeting, agency, role)
    history.declare(meeting, POLICE, InvolvementLevel.NONE)
    history.open(meeting)
    (cell,) = await attendance_trend(await views(history.events), period=Period.QUARTER)
    assert (cell.invited, cell.involved, cell.involvement_not_declared) == (2, 0, 1)
