"""A day and a time are read as people in Britain write them."""

from datetime import UTC, datetime

import pytest

from quorate_services.portal.pages.contribution.release_time import release_time


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("2:30pm", 14, 30),
        ("2.30 PM", 14, 30),
        ("9am", 9, 0),
        ("12am", 0, 0),
        ("12pm", 12, 0),
        ("14:30", 14, 30),
        ("midday", 12, 0),
        ("midnight", 0, 0),
    ],
)
def test_times_are_read(written: str, hour: int, minute: int) -> None:
    assert release_time("3", "12", "2026", written) == datetime(2026, 12, 3, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize("written", ["", "2", "25:00", "13pm", "0am", "2:3pm", "later", "²pm"])
def test_what_is_no_time_is_not_guessed(written: str) -> None:
    assert release_time("3", "12", "2026", written) is None


@pytest.mark.parametrize(
    "day", [("31", "2", "2026"), ("", "2", "2026"), ("x", "2", "2026"), ("1", "13", "2026")]
)
def test_what_is_no_day_is_refused(day: tuple[str, str, str]) -> None:
    assert release_time(*day, "9am") is None


def test_summer_time_is_that_of_london() -> None:
    assert release_time("3", "7", "2026", "9am") == datetime(2026, 7, 3, 8, 0, tzinfo=UTC)
