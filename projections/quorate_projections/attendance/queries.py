"""Asks the attendance view: the grid of one meeting, the trend by agency, and how meetings are held."""

from quorate_projections.attendance.grid import AttendanceGrid, attendance_grid
from quorate_projections.attendance.meeting_metrics import MeetingCell, meeting_metrics
from quorate_projections.attendance.trend import (
    TrendCell,
    TrendDimension,
    TrendFilter,
    attendance_trend,
)
from quorate_projections.metrics.trends import Period

__all__ = [
    "AttendanceGrid",
    "MeetingCell",
    "Period",
    "TrendCell",
    "TrendDimension",
    "TrendFilter",
    "attendance_grid",
    "attendance_trend",
    "meeting_metrics",
]
