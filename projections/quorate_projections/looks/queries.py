"""Asks the record of looks. What the asker may see of it is decided before asking, and again by PostgreSQL."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from quorate_events.rules.clocks import end_of_day, start_of_day
from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.looks.unusual import BEFORE, PersonDay, UnusualLooks, unusual


class LookFilter(msgspec.Struct, frozen=True):
    """Which looks; None does not matter. The days are London dates, inclusive; ``until`` is a time (UTC) instead."""

    child_id: UUID | None = None
    meeting_id: UUID | None = None
    practitioner_id: UUID | None = None
    first_day: date | None = None
    last_day: date | None = None
    until: datetime | None = None


class LookTaken(msgspec.Struct, frozen=True):
    """One look: who, when, at what by its ids, on what ground or why it was refused. Never what was read."""

    look_id: UUID
    at: datetime
    practitioner_id: UUID
    practitioner_name: str | None
    agency_id: UUID
    agency_name: str | None
    what: str
    operation: str
    ground: str | None
    refused: str | None
    meeting_id: UUID | None
    action_id: UUID | None
    child_ids: tuple[UUID, ...]
    part_ids: tuple[UUID, ...]
    about_practitioner_id: UUID | None
    about_practitioner_name: str | None


class ByMoment(NamedTuple):
    """Where a page begins: behind this look."""

    at: datetime
    look_id: UUID


async def looks(
    views: Asked, ledger: str, wanted: LookFilter, *, after: ByMoment | None = None, limit: int
) -> list[LookTaken]:
    """Return up to ``limit`` looks, the latest first."""
    rows = await views.fetch(_sql("select_looks"), ledger, *_filters(wanted), *(after or (None, None)), limit)
    return [msgspec.convert(dict(row), LookTaken) for row in rows]


async def count_looks(views: Asked, ledger: str, wanted: LookFilter) -> int:
    """Return how many looks :func:`looks` would list without a limit."""
    return int(await views.fetchval(_sql("count_looks"), ledger, *_filters(wanted)))


async def unusual_looks(views: Asked, ledger: str, first_day: date, last_day: date) -> list[UnusualLooks]:
    """Return what is unusual from ``first_day`` to ``last_day`` (London dates, inclusive), the latest first.

    What is usual is taken from the days of ``BEFORE`` before each day.
    """
    since = start_of_day(first_day - BEFORE)
    until = start_of_day(last_day + timedelta(days=1))
    rows = await views.fetch(_sql("select_days"), ledger, since, until)
    return unusual([PersonDay(**dict(row)) for row in rows], first_day, last_day)


def _filters(wanted: LookFilter) -> tuple[Any, ...]:
    first, last = wanted.first_day, wanted.last_day
    return (
        wanted.child_id,
        wanted.meeting_id,
        wanted.practitioner_id,
        None if first is None else start_of_day(first),
        wanted.until if last is None else end_of_day(last),
    )


def _sql(name: str) -> str:
    return load_sql("quorate_projections.looks", name)
