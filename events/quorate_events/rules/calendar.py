"""Working days: Monday to Friday without the bank holidays of a named, versioned calendar."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from quorate_events.errors import Invalid

_SATURDAY = 5


class OutsideCalendar(Invalid):
    """A date, or the result of counting from it, lies outside the years that the calendar covers."""

    code = "outside_calendar"

    def __init__(self, version: str, first_year: int, last_year: int) -> None:
        super().__init__(
            f"The date is outside the working-day calendar {version} ({first_year} to {last_year}).",
            "Check the year of the date, or use a rule set with a calendar that covers it.",
        )


@dataclass(frozen=True)
class WorkingDayCalendar:
    """Counts working days. Deadlines are stored with ``version``, so that they can be worked out again.

    ``bank_holidays`` are the closed days besides weekends; the years from ``first_year`` to ``last_year``
    (inclusive) are covered, and any other date raises :class:`OutsideCalendar`.
    """

    version: str
    bank_holidays: frozenset[date]
    first_year: int
    last_year: int

    def is_working_day(self, day: date) -> bool:
        """Return whether ``day`` is a working day. Raises :class:`OutsideCalendar`."""
        self.require(day)
        return day.weekday() < _SATURDAY and day not in self.bank_holidays

    def add_working_days(self, day: date, n: int) -> date:
        """Return the ``n``-th working day after ``day`` (the next working day is number 1).

        A negative ``n`` counts back from the day before; 0 returns ``day`` itself, working day or not.
        Raises :class:`OutsideCalendar`.
        """
        self.require(day)
        if n == 0:
            return day
        days = self._working_days
        place = bisect_right(days, day) + n - 1 if n > 0 else bisect_left(days, day) + n
        if not 0 <= place < len(days):
            raise self._outside()
        return days[place]

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after ``start`` up to and with ``end``; negative when ``end`` is earlier.

        The inverse of :meth:`add_working_days`. Raises :class:`OutsideCalendar`.
        """
        self.require(start)
        self.require(end)
        days = self._working_days
        if end >= start:
            return bisect_right(days, end) - bisect_right(days, start)
        return bisect_left(days, end) - bisect_left(days, start)

    def extended(self, version: str, closed: Iterable[date]) -> "WorkingDayCalendar":
        """Return a calendar under another version with more closed days. Raises :class:`OutsideCalendar`."""
        extra = frozenset(closed)
        for day in extra:
            self.require(day)
        return WorkingDayCalendar(version, self.bank_holidays | extra, self.first_year, self.last_year)

    @cached_property
    def _working_days(self) -> tuple[date, ...]:
        first = date(self.first_year, 1, 1)
        length = (date(self.last_year, 12, 31) - first).days + 1
        every_day = (first + timedelta(days=offset) for offset in range(length))
        return tuple(day for day in every_day if day.weekday() < _SATURDAY and day not in self.bank_holidays)

    def require(self, day: date) -> None:
        """Raise :class:`OutsideCalendar` unless ``day`` is in the years covered."""
        if not self.first_year <= day.year <= self.last_year:
            raise self._outside()

    def _outside(self) -> OutsideCalendar:
        return OutsideCalendar(self.version, self.first_year, self.last_year)
