"""Reads a day and a time as people in Britain write them."""

import re
from datetime import datetime

from quorate_services.portal.web.london import LONDON

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_NAMED = {"midday": (12, 0), "noon": (12, 0), "midnight": (0, 0)}


def release_time(day: str, month: str, year: str, clock: str) -> datetime | None:
    """Return the moment in London that is meant; None for what is no day or no time."""
    hours = _hours(clock.strip().lower())
    if hours is None or not (day.isdecimal() and month.isdecimal() and year.isdecimal()):
        return None
    try:
        return datetime(int(year), int(month), int(day), *hours, tzinfo=LONDON)
    except ValueError:
        return None


def _hours(clock: str) -> tuple[int, int] | None:
    if clock in _NAMED:
        return _NAMED[clock]
    found = _CLOCK.fullmatch(clock)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif found[2] is None:
        # Without am or pm a lone number could be either.
        return None
    return hour, minute
