"""What a reader may choose of the measures, what it means to the API, and what cannot be taken."""

from datetime import date

import pytest

from quorate_services.charts import MEASURES, Direction, Period
from quorate_services.portal.pages.measures.asking import TRENDS, variables
from quorate_services.portal.pages.measures.choices import (
    AGAINST,
    IN_SHORT,
    Known,
    first_day,
    last_day,
    last_over,
    read,
)

AGENCY = "0b8c5f0e-7f0a-4d0c-9a5e-0d8a3c1f2b4d"
KNOWN = Known({AGENCY: "Northfield Police"}, {"police_officer": "Police officer"})
TODAY = date(2026, 11, 23)


def test_nothing_chosen_is_the_whole_partnership_by_quarter_for_two_years() -> None:
    choices = read({}, KNOWN, TODAY)
    assert choices.errors == {}
    assert (choices.first, choices.last) == (Period.read("2024-Q4"), Period.read("2026-Q3"))
    assert choices.time == "October 2024 to September 2026"
    assert tuple(each.name for each in choices.measures) == IN_SHORT
    assert variables("attendanceTrend", choices) == {
        "from": "2024-10-01",
        "to": "2026-09-30",
        "period": "QUARTER",
        "groupBy": [],
        "agencyIds": None,
        "sectors": None,
        "roles": None,
        "kinds": None,
        "involvements": None,
    }


def test_every_choice_reaches_the_api() -> None:
    given = {
        "measure": "attendance",
        "period": "MONTH",
        "years": "1",
        "agency": AGENCY,
        "role": "police_officer",
        "kind": "REVIEW_CONFERENCE",
        "involvement": "CURRENT",
        "split": "role",
    }
    choices = read(given, KNOWN, TODAY)
    assert choices.errors == {}
    assert variables("attendanceTrend", choices) == {
        "from": "2025-11-01",
        "to": "2026-10-31",
        "period": "MONTH",
        "groupBy": ["ROLE"],
        "agencyIds": [AGENCY],
        "sectors": None,
        "roles": ["police_officer"],
        "kinds": ["REVIEW_CONFERENCE"],
        "involvements": ["CURRENT"],
    }
    assert variables("meetingMetrics", choices) == {
        "from": "2025-11-01",
        "to": "2026-10-31",
        "period": "MONTH",
        "kinds": ["REVIEW_CONFERENCE"],
        "byKind": False,
    }
    assert variables("actionsDone", choices) == {
        "from": "2025-11-01",
        "to": "2026-10-31",
        "by": "MONTH",
        "byAgency": False,
        "agencyId": AGENCY,
    }


def test_a_whole_sector_is_no_agency() -> None:
    choices = read({"agency": "sector:POLICE"}, KNOWN, TODAY)
    asked = variables("attendanceTrend", choices)
    assert (asked["agencyIds"], asked["sectors"]) == (None, ["POLICE"])
    assert variables("actionsDone", choices)["agencyId"] is None


def test_the_rules_of_the_charts_can_be_chosen() -> None:
    choices = read({"run": "8", "screen": "no", "baseline": " 6 "}, KNOWN, TODAY)
    options = choices.options(next(each for each in MEASURES if each.name == "neither"))
    assert (options.run_length, options.screen, options.baseline) == (8, False, 6)
    assert options.direction is Direction.DOWN


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("measure", "children"),
        ("period", "DAY"),
        ("years", "900000"),
        ("agency", "sector:<script>"),
        ("agency", "d9f2ed5e-1d4f-4c39-94c6-0b3c9b3a63e5"),
        ("role", "judge"),
        ("kind", "review_conference"),
        ("involvement", "SOME"),
        ("split", "child"),
        ("run", "5"),
        ("screen", "maybe"),
        ("baseline", "5"),
        ("baseline", "9"),
        ("baseline", "٧"),
        ("baseline", "7.5"),
        ("baseline", "9" * 5000),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_field(field: str, value: str) -> None:
    assert list(read({field: value}, KNOWN, TODAY).errors) == [field]


def test_one_measure_is_seen_side_by_side_and_not_all_of_them() -> None:
    assert list(read({"split": "agency"}, KNOWN, TODAY).errors) == ["measure"]
    assert read({"split": "agency", "measure": AGAINST}, KNOWN, TODAY).errors == {}


def test_every_measure_has_its_trend() -> None:
    assert {each.query for each in MEASURES} <= set(TRENDS)


@pytest.mark.parametrize(
    ("today", "quarter", "month"),
    [
        (date(2026, 1, 1), "2025-Q4", "2025-12"),
        (date(2026, 3, 31), "2025-Q4", "2026-02"),
        (date(2026, 4, 1), "2026-Q1", "2026-03"),
        (date(2026, 12, 31), "2026-Q3", "2026-11"),
    ],
)
def test_only_what_is_over_is_shown(today: date, quarter: str, month: str) -> None:
    assert last_over(today) == Period.read(quarter)
    assert last_over(today, "MONTH") == Period.read(month)


def test_a_period_begins_and_ends_on_days() -> None:
    for code, first, last in (
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ):
        assert (first_day(Period.read(code)), last_day(Period.read(code))) == (first, last)
