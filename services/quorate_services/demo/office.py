"""When people work: working days, office hours, and their moments in UTC."""

from datetime import UTC, date, datetime, timedelta

from quorate_events.rules.calendar import WorkingDayCalendar
from quorate_events.rules.london_time import london_to_utc
from quorate_services.demo.chance import Chance

OPENS, CLOSES = 8 * 60 + 45, 17 * 60


class Office:
    """Moments in office hours, in UTC. Minutes count from midnight in London."""

    def __init__(self, calendar: WorkingDayCalendar) -> None:
        self.calendar = calendar
        self._midnights: dict[date, datetime] = {}

    def at(self, day: date, minute: int) -> datetime:
        """Return the moment of ``minute`` on ``day``."""
        noon = self._midnights.get(day)
        if noon is None:
            # Noon is never ambiguous; the office is closed in the nights when clocks change.
            noon = self._midnights[day] = london_to_utc(datetime(day.year, day.month, day.day, 12))
        return noon + timedelta(minutes=minute - 720)

    def some_time(self, chance: Chance, day: date, opens: int = OPENS, closes: int = CLOSES) -> datetime:
        """Return a moment on ``day`` between two minutes, with seconds of its own."""
        seconds = int(chance.random() * (closes - opens) * 60)
        return self.at(day, opens) + timedelta(seconds=seconds)

    def later(self, day: date, working_days: int) -> date:
        """Return the ``working_days``-th working day after ``day``; before it when negative."""
        return self.calendar.add_working_days(day, working_days)

    def on_or_after(self, day: date) -> date:
        """Return ``day``, or the next working day when it is none."""
        return day if self.calendar.is_working_day(day) else self.calendar.add_working_days(day, 1)

    def working_days(self, first: date, last: date) -> list[date]:
        """Return the working days from ``first`` to ``last``, both included."""
        length = (last - first).days + 1
        days = (first + timedelta(days=offset) for offset in range(length))
        return [day for day in days if self.calendar.is_working_day(day)]


def utc(moment: datetime) -> datetime:
    """Return ``moment`` in UTC."""
    return moment.astimezone(UTC)
