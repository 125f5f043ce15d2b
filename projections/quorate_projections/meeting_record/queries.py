"""Asks the records, for one viewer."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import msgspec

from quorate_events.access.visibility import sees_meeting
from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import MeetingForm, MeetingKind, MeetingStatus
from quorate_events.rules.clocks import end_of_day, start_of_day
from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.directory.entries import Names, names_from
from quorate_projections.meeting_record.record import MeetingRecord

_DOCUMENT = msgspec.json.Decoder(MeetingRecord)


class AssembledMeeting(msgspec.Struct, frozen=True):
    """The whole record of a meeting, and the names of everybody in it."""

    meeting_id: UUID
    record: MeetingRecord
    names: Names


class MeetingFilter(msgspec.Struct, frozen=True):
    """Which meetings; None does not matter. The dates are London dates, inclusive.

    ``agency_id`` is an agency that takes part: invited or convening.
    """

    kinds: Collection[MeetingKind] | None = None
    statuses: Collection[MeetingStatus] | None = None
    planned_from: date | None = None
    planned_to: date | None = None
    child_id: UUID | None = None
    agency_id: UUID | None = None
    chair_id: UUID | None = None


class ListedMeeting(msgspec.Struct, frozen=True):
    """A meeting in a list; ``invited`` counts agencies, ``held_on`` is the first sitting's London date."""

    meeting_id: UUID
    kind: MeetingKind
    form: MeetingForm
    status: MeetingStatus
    scheduled_for: datetime
    held_on: date | None
    place: str
    reference: str
    chair_id: UUID
    convening_agency_id: UUID
    invited: int
    child_ids: tuple[UUID, ...]


class ByTime(NamedTuple):
    """Where a page begins: behind this time and id."""

    scheduled_for: datetime
    meeting_id: UUID


async def meeting(views: Asked, meeting_id: UUID, viewer: Recorder) -> AssembledMeeting | None:
    """Return the assembled meeting in one statement; None when it does not exist or is not for the viewer."""
    row = await views.fetchrow(_sql("select_meeting"), meeting_id)
    if row is None:
        return None
    record = _DOCUMENT.decode(row["document"])
    if not sees_meeting(viewer, record.standing.circle):
        return None
    return AssembledMeeting(meeting_id, record, names_from(row["names"]))


async def meetings(
    views: Asked, wanted: MeetingFilter, viewer: Recorder, *, after: ByTime | None = None, limit: int
) -> list[ListedMeeting]:
    """Return up to ``limit`` meetings that the viewer may read, the latest first."""
    rows = await views.fetch(
        _sql("select_meetings"), *_filters(wanted, viewer), *(after or (None, None)), limit
    )
    return [_listed(row) for row in rows]


async def count_meetings(views: Asked, wanted: MeetingFilter, viewer: Recorder) -> int:
    """Return how many meetings :func:`meetings` would list without a limit."""
    return int(await views.fetchval(_sql("count_meetings"), *_filters(wanted, viewer)))


async def sees_child(views: Asked, child_id: UUID, viewer: Recorder) -> bool:
    """Return whether the viewer may read a meeting about the child."""
    args = viewer.practitioner_id, viewer.agency_id, child_id
    return bool(await views.fetchval(_sql("sees_child"), *args))


def _filters(wanted: MeetingFilter, viewer: Recorder) -> tuple[Any, ...]:
    day, last = wanted.planned_from, wanted.planned_to
    return (
        viewer.practitioner_id,
        viewer.agency_id,
        None if wanted.kinds is None else [kind.value for kind in wanted.kinds],
        None if wanted.statuses is None else [status.value for status in wanted.statuses],
        None if day is None else start_of_day(day),
        None if last is None else end_of_day(last),
        wanted.child_id,
        wanted.agency_id,
        wanted.chair_id,
    )


def _listed(row: asyncpg.Record) -> ListedMeeting:
    closed = {"kind": MeetingKind, "form": MeetingForm, "status": MeetingStatus}
    words = {name: words(row[name]) for name, words in closed.items()}
    return ListedMeeting(**dict(row) | words | {"child_ids": tuple(row["child_ids"])})


def _sql(name: str) -> str:
    return load_sql("quorate_projections.meeting_record", name)
