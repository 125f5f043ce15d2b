"""From the API's cells to series."""

from typing import Any

import pytest
from tests.services.charts.drawn import rate

from quorate_services.charts import Gap, Period, measure, series_of
from quorate_services.charts.errors import CellsUnclear, FigureInvalid, MeasureUnknown, PeriodInvalid

ATTENDANCE = measure("attendance-where-involved")


def cell(period: str, came: dict[str, Any] | None = None, **split: Any) -> dict[str, Any]:
    return {"period": period, "attendanceWhereInvolved": came or rate(40, 50), "suppressed": False, **split}


def test_each_agency_role_and_kind_gets_a_series_with_its_words() -> None:
    police = {"agencyId": "1", "agencyName": "Northfield Police", "sector": "POLICE"}
    cells = [
        cell("2026-01", **police, role="police", kind="INITIAL_CONFERENCE"),
        cell("2026-01", **police, role="named_nurse", kind="REVIEW_CONFERENCE"),
        cell("2026-02", **police, role="police", kind="INITIAL_CONFERENCE"),
    ]
    found = series_of(
        ATTENDANCE, cells, words={"INITIAL_CONFERENCE": "initial conferences", "police": "Police"}
    )
    assert [(each.title, each.scope) for each in found] == [
        ("Attendance where involved", "Northfield Police, Police, initial conferences"),
        ("Attendance where involved", "Northfield Police, Named nurse, Review conference"),
    ]
    assert [point.gap for point in found[1].points] == [None, Gap.MISSING]


def test_sector_and_involvement_are_said_where_cells_are_split_by_them() -> None:
    (found,) = series_of(ATTENDANCE, [cell("2026-01", sector="POLICE", involvement="CURRENT_SIGNIFICANT")])
    assert found.scope == "Police, Current significant"


def test_agencies_of_one_name_stay_apart() -> None:
    cells = [cell("2026-01", agencyId=each, agencyName="Health") for each in ("1", "2")]
    assert len(series_of(ATTENDANCE, cells)) == 2


def test_an_agency_that_the_answer_does_not_name_is_named_by_the_caller() -> None:
    named = {
        "period": "2026-Q1",
        "agencyId": "7",
        "agency": {"name": "Housing & Homes"},
        "onTime": rate(30, 40),
    }
    assert series_of(measure("actions-done"), [named])[0].scope == "Housing & Homes"
    cells = [{"period": "2026-Q1", "agencyId": "7", "onTime": rate(30, 40)}]
    (found,) = series_of(measure("actions-done"), cells, words={"7": "Housing"})
    assert (found.heading, found.values) == ("Actions done on time: Housing", (75.0,))


def test_clocks_are_series_of_their_own() -> None:
    cells = [
        {"period": "2026-Q1", "kind": "REVIEW_CONFERENCE", "clock": each, "meetingsInTime": rate(30, 40)}
        for each in ("review_conference", "core_group")
    ]
    found = series_of(measure("clock-by-meetings"), cells)
    assert [each.scope for each in found] == [
        "Review conference, Review conference",
        "Review conference, Core group",
    ]


def test_cells_come_in_any_order_and_what_is_missing_between_is_a_gap() -> None:
    (found,) = series_of(ATTENDANCE, [cell("2026-Q2", rate(30, 40)), cell("2025-Q3", rate(10, 40))])
    assert [point.period.code for point in found.points] == ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"]
    assert found.values == (25.0, None, None, 75.0)
    assert {point.gap for point in found.points[1:3]} == {Gap.MISSING}


def test_the_caller_says_where_the_chart_begins_and_ends() -> None:
    (found,) = series_of(ATTENDANCE, [cell("2026-01"), cell("2026-03")], first="2025-12", last="2026-02")
    assert [(point.period.code, point.gap) for point in found.points] == [
        ("2025-12", Gap.MISSING), ("2026-01", None), ("2026-02", Gap.MISSING),
    ]  # fmt: skip
    assert series_of(ATTENDANCE, [cell("2026-03")], first="2026-05", last="2026-04")[0].points == ()


def test_no_cells_are_no_series() -> None:
    assert series_of(ATTENDANCE, []) == ()


def test_a_denominator_of_zero_is_nothing_to_count_and_no_zero() -> None:
    (found,) = series_of(ATTENDANCE, [cell("2026-01", rate(0, 0)), cell("2026-02", rate(0, 40))])
    assert [(point.value, point.gap) for point in found.points] == [(None, Gap.NOTHING), (0.0, None)]


def test_a_share_of_two_counts_is_worked_out_to_one_decimal() -> None:
    alone = measure("report-without-presence")
    cells = [
        {"period": f"2026-0{month}", "reportWithoutPresence": 10, "invited": 30 * month % 90}
        for month in (1, 3)
    ]
    (found,) = series_of(alone, cells)
    assert [(point.value, point.gap) for point in found.points] == [
        (33.3, None), (None, Gap.MISSING), (None, Gap.NOTHING),
    ]  # fmt: skip
    assert (found.points[0].numerator, found.points[0].denominator) == (10, 30)


def test_a_median_is_hidden_or_there_is_none() -> None:
    days = measure("days-to-conference")
    cells = [
        {"period": "2026-Q1", "median": 13.5, "suppressed": False},
        {"period": "2026-Q2", "median": None, "suppressed": True},
        {"period": "2026-Q3", "median": None, "suppressed": False},
        {"period": "2026-Q4", "median": None},
    ]
    (found,) = series_of(days, cells)
    assert [(point.value, point.gap) for point in found.points] == [
        (13.5, None), (None, Gap.HIDDEN), (None, Gap.NOTHING), (None, Gap.HIDDEN),
    ]  # fmt: skip


def test_two_cells_for_one_point_are_refused_and_never_added_up() -> None:
    with pytest.raises(CellsUnclear):
        series_of(ATTENDANCE, [cell("2026-01"), cell("2026-01")])


@pytest.mark.parametrize(
    "wrong",
    [
        {"period": "2026-01"},
        {"period": "2026-01", "attendanceWhereInvolved": {"numerator": 1, "denominator": 2}},
        {
            "period": "2026-01",
            "attendanceWhereInvolved": {"numerator": True, "denominator": 2, "percentage": 50},
        },
        {
            "period": "2026-01",
            "attendanceWhereInvolved": {"numerator": -1, "denominator": 2, "percentage": 50},
        },
        {
            "period": "2026-01",
            "attendanceWhereInvolved": {"numerator": 1.5, "denominator": 2, "percentage": 50},
        },
        {
            "period": "2026-01",
            "attendanceWhereInvolved": {"numerator": 1, "denominator": 2, "percentage": "50"},
        },
        {
            "period": "2026-01",
            "attendanceWhereInvolved": {"numerator": 1, "denominator": 2, "percentage": 500},
        },
    ],
)
def test_what_the_api_would_not_answer_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(FigureInvalid) as refused:
        series_of(ATTENDANCE, [wrong])
    assert refused.value.suggestion


@pytest.mark.parametrize(
    "period", [None, "", "2026", "2026-13", "2026-Q5", "2026-1", "2026-01 ", "٢٠٢٦-01", 202601]
)
def test_a_period_that_is_none_is_refused(period: object) -> None:
    with pytest.raises(PeriodInvalid):
        series_of(ATTENDANCE, [{**cell("2026-01"), "period": period}])


def test_months_beside_quarters_and_endless_charts_are_refused() -> None:
    with pytest.raises(PeriodInvalid):
        series_of(ATTENDANCE, [cell("2026-01"), cell("2026-Q1")])
    with pytest.raises(PeriodInvalid):
        series_of(ATTENDANCE, [cell("2026-01")], first="2025-Q1")
    with pytest.raises(PeriodInvalid):
        series_of(ATTENDANCE, [cell("0001-01"), cell("2026-01")])


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(MeasureUnknown):
        measure("weather")


@pytest.mark.parametrize(
    ("code", "words", "short", "year"),
    [
        ("2026-01", "January 2026", "Jan", 2026),
        ("2025-12", "December 2025", "Dec", 2025),
        ("2026-Q1", "January to March 2026", "Jan–Mar", 2026),
        ("2025-Q4", "October to December 2025", "Oct–Dec", 2025),
    ],
)
def test_periods_in_words(code: str, words: str, short: str, year: int) -> None:
    period = Period.read(code)
    assert (str(period), period.short, period.year, period.code) == (words, short, year, code)
