"""Reads the moment that somebody asks about: a position of the log, or a day and a time in London."""

import re
from datetime import datetime, timedelta
from typing import Any

import msgspec

from quorate_services.portal.pages.chairing.dates import clock_of, day_of, filled, in_london
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Posted
from quorate_services.portal.web.london import as_time, uk_clock

_LARGEST = 2**31
_POSITION = re.compile("[0-9]{1,10}")


class Asked(msgspec.Struct, frozen=True):
    """What was asked: ``as_of`` as the API takes it; None where nothing was asked, or it cannot be read."""

    as_of: dict[str, Any] | None
    fields: Fields
    errors: dict[str, str]

    @property
    def position(self) -> int | None:
        """The position that was asked about; None for a time."""
        return (self.as_of or {}).get("position")

    @property
    def time(self) -> str | None:
        """The time that was asked about; None for a position."""
        return (self.as_of or {}).get("time")


def moment_asked(asked: Posted, now: datetime) -> Asked:
    """Return the moment that the address names. A minute means all of it: what is shown as 2:05pm is not cut off."""
    errors: dict[str, str] = {}
    fields = dict(asked.fields)
    text = asked.get("position")
    if text:
        if _POSITION.fullmatch(text) and 0 < int(text) < _LARGEST:
            return Asked({"position": int(text)}, fields, {})
        errors["position"] = "Enter a position as the timeline shows it: a whole number"
        return Asked(None, fields, errors)
    if not filled(asked, "on") and not asked.get("clock"):
        return Asked(None, fields, {})
    day, clock = day_of(asked, "on"), clock_of(asked.get("clock"))
    if day is None:
        errors["on-day"] = "Enter a real day"
    if clock is None:
        errors["clock"] = "Enter a time, like 2:30pm or 14:30"
    if day is None or clock is None:
        return Asked(None, fields, errors)
    moment = in_london(day, clock)
    if moment > now:
        errors["on-day"] = "Enter a day and a time that have passed"
        return Asked(None, fields, errors)
    return Asked({"time": min(moment + timedelta(seconds=59.999999), now).isoformat()}, fields, {})


def fields_of(value: str | datetime) -> Fields:
    """Return what stands in the fields for a moment."""
    moment = as_time(value)
    return {
        "on-day": [str(moment.day)],
        "on-month": [str(moment.month)],
        "on-year": [str(moment.year)],
        "clock": [uk_clock(moment)],
    }
