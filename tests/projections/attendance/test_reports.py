from datetime import timedelta

from tests.support.folding import dicts, rows_after
from tests.support.history import HEALTH, POLICE, RULES, SOCIAL_CARE, speaker

from quorate_events.meetings.contributions import DeclineContribution
from quorate_events.meetings.parts import WithdrawPart
from quorate_projections.attendance.projection import AttendanceProjection

ATTENDANCE = AttendanceProjection(RULES)


def counted(history, agency=POLICE):
    rows = dicts(ATTENDANCE, rows_after(ATTENDANCE, history.events), "invited_agencies")
    return next(row for row in rows if row["agency_id"] == agency)


def asked(history, *agencies):
    meeting = history.convene(in_days=14)
    for agency, role in agencies or ((POLICE, "detective_sergeant"),):
        history.invite(meeting, agency, role)
    return meeting


def test_a_report_that_came_after_the_time_given_for_the_opening_came_too_late(history):
    meeting = asked(history)
    history.later(days=14)
    began = history.now
    history.later(minutes=20).contribute(meeting, POLICE)
    history.later(minutes=10).open(meeting, at=began)
    assert not counted(history)["report_received"]


def test_a_withdrawn_report_was_not_received_and_a_new_one_counts_from_its_own_day(history):
    meeting = asked(history)
    (part,) = history.contribute(meeting, POLICE)
    history.do(WithdrawPart(meeting_id=meeting, part_id=part, reason="Wrong child"), speaker(POLICE))
    history.later(days=13).contribute(meeting, POLICE)
    history.later(days=1).open(meeting)
    assert (counted(history)["report_received"], counted(history)["report_on_time"]) == (True, False)


def test_what_the_meeting_had_used_stays_received_when_it_is_withdrawn_later(history):
    people = ((SOCIAL_CARE, "social_worker"), (POLICE, "detective_sergeant"), (HEALTH, "health_visitor"))
    meeting = asked(history, *people)
    (part,) = history.contribute(meeting, POLICE)
    history.later(days=14).open(meeting)
    for agency, role in people:
        history.attend(meeting, agency, role)
    history.close(meeting)
    history.do(WithdrawPart(meeting_id=meeting, part_id=part, reason="Not ours"), speaker(POLICE))
    assert counted(history)["report_received"]


def test_declining_with_a_reason_is_neither_a_report_nor_silence(history):
    meeting = asked(history)
    declined = DeclineContribution(meeting_id=meeting, agency_id=POLICE, reason="Under investigation")
    history.do(declined, speaker(POLICE))
    history.open(meeting)
    assert (counted(history)["report_received"], counted(history)["neither"]) == (False, False)


def test_a_report_on_the_due_date_in_london_is_on_time(history):
    meeting = asked(history)
    due = history.of(meeting)[-1].event.report_due
    history.now += timedelta(days=(due - history.now.date()).days, hours=14, minutes=30)
    history.contribute(meeting, POLICE)
    history.later(days=7).open(meeting)
    assert counted(history)["report_on_time"]
