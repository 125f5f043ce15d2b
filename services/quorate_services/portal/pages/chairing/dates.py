"""Reads a day in three fields, and a time, as people in Britain write them."""

import re
from datetime import date, datetime, time

from quorate_services.portal.web.forms import Posted
from quorate_services.portal.web.london import LONDON

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_NAMED = {"midday": time(12), "noon": time(12), "midnight": time(0)}


def filled(sent: Posted, name: str) -> bool:
    """Return whether anything stands in one of the three fields of a day."""
    return any(sent.get(f"{name}-{part}") for part in ("day", "month", "year"))


def day_of(sent: Posted, name: str) -> date | None:
    """Return the day that stands in ``name-day``, ``name-month`` and ``name-year``; None for what is no day."""
    parts = [sent.get(f"{name}-{part}") for part in ("year", "month", "day")]
    if (
        not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts)
        or len(parts[0]) != 4
    ):
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def clock_of(text: str) -> time | None:
    """Return the time that ``2:30pm``, ``14:30`` or ``midday`` means; None for what is no time."""
    text = text.strip().lower()
    if text in _NAMED:
        return _NAMED[text]
    found = _CLOCK.fullmatch(text)
    if found is None or (found[2] is None and not found[3]):
        # Without am or pm a lone number could be either.
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def in_london(day: date, at: time) -> datetime:
    """Return the moment at which clocks in London show that day and time."""
    return datetime.combine(day, at, LONDON)
