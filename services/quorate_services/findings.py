"""What `quorate doctor` says about one thing that it looked at."""

from enum import StrEnum

import msgspec


class Health(StrEnum):
    """How a finding stands."""

    WELL = "well"
    WATCH = "watch"
    BROKEN = "broken"


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at: what was seen, and what to do where it is not well."""

    subject: str
    health: Health
    seen: str
    advice: str = ""


LAG_TO_WATCH = 30.0
"""Seconds after which what lags is worth a look."""
