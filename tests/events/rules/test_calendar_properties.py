"""What holds for working-day arithmetic on any date."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from quorate_events.rules.rule_sets import RuleSets

RULE_SETS = RuleSets.packaged()
CALENDAR = RULE_SETS.calendar_of(RULE_SETS.latest("england-baseline"))

days = st.dates(date(2016, 1, 1), date(2034, 12, 31))
amounts = st.integers(-60, 60)


@given(days, amounts)
def test_counting_the_days_that_were_added_gives_the_number_added(day, n):
    assert CALENDAR.working_days_between(day, CALENDAR.add_working_days(day, n)) == n


@given(days.filter(CALENDAR.is_working_day), amounts)
def test_adding_and_taking_away_comes_back_to_the_same_working_day(day, n):
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(day, n), -n) == day


@given(days, amounts.filter(bool))
def test_a_deadline_is_always_a_working_day(day, n):
    assert CALENDAR.is_working_day(CALENDAR.add_working_days(day, n))


@given(days, days, amounts)
def test_a_later_start_never_gives_an_earlier_deadline(one, other, n):
    earlier, later = sorted((one, other))

    assert CALENDAR.add_working_days(earlier, n) <= CALENDAR.add_working_days(later, n)


@given(days, amounts)
def test_one_more_working_day_is_always_later(day, n):
    working = CALENDAR.add_working_days(day, 1)

    assert CALENDAR.add_working_days(working, n) < CALENDAR.add_working_days(working, n + 1)


@given(days, days)
def test_the_days_between_are_those_that_one_can_count(start, end):
    start, end = sorted((start, end))
    end = min(end, date.fromordinal(start.toordinal() + 120))
    counted = sum(
        CALENDAR.is_working_day(date.fromordinal(n))
        for n in range(start.toordinal() + 1, end.toordinal() + 1)
    )

    assert CALENDAR.working_days_between(start, end) == counted
