"""Reads the days between which looks are wanted, from the address of the page."""

from datetime import date, timedelta
from urllib.parse import urlencode

import msgspec

from quorate_services.portal.pages.chairing.dates import day_of, filled
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Posted

_NAMES = {"from": "first day", "to": "last day"}
_USUAL = timedelta(days=27)
_LONGEST = timedelta(days=365)


class Days(msgspec.Struct, frozen=True):
    """The days that are wanted, both inclusive; None: as far as there is any. ``fields`` is what stands in the form."""

    first: date | None
    last: date | None
    fields: Fields
    errors: dict[str, str]

    @property
    def query(self) -> str:
        """Return the days as they stand in the address."""
        return urlencode(
            {name: values[0] for name, values in self.fields.items() if name.startswith(("from-", "to-"))}
        )


def days_asked(asked: Posted) -> Days:
    """Return the days between which looks are wanted; none are needed."""
    errors: dict[str, str] = {}
    found = {name: day_of(asked, name) for name in _NAMES}
    for name, label in _NAMES.items():
        if found[name] is None and filled(asked, name):
            errors[f"{name}-day"] = f"The {label} must be a real day"
    first, last = found["from"], found["to"]
    if first and last and last < first:
        errors["to-day"] = "The last day must not be before the first day"
    return Days(first, last, asked.fields, errors)


def period_asked(asked: Posted, today: date) -> Days:
    """Return the days that are searched for what is unusual: four weeks where none are named, a year at most."""
    days = days_asked(asked)
    last = days.last or today
    first = days.first or last - _USUAL
    errors = dict(days.errors)
    if not errors and last < first:
        errors["from-day"] = "The first day must not be after the last day"
    if not errors and last - first > _LONGEST:
        errors["from-day"] = "The days must lie within one year"
    fields = dict(days.fields)
    for name, day in (("from", first), ("to", last)):
        if not filled(asked, name):
            fields |= {f"{name}-{part}": [str(getattr(day, part))] for part in ("day", "month", "year")}
    return Days(first, last, fields, errors)
