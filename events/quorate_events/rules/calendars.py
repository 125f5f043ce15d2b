"""The working-day calendars that exist: those shipped, and those of a directory handed in."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from quorate_events.rules.calendar import WorkingDayCalendar
from quorate_events.rules.files import BrokenRuleSet, Problem, read_json, shaped

_Year = Annotated[int, Meta(ge=1900, le=2200)]


class ClosedDay(Struct, frozen=True, forbid_unknown_fields=True):
    """One day besides weekends that is not a working day."""

    date: date
    name: str


class CalendarFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A calendar as a file: whole (``first_year``, ``last_year``) or more days on one it ``extends``."""

    version: Annotated[str, Meta(min_length=1, max_length=120)]
    name: str
    source: str
    closed_days: tuple[ClosedDay, ...]
    extends: str | None = None
    first_year: _Year | None = None
    last_year: _Year | None = None


def build_calendars(
    files: Iterable[tuple[str, bytes]], known: Mapping[str, WorkingDayCalendar]
) -> dict[str, WorkingDayCalendar]:
    """Return ``known`` and the calendars of ``files`` (name, content), by version.

    A file may extend any calendar in ``known``. Raises :class:`~quorate_events.rules.files.BrokenRuleSet`.
    """
    calendars = dict(known)
    for file, content in files:
        shape = shaped(file, read_json(file, content), CalendarFile)
        if shape.version in calendars:
            raise BrokenRuleSet(file, (Problem("version", f"the calendar {shape.version} exists already"),))
        calendars[shape.version] = _calendar(file, shape, known)
    return calendars


def _calendar(file: str, shape: CalendarFile, known: Mapping[str, WorkingDayCalendar]) -> WorkingDayCalendar:
    days = frozenset(day.date for day in shape.closed_days)
    if len(days) != len(shape.closed_days):
        raise BrokenRuleSet(file, (Problem("closed_days", "a date is there twice"),))
    base = _base(file, shape, known)
    if any(not base.first_year <= day.year <= base.last_year for day in days):
        what = f"a date lies outside {base.first_year} to {base.last_year}"
        raise BrokenRuleSet(file, (Problem("closed_days", what),))
    return base.extended(shape.version, days)


def _base(file: str, shape: CalendarFile, known: Mapping[str, WorkingDayCalendar]) -> WorkingDayCalendar:
    if shape.extends is not None:
        if shape.first_year is not None or shape.last_year is not None:
            what = "a calendar that extends another covers the same years and names none of its own"
            raise BrokenRuleSet(file, (Problem("extends", what),))
        if shape.extends not in known:
            raise BrokenRuleSet(file, (Problem("extends", f"there is no calendar {shape.extends}"),))
        return known[shape.extends]
    if shape.first_year is None or shape.last_year is None or shape.first_year > shape.last_year:
        what = "a calendar that extends no other needs a first_year and a later or equal last_year"
        raise BrokenRuleSet(file, (Problem("first_year", what),))
    return WorkingDayCalendar(shape.version, frozenset(), shape.first_year, shape.last_year)
