"""Dates and times are those of London, as they are written in Britain."""

from datetime import date

import pytest

from quorate_services.portal.web.london import how_near, uk_clock, uk_date, uk_day, uk_time, with_uk_dates


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("2026-12-03T14:30:00+00:00", "3 December 2026, 2:30pm"),
        ("2026-07-03T14:30:00Z", "3 July 2026, 3:30pm"),
        ("2026-07-03T23:30:00Z", "4 July 2026, 12:30am"),
        ("2026-12-03T09:00:00+00:00", "3 December 2026, 9am"),
        (None, ""),
    ],
)
def test_times_are_of_london(sent: str | None, shown: str) -> None:
    assert uk_time(sent) == shown


def test_days_are_written_out() -> None:
    assert uk_day("2026-12-03") == "Thursday 3 December 2026"
    assert uk_date("2026-12-03") == "3 December 2026"
    assert uk_date("2026-07-03T23:30:00Z") == "4 July 2026"


def test_noon_and_midnight_have_their_names() -> None:
    assert uk_clock("2026-12-03T12:00:00Z") == "midday"
    assert uk_clock("2026-12-03T00:00:00Z") == "midnight"


@pytest.mark.parametrize(
    ("day", "near"),
    [(23, "today"), (24, "tomorrow"), (22, "yesterday"), (30, "in 7 days"), (20, "3 days ago")],
)
def test_how_near_a_day_is(day: int, near: str) -> None:
    assert how_near(date(2026, 11, day), date(2026, 11, 23)) == near


def test_times_and_days_in_a_text_of_the_timeline_are_written_as_in_britain() -> None:
    assert with_uk_dates("2019-07-09") == "9 July 2019"
    text = "2026-07-23T14:05+00:00, in person, visit by 2026-08-01, file 2026-08-01, 2026-99-99T99:99+00:00"
    assert with_uk_dates(text) == (
        "23 July 2026, 3:05pm, in person, visit by 1 August 2026, file 2026-08-01, 2026-99-99T99:99+00:00"
    )
