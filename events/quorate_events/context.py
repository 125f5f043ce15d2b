"""What a decision is handed from outside: the time, who asks, new identifiers. Nothing here reads a clock."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

import msgspec

from quorate_events.meetings.vocabulary import Origin


class Recorder(msgspec.Struct, frozen=True, gc=False):
    """Who put a fact on the record, for which agency, and how it came there."""

    practitioner_id: UUID
    agency_id: UUID
    origin: Origin = Origin.LIVE


class EmergencyTerms(msgspec.Struct, frozen=True):
    """How long a record stays open that was opened in an emergency, and how often one person may open one.

    ``at_once`` is how many openings of one person may be open at the same time, ``a_day`` how many they may make
    within 24 hours. All records about one child, opened together, are one opening.
    """

    lasts: timedelta = timedelta(minutes=60)
    at_once: int = 3
    a_day: int = 5


class Clock(Protocol):
    """Tells the time, in UTC."""

    def now(self) -> datetime:
        """Return an aware datetime in UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


NewId = Callable[[], UUID]
"""Makes identifiers. Production uses :func:`uuid7`, tests a counted one."""


def uuid7_at(moment: datetime, random: int) -> UUID:
    """Make a UUID version 7 (RFC 9562 §5.7) for ``moment`` from 74 random bits."""
    return _uuid7(int(moment.timestamp() * 1000), random)


def _uuid7(milliseconds: int, random: int) -> UUID:
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76 | ((random >> 62) & 0xFFF) << 64
    value |= 0b10 << 62 | (random & 0x3FFF_FFFF_FFFF_FFFF)
    return UUID(int=value)


def uuid7() -> UUID:
    """Make a UUID version 7 for now, so that identifiers sort by time and indexes stay compact."""
    return _uuid7(time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10)) >> 6)
