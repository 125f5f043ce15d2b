"""When clocks end and how they stand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate_events.meetings.vocabulary import MeetingKind
from quorate_events.rules.calendar import OutsideCalendar, WorkingDayCalendar
from quorate_events.rules.clocks import ClockStatus, assess_clock, clocks_for, due, report_due
from quorate_events.rules.rule_set import Anchor, Clock, Direction, Milestone, Unit

PLAIN = WorkingDayCalendar("plain", frozenset(), 2000, 2100)
ANCHOR = date(2026, 11, 2)
DEADLINE = date(2026, 11, 23)


def clock(amount: int, unit: Unit, direction: Direction = Direction.AFTER, window: bool = False) -> Clock:
    return Clock(
        code="test",
        label="Test",
        anchor=Anchor.HELD,
        direction=direction,
        amount=amount,
        unit=unit,
        met_by=Milestone.HELD,
        source="a test",
        window=window,
    )


FIFTEEN = clock(15, Unit.WORKING_DAYS)


@pytest.mark.parametrize(
    ("rule", "anchor", "expected"),
    [
        (FIFTEEN, ANCHOR, DEADLINE),
        (clock(3, Unit.WORKING_DAYS, Direction.BEFORE), date(2026, 11, 25), date(2026, 11, 20)),
        (clock(84, Unit.CALENDAR_DAYS, Direction.BEFORE), date(2026, 12, 25), date(2026, 10, 2)),
        (clock(3, Unit.MONTHS), date(2026, 11, 30), date(2027, 2, 28)),
        (clock(3, Unit.MONTHS), date(2027, 11, 30), date(2028, 2, 29)),
        (clock(1, Unit.MONTHS, Direction.BEFORE), date(2026, 1, 15), date(2025, 12, 15)),
        (clock(72, Unit.HOURS), date(2026, 11, 20), date(2026, 11, 23)),
        (clock(25, Unit.HOURS), date(2026, 11, 20), date(2026, 11, 22)),
        (clock(25, Unit.HOURS, Direction.BEFORE), date(2026, 11, 20), date(2026, 11, 18)),
        (clock(0, Unit.WORKING_DAYS), date(2026, 11, 20), date(2026, 11, 20)),
    ],
)
def test_a_clock_ends_on_the_date_that_its_unit_and_direction_say(rule, anchor, expected):
    assert due(rule, anchor, PLAIN) == expected


def test_a_clock_that_starts_outside_the_calendar_is_refused_in_every_unit():
    for unit in Unit:
        with pytest.raises(OutsideCalendar):
            due(clock(1, unit), date(1999, 12, 31), PLAIN)


@given(st.dates(date(2001, 1, 1), date(2090, 12, 31)), st.integers(0, 60))
def test_months_keep_the_day_or_end_on_the_last_day_of_the_month(anchor, months):
    end = due(clock(months, Unit.MONTHS), anchor, PLAIN)

    assert (end.year * 12 + end.month) - (anchor.year * 12 + anchor.month) == months
    assert end.day == anchor.day or (end.day < anchor.day and date.fromordinal(end.toordinal() + 1).day == 1)


def test_a_clock_without_its_anchor_has_not_started():
    state = assess_clock(FIFTEEN, None, None, DEADLINE, PLAIN)

    assert (state.state, state.due) == (ClockStatus.NOT_STARTED, None)


def test_a_clock_runs_until_the_end_of_its_last_day():
    assert assess_clock(FIFTEEN, ANCHOR, None, DEADLINE, PLAIN).state is ClockStatus.RUNNING


def test_a_clock_is_overdue_on_the_day_after():
    assert assess_clock(FIFTEEN, ANCHOR, None, date(2026, 11, 24), PLAIN).state is ClockStatus.OVERDUE


def test_a_clock_met_on_its_last_day_is_met_in_fifteen_working_days():
    state = assess_clock(FIFTEEN, ANCHOR, DEADLINE, date(2027, 1, 1), PLAIN)

    assert (state.state, state.working_days_taken) == (ClockStatus.MET, 15)


def test_a_clock_met_a_day_late_is_met_late_in_sixteen_working_days():
    state = assess_clock(FIFTEEN, ANCHOR, date(2026, 11, 24), date(2027, 1, 1), PLAIN)

    assert (state.state, state.working_days_taken) == (ClockStatus.MET_LATE, 16)


def test_a_window_that_was_not_used_closes_and_is_never_overdue():
    window = clock(72, Unit.HOURS, window=True)

    assert assess_clock(window, ANCHOR, None, DEADLINE, PLAIN).state is ClockStatus.CLOSED


def test_a_report_for_monday_is_due_three_working_days_before(baseline, calendar):
    rules = baseline.kinds[MeetingKind.INITIAL_CONFERENCE]

    assert report_due(rules, date(2026, 11, 23), calendar) == date(2026, 11, 18)


def test_no_report_is_due_before_a_strategy_discussion(baseline, calendar):
    assert report_due(baseline.kinds[MeetingKind.STRATEGY_DISCUSSION], date(2026, 11, 23), calendar) is None


@pytest.mark.parametrize(
    ("last", "runs", "rests"),
    [
        (MeetingKind.INITIAL_CONFERENCE, "first_review_held", "later_review_held"),
        (MeetingKind.REVIEW_CONFERENCE, "later_review_held", "first_review_held"),
    ],
)
def test_the_first_review_has_three_months_and_a_later_one_six(baseline, last, runs, rests):
    codes = {each.code for each in clocks_for(baseline.kinds[MeetingKind.REVIEW_CONFERENCE], last)}

    assert runs in codes
    assert rests not in codes
    assert "record_of_conference" in codes


def test_local_rules_may_count_the_fifteen_days_from_another_strategy_discussion(rule_sets):
    anchors = {
        each.ref.id: clock.anchor
        for each in rule_sets.all()
        for clock in each.kinds[MeetingKind.INITIAL_CONFERENCE].clocks
        if clock.code == "conference_held"
    }

    assert anchors == {
        "england-baseline": Anchor.SECTION_47_STARTED,
        "northbrook": Anchor.SECTION_47_STARTED,
        "saltmarsh": Anchor.LAST_STRATEGY_DISCUSSION,
    }
