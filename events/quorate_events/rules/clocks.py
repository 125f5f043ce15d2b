"""Deadlines: when a clock ends, and how it stands. All on Europe/London dates."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from quorate_events.meetings.vocabulary import MeetingKind
from quorate_events.rules.calendar import WorkingDayCalendar
from quorate_events.rules.london_time import end_of_day, london_date, london_to_utc, start_of_day
from quorate_events.rules.rule_set import Clock, Direction, KindRules, Unit

__all__ = [
    "ClockState",
    "ClockStatus",
    "assess_clock",
    "clocks_for",
    "due",
    "end_of_day",
    "london_date",
    "london_to_utc",
    "report_due",
    "start_of_day",
]

_HOURS_A_DAY = 24


class ClockStatus(StrEnum):
    """How a clock stands today."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    MET = "met"
    MET_LATE = "met_late"
    OVERDUE = "overdue"
    CLOSED = "closed"
    """A window that ended unused. Nothing was owed, so it is not overdue."""


class ClockState(Struct, frozen=True):
    """One clock of one meeting. ``due`` is none until the anchor is known.

    ``working_days_taken`` counts from the anchor to the day on which the clock was met (negative when it was
    met before the anchor); none until both are known.
    """

    due: date | None
    met_on: date | None
    state: ClockStatus
    working_days_taken: int | None


def due(clock: Clock, anchor: date, calendar: WorkingDayCalendar) -> date:
    """Return the last date in time. Raises :class:`~quorate_events.rules.calendar.OutsideCalendar`.

    Months end on the same day of the month, or on its last day where there is no such day. Hours are rounded
    up to whole days, because an anchor is a date.
    """
    calendar.require(anchor)
    amount = clock.amount if clock.direction is Direction.AFTER else -clock.amount
    match clock.unit:
        case Unit.WORKING_DAYS:
            return calendar.add_working_days(anchor, amount)
        case Unit.CALENDAR_DAYS:
            return anchor + timedelta(days=amount)
        case Unit.MONTHS:
            return _add_months(anchor, amount)
        case Unit.HOURS:
            whole_days = -(-clock.amount // _HOURS_A_DAY)
            return anchor + timedelta(days=whole_days if amount >= 0 else -whole_days)


def assess_clock(
    clock: Clock, anchor: date | None, met_on: date | None, today: date, calendar: WorkingDayCalendar
) -> ClockState:
    """Say how ``clock`` stands on ``today``.

    Raises :class:`~quorate_events.rules.calendar.OutsideCalendar`.
    """
    if anchor is None:
        return ClockState(None, met_on, ClockStatus.NOT_STARTED, None)
    deadline = due(clock, anchor, calendar)
    if met_on is not None:
        status = ClockStatus.MET if met_on <= deadline else ClockStatus.MET_LATE
        return ClockState(deadline, met_on, status, calendar.working_days_between(anchor, met_on))
    if today <= deadline:
        return ClockState(deadline, None, ClockStatus.RUNNING, None)
    return ClockState(deadline, None, ClockStatus.CLOSED if clock.window else ClockStatus.OVERDUE, None)


def clocks_for(rules: KindRules, last_conference: MeetingKind | None) -> tuple[Clock, ...]:
    """Return the clocks that run when the last conference was of that kind; none: no conference known."""
    return tuple(
        clock for clock in rules.clocks if not clock.after_kinds or last_conference in clock.after_kinds
    )


def report_due(
    kind_rules: KindRules, scheduled_on: date, calendar: WorkingDayCalendar, asked_on: date | None = None
) -> date | None:
    """Return the last date for agencies' reports to a meeting on ``scheduled_on``; none when none are due.

    An agency that is asked after that date (``asked_on``) could not keep it: it has until the day of the meeting.
    Raises :class:`~quorate_events.rules.calendar.OutsideCalendar`.
    """
    if kind_rules.reports is None:
        return None
    last = calendar.add_working_days(scheduled_on, -kind_rules.reports.working_days_before)
    return scheduled_on if asked_on is not None and asked_on > last else last


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
