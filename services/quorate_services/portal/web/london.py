"""Dates and times as they are written in Britain, of London: GOV.UK style, ``3 December 2026, 2:30pm``."""

import re
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_ISO_TIME = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?\+00:00")
_ISO_DAY = re.compile(r"(?<=\bby )\d{4}-\d\d-\d\d\b|^\d{4}-\d\d-\d\d$")


def as_date(value: str | date | None) -> date | None:
    """Return the London date of what the API sends: a date, or a time in UTC."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.astimezone(LONDON).date()
    if isinstance(value, date):
        return value
    return as_time(value).date() if "T" in value else date.fromisoformat(value)


def as_time(value: str | datetime) -> datetime:
    """Return a time as clocks in London show it."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.astimezone(LONDON)


def uk_date(value: str | date | None) -> str:
    """Return ``3 December 2026``, or nothing."""
    found = as_date(value)
    return "" if found is None else f"{found.day} {found:%B %Y}"


def uk_day(value: str | date | None) -> str:
    """Return ``Thursday 3 December 2026``, or nothing."""
    found = as_date(value)
    return "" if found is None else f"{found:%A} {found.day} {found:%B %Y}"


def uk_clock(value: str | datetime) -> str:
    """Return ``2:30pm``, ``midday`` or ``midnight``."""
    moment = as_time(value)
    if (moment.hour, moment.minute) in ((0, 0), (12, 0)):
        return "midday" if moment.hour else "midnight"
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def uk_time(value: str | datetime | None) -> str:
    """Return ``3 December 2026, 2:30pm``, or nothing."""
    return "" if not value else f"{uk_date(as_time(value))}, {uk_clock(value)}"


def with_uk_dates(text: str) -> str:
    """Return a text with the times and days in it, which the API writes as ISO 8601, as in Britain."""
    return _ISO_DAY.sub(
        lambda found: _read(found, uk_date), _ISO_TIME.sub(lambda found: _read(found, uk_time), text)
    )


def _read(found: re.Match[str], show: Callable[[str], str]) -> str:
    try:
        return show(found[0])
    except ValueError:
        return found[0]


def how_near(value: str | date | None, today: date) -> str:
    """Return ``today``, ``tomorrow``, ``in 3 days``, ``yesterday`` or ``3 days ago``; nothing for no date."""
    found = as_date(value)
    if found is None:
        return ""
    days = (found - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")


def one_day(value: str | date) -> str:
    """Return the address of a list with this London day as its first and last."""
    day = as_date(value)
    assert day is not None
    parts = ("day", "month", "year")
    return "&".join(f"{name}-{part}={getattr(day, part)}" for name in ("from", "to") for part in parts)
