"""Which figures of the API's trends can be drawn, and where better lies for each.

``metric`` is the code of its definition in ``docs/metrics.md``, with numerator, denominator and source; the query
``metricDefinitions`` answers it. A clock's measure has none: its definition depends on the clock.
"""

from dataclasses import dataclass

from quorate_services.charts.errors import MeasureUnknown
from quorate_services.charts.options import Direction
from quorate_services.charts.series import PERCENT, WORKING_DAYS, Unit


@dataclass(frozen=True)
class Measure:
    """One figure of one trend.

    - ``name``: stable, for addresses and ids. ``label``: for people, the metric's own.
    - ``query``: the field of ``Query`` whose cells hold it.
    - ``fields``: the cell's field with the figure, a ``Rate`` or a number; or two fields with counts, numerator first.
    """

    name: str
    label: str
    query: str
    fields: tuple[str] | tuple[str, str]
    direction: Direction
    metric: str | None
    unit: Unit = PERCENT


_ATTENDANCE, _MEETINGS, _CLOCKS = "attendanceTrend", "meetingMetrics", "timelinessTrend"
_UP, _DOWN, _NEITHER = Direction.UP, Direction.DOWN, Direction.NEITHER

MEASURES = (
    Measure("attendance", "Attendance where invited", _ATTENDANCE, ("attendance",), _UP, "attendance"),
    Measure(
        "attendance-where-involved", "Attendance where involved", _ATTENDANCE,
        ("attendanceWhereInvolved",), _UP, "attendance_where_involved",
    ),
    Measure(
        "attendance-where-significantly-involved", "Attendance where significantly involved", _ATTENDANCE,
        ("attendanceWhereSignificantlyInvolved",), _UP, "attendance_where_significantly_involved",
    ),
    Measure("reports", "Reports provided", _ATTENDANCE, ("reportsProvided",), _UP, "reports_provided"),
    Measure(
        "reports-where-involved", "Reports provided where involved", _ATTENDANCE,
        ("reportsProvidedWhereInvolved",), _UP, "reports_provided_where_involved",
    ),
    Measure("reports-on-time", "Reports on time", _ATTENDANCE, ("reportsInTime",), _UP, "reports_on_time"),
    Measure(
        "report-without-presence", "Report without presence", _ATTENDANCE,
        ("reportWithoutPresence", "invited"), _NEITHER, "report_without_presence",
    ),
    Measure("neither", "Neither came nor answered", _ATTENDANCE, ("neitherCameNorAnswered",), _DOWN, "neither"),
    Measure(
        "information-complete", "Information complete", _MEETINGS,
        ("informationComplete",), _UP, "information_complete",
    ),
    Measure("quorate", "Quorate conferences", _MEETINGS, ("quorate",), _UP, "quorate_conferences"),
    Measure(
        "adjourned-inquorate", "Adjourned inquorate", _MEETINGS,
        ("adjournedInquorate",), _DOWN, "adjourned_inquorate",
    ),
    Measure(
        "went-on-inquorate", "Went on inquorate", _MEETINGS,
        ("proceededInquorate",), _DOWN, "proceeded_inquorate",
    ),
    Measure(
        "inquorate-twice-running", "Inquorate twice running", "inquorateTrend",
        ("consecutive",), _DOWN, "consecutive_inquorate",
    ),
    Measure(
        "core-three", "Strategy discussions with the core three", _MEETINGS,
        ("coreThree",), _UP, "core_three",
    ),
    Measure("clock-by-meetings", "Done in time, by meetings", _CLOCKS, ("meetingsInTime",), _UP, None),
    Measure("clock-by-children", "Done in time, by children", _CLOCKS, ("childrenMetInTime",), _UP, None),
    Measure(
        "conference-within-15-days", "Initial conference within 15 working days", "conferenceDurations",
        ("within15",), _UP, "initial_conference_within_15_days",
    ),
    Measure(
        "days-to-conference", "Working days to the initial conference", "conferenceDurations",
        ("median",), _DOWN, "initial_conference_duration", WORKING_DAYS,
    ),
    Measure("actions-done", "Actions done on time", "actionsDone", ("onTime",), _UP, "actions_done_on_time"),
)  # fmt: skip
"""Every measure, in the order in which a board reads them."""

REPORT_AGAINST_PRESENCE = ("attendance", "reports", "report-without-presence", "neither")
"""The names of the measures that show, side by side, whether agencies come, report, only report, or do neither."""


def measure(name: str) -> Measure:
    """Return the measure with this name. Raises :class:`MeasureUnknown`."""
    for each in MEASURES:
        if each.name == name:
            return each
    raise MeasureUnknown
