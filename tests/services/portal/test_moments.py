"""A moment of the past is asked for by a position, or by a day and a time in London."""

from datetime import UTC, datetime
from typing import Any, cast

import pytest

from quorate_services.portal.pages.looks.days import days_asked, period_asked
from quorate_services.portal.pages.timeline.moments import moment_asked
from quorate_services.portal.web.forms import Posted

NOW = datetime(2026, 7, 23, 14, 5, 30, tzinfo=UTC)


def posted(**fields: str) -> Posted:
    return Posted(cast(Any, None), {name.replace("_", "-"): [value] for name, value in fields.items()})


def moment(**fields: str) -> tuple[dict[str, Any] | None, list[str]]:
    asked = moment_asked(posted(**fields), NOW)
    return asked.as_of, sorted(asked.errors)


DAY = {"on_day": "23", "on_month": "7", "on_year": "2026"}


def test_nothing_is_asked_where_nothing_is_given() -> None:
    assert moment() == (None, [])


def test_a_position_comes_first() -> None:
    assert moment(position="41873", **DAY) == ({"position": 41873}, [])


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "x", "٣", "2147483648", "9" * 5000, "1" + "0" * 12])
def test_what_is_no_position_is_refused(text: str) -> None:
    assert moment(position=text) == (None, ["position"])
    assert moment(position="0" * 12 + text) == (None, ["position"])


def test_a_minute_in_london_means_all_of_it() -> None:
    assert moment(clock="2:30pm", **DAY) == ({"time": "2026-07-23T14:30:59.999999+01:00"}, [])


def test_the_minute_that_goes_on_is_asked_for_as_far_as_it_has_come() -> None:
    assert moment(clock="15:05", **DAY) == ({"time": "2026-07-23T14:05:30+00:00"}, [])


def test_what_is_to_come_and_what_is_no_time_is_refused() -> None:
    assert moment(clock="15:06", **DAY) == (None, ["on-day"])
    assert moment(clock="half", **DAY) == (None, ["clock"])
    assert moment(clock="15:00") == (None, ["on-day"])


def test_days_of_looks_are_read_and_what_is_no_day_is_refused() -> None:
    asked = days_asked(posted(from_day="1", from_month="7", from_year="2026"))
    assert (str(asked.first), asked.last, asked.errors) == ("2026-07-01", None, {})
    assert asked.query == "from-day=1&from-month=7&from-year=2026"
    asked = days_asked(posted(to_day="31", to_month="2", to_year="2026"))
    assert asked.errors == {"to-day": "The last day must be a real day"}


def test_unusual_looks_are_searched_for_in_four_weeks_and_in_a_year_at_most() -> None:
    usual = period_asked(posted(), NOW.date())
    assert (str(usual.first), str(usual.last)) == ("2026-06-26", "2026-07-23")
    assert usual.fields["from-day"] == ["26"]
    asked = period_asked(posted(from_day="1", from_month="7", from_year="2025"), NOW.date())
    assert asked.errors == {"from-day": "The days must lie within one year"}
