"""Working days of England and Wales, as shipped."""

from datetime import date

import holidays
import pytest

from quorate_events.rules.calendar import OutsideCalendar, WorkingDayCalendar


def test_fifteen_working_days_after_23_december_2026_end_on_18_january_2027(calendar):
    assert calendar.add_working_days(date(2026, 12, 23), 15) == date(2027, 1, 18)


def test_the_shipped_bank_holidays_are_those_of_the_library_for_every_year_covered(calendar):
    years = range(calendar.first_year, calendar.last_year + 1)

    assert calendar.bank_holidays == set(holidays.country_holidays("GB", subdiv="ENG", years=years))


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 5, 8),  # early May bank holiday, moved for the anniversary of VE day
        date(2022, 6, 2),  # spring bank holiday, moved for the platinum jubilee
        date(2022, 6, 3),
        date(2022, 9, 19),  # state funeral
        date(2023, 5, 8),  # coronation
        date(2026, 12, 28),  # Boxing Day is a Saturday
    ],
)
def test_a_one_off_or_moved_bank_holiday_is_not_a_working_day(calendar, day):
    assert not calendar.is_working_day(day)


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2022, 5, 30)])
def test_the_day_from_which_a_bank_holiday_was_moved_is_a_working_day(calendar, day):
    assert calendar.is_working_day(day)


def test_the_day_after_is_working_day_one(calendar):
    assert calendar.add_working_days(date(2026, 11, 23), 1) == date(2026, 11, 24)


def test_counting_back_skips_the_weekend(calendar):
    assert calendar.add_working_days(date(2026, 11, 23), -1) == date(2026, 11, 20)


@pytest.mark.parametrize("day", [date(2013, 12, 31), date(2036, 1, 1)])
def test_a_date_outside_the_years_covered_is_refused_with_the_years(calendar, day):
    with pytest.raises(OutsideCalendar, match=r"england-and-wales-2026-1 \(2014 to 2035\)"):
        calendar.is_working_day(day)


def test_counting_past_the_end_of_the_calendar_is_refused(calendar):
    with pytest.raises(OutsideCalendar):
        calendar.add_working_days(date(2035, 12, 20), 15)


def test_counting_back_past_the_beginning_of_the_calendar_is_refused(calendar):
    with pytest.raises(OutsideCalendar):
        calendar.add_working_days(date(2014, 1, 6), -15)


def test_an_extended_calendar_closes_more_days_under_its_own_version(calendar):
    local = calendar.extended("local-1", [date(2026, 11, 24)])

    assert local.version == "local-1"
    assert local.add_working_days(date(2026, 11, 23), 1) == date(2026, 11, 25)
    assert calendar.add_working_days(date(2026, 11, 23), 1) == date(2026, 11, 24)


def test_a_calendar_without_bank_holidays_knows_only_weekends():
    calendar = WorkingDayCalendar("none", frozenset(), 2026, 2026)

    assert calendar.is_working_day(date(2026, 12, 25))
    assert not calendar.is_working_day(date(2026, 12, 26))
