"""Between UTC and the dates and times that people in England write down."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate_events.errors import Invalid
from quorate_events.rules.clocks import end_of_day, london_date, london_to_utc
from quorate_events.rules.london_time import AmbiguousLocalTime, ImpossibleLocalTime


def test_an_evening_in_summer_is_already_the_next_day_in_london():
    assert london_date(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)


def test_a_summer_day_ends_an_hour_before_midnight_utc():
    assert end_of_day(date(2026, 7, 1)) == datetime(2026, 7, 1, 22, 59, 59, 999999, tzinfo=UTC)


def test_a_winter_day_ends_at_midnight_utc():
    assert end_of_day(date(2026, 12, 1)) == datetime(2026, 12, 1, 23, 59, 59, 999999, tzinfo=UTC)


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)))
def test_the_end_of_a_day_belongs_to_that_day(day):
    assert london_date(end_of_day(day)) == day


def test_a_summer_time_is_one_hour_ahead_of_utc():
    assert london_to_utc(datetime(2026, 7, 1, 10, 0)) == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def test_a_time_in_the_hour_that_spring_skips_is_refused():
    with pytest.raises(ImpossibleLocalTime) as refusal:
        london_to_utc(datetime(2026, 3, 29, 1, 30))

    assert isinstance(refusal.value, Invalid)
    assert refusal.value.suggestion


def test_a_time_in_the_hour_that_autumn_repeats_is_refused_unless_one_is_chosen():
    with pytest.raises(AmbiguousLocalTime):
        london_to_utc(datetime(2026, 10, 25, 1, 30))


def test_the_first_and_the_second_of_a_repeated_time_are_an_hour_apart():
    local = datetime(2026, 10, 25, 1, 30)

    assert london_to_utc(local, "first") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert london_to_utc(local, "second") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_moment_without_a_time_zone_has_no_london_date():
    with pytest.raises(ValueError, match="time zone"):
        london_date(datetime(2026, 7, 1))


def test_a_local_time_with_a_time_zone_is_a_mistake():
    with pytest.raises(ValueError, match="no time zone of its own"):
        london_to_utc(datetime(2026, 7, 1, tzinfo=UTC))
