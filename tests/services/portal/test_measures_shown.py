"""What the page of measures says beside its charts, and whom each chart is about."""

from datetime import date
from typing import Any

from quorate_services.charts import csv_of
from quorate_services.portal.pages.measures.choices import Choices, Known, read
from quorate_services.portal.pages.measures.shown import MOST, shown

AGENCY = "0b8c5f0e-7f0a-4d0c-9a5e-0d8a3c1f2b4d"
HOSTILE = "=HYPERLINK(\"x\")<script>document.title='taken'</script>"
KNOWN = Known({AGENCY: HOSTILE}, {"police_officer": "Police officer"})
QUARTERS = ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")


def chosen(**given: str) -> Choices:
    choices = read(given, KNOWN, date(2026, 11, 23))
    assert choices.errors == {}
    return choices


def cell(period: str, numerator: int | None = 30, **more: Any) -> dict[str, Any]:
    share = {"numerator": numerator, "denominator": 40, "percentage": numerator and numerator * 2.5}
    return {"period": period, "suppressed": numerator is None, "attendance": share, **more}


def test_what_is_hidden_is_counted_and_never_shown() -> None:
    cells = [cell(quarter, None if place in (1, 4) else 30) for place, quarter in enumerate(QUARTERS[:7])]
    found = shown(chosen(measure="attendance"), KNOWN, {"attendanceTrend": cells})
    assert (found.hidden, found.figures, found.left_out, found.empty) == (2, 7, 0, ())
    assert csv_of(each.analysis for each in found.charts).decode().count("Hidden, small numbers") == 2


def test_a_chart_says_whom_it_is_about_in_page_and_file() -> None:
    choices = chosen(measure="attendance", agency=AGENCY, role="police_officer")
    found = shown(choices, KNOWN, {"attendanceTrend": [cell(quarter) for quarter in QUARTERS]})
    assert found.charts[0].heading == f"Attendance where invited: {HOSTILE}, Police officer"
    assert "<script" not in found.charts[0].wide.__html__()
    assert "\r\nAttendance where invited,\"'=HYPERLINK" in csv_of([found.charts[0].analysis]).decode()


def test_a_choice_that_a_measure_does_not_know_is_said_and_not_claimed() -> None:
    choices = chosen(measure="quorate", role="police_officer", agency="sector:POLICE")
    cells = [{**cell(quarter), "quorate": cell(quarter)["attendance"]} for quarter in QUARTERS]
    found = shown(choices, KNOWN, {"meetingMetrics": cells})
    assert found.charts[0].heading == "Quorate conferences"
    assert found.beyond == (
        "Quorate conferences is not counted by kind of agency or role: your choice does not change it.",
    )


def test_what_was_split_is_named_once() -> None:
    choices = chosen(measure="attendance", role="police_officer", split="role")
    cells = [cell(quarter, role="police_officer") for quarter in QUARTERS]
    found = shown(choices, KNOWN, {"attendanceTrend": cells})
    assert [each.heading for each in found.charts] == ["Attendance where invited: Police officer"]


def test_more_charts_than_anybody_reads_are_left_out_and_counted() -> None:
    cells = [
        cell(quarter, agencyId=f"agency-{number}", agencyName=f"School {number:02}")
        for number in range(MOST + 3)
        for quarter in QUARTERS
    ]
    found = shown(chosen(measure="attendance", split="agency"), KNOWN, {"attendanceTrend": cells})
    assert (len(found.charts), found.left_out) == (MOST, 3)
    assert len({each.id for each in found.charts}) == MOST


def test_a_measure_without_any_cell_is_named() -> None:
    found = shown(chosen(measure="attendance"), KNOWN, {"attendanceTrend": []})
    assert (found.charts, found.empty) == ((), ("Attendance where invited",))
