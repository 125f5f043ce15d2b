"""What is worth an auditor's question in a period: a start for asking people, never a verdict. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from statistics import median
from uuid import UUID

import msgspec

BEFORE = timedelta(days=28)
"""How far back a person's usual is looked for."""

FEW = 30
"""So many looks in a day are nobody's anomaly."""

TIMES = 3
"""How many times the usual is far above it."""

MANY_REFUSALS = 5
"""So many refusals in a day are more than somebody who mistook an id."""


class Anomaly(StrEnum):
    """In what way looks are unusual."""

    VOLUME = "volume"
    """Far more looks in a day than the person's own usual, and than the usual of everybody else."""
    OUT_OF_INVOLVEMENT = "out_of_involvement"
    """Records opened in an emergency, or tried in vain, of meetings that never concerned the agency."""
    REPEATED_REFUSALS = "repeated_refusals"
    """Refused again and again in one day."""


class PersonDay(msgspec.Struct, frozen=True, kw_only=True):
    """What one person read on one London day.

    ``looks`` were shown and ``refusals`` were not; ``emergencies`` are meetings opened in an emergency, and
    ``strangers`` meetings tried in vain of which the agency was never shown anything.
    """

    practitioner_id: UUID
    practitioner_name: str | None
    agency_id: UUID
    agency_name: str | None
    day: date
    looks: int
    refusals: int
    emergencies: int
    strangers: int


class UnusualLooks(msgspec.Struct, frozen=True, kw_only=True):
    """One person's unusual day.

    ``count`` is what was counted: looks, meetings, or refusals. ``own_usual`` and ``others_usual`` are looks in
    a day on which somebody looks at all (medians), where volume is unusual; None otherwise, and for a person
    who never looked before.
    """

    anomaly: Anomaly
    practitioner_id: UUID
    practitioner_name: str | None
    agency_id: UUID
    agency_name: str | None
    day: date
    count: int
    own_usual: float | None = None
    others_usual: float | None = None


def unusual(days: Sequence[PersonDay], first_day: date, last_day: date) -> list[UnusualLooks]:
    """Return what is unusual between the two days, inclusive, the latest first.

    ``days`` also hold the days of ``BEFORE`` before the first: what is usual is read from them.
    """
    within = [day for day in days if first_day <= day.day <= last_day]
    found = [*_volume(within, days), *_out_of_involvement(within), *_repeated_refusals(within)]
    return sorted(found, key=lambda each: (-each.day.toordinal(), each.anomaly, each.practitioner_id))


def _volume(within: Iterable[PersonDay], days: Sequence[PersonDay]) -> Iterator[UnusualLooks]:
    by_person: dict[UUID, list[PersonDay]] = defaultdict(list)
    for day in days:
        if day.looks:
            by_person[day.practitioner_id].append(day)
    for day in within:
        if day.looks < FEW:
            continue
        own = [each.looks for each in by_person[day.practitioner_id] if _just_before(each, day)]
        others = [
            each.looks
            for person, theirs in by_person.items()
            if person != day.practitioner_id
            for each in theirs
            if each.day == day.day or _just_before(each, day)
        ]
        own_usual = median(own) if own else None
        others_usual = median(others) if others else None
        if day.looks > TIMES * max(own_usual or 0, others_usual or 0):
            yield _found(Anomaly.VOLUME, day, day.looks, own_usual, others_usual)


def _out_of_involvement(within: Iterable[PersonDay]) -> Iterator[UnusualLooks]:
    for day in within:
        if count := day.emergencies + day.strangers:
            yield _found(Anomaly.OUT_OF_INVOLVEMENT, day, count)


def _repeated_refusals(within: Iterable[PersonDay]) -> Iterator[UnusualLooks]:
    for day in within:
        if day.refusals >= MANY_REFUSALS:
            yield _found(Anomaly.REPEATED_REFUSALS, day, day.refusals)


def _just_before(earlier: PersonDay, day: PersonDay) -> bool:
    return day.day - BEFORE <= earlier.day < day.day


def _found(
    anomaly: Anomaly,
    day: PersonDay,
    count: int,
    own_usual: float | None = None,
    others_usual: float | None = None,
) -> UnusualLooks:
    return UnusualLooks(
        anomaly=anomaly,
        practitioner_id=day.practitioner_id,
        practitioner_name=day.practitioner_name,
        agency_id=day.agency_id,
        agency_name=day.agency_name,
        day=day.day,
        count=count,
        own_usual=own_usual,
        others_usual=others_usual,
    )
