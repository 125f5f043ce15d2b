"""Asks the records, for one viewer."""

from collections.abc import Awaitable, Callable, Collection
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import msgspec

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import LATER, ChildFacts, Circle, Circumstances
from quorate_events.access.scope import scope_of
from quorate_events.meetings.vocabulary import MeetingForm, MeetingKind, MeetingStatus
from quorate_events.rules.clocks import end_of_day, start_of_day
from quorate_events.rules.rule_set import Anchor
from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.directory.entries import Names, names_from
from quorate_projections.meeting_record.record import MeetingRecord

_DOCUMENT = msgspec.json.Decoder(MeetingRecord)
_CIRCLE = msgspec.json.Decoder(Circle)


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
    circle: Circle


class ByTime(NamedTuple):
    """Where a page begins: behind this time and id."""

    scheduled_for: datetime
    meeting_id: UUID


async def meeting(
    views: Asked, meeting_id: UUID, viewer: Actor, now: Circumstances = LATER
) -> AssembledMeeting | None:
    """Return the assembled meeting; None when it does not exist or is not for the viewer.

    The meeting that it results from is named to those only who may read that one too, and the day of the conference
    before it to those only who run this one; ``timeliness`` shows it to whoever may read that conference.
    """
    row = await views.fetchrow(_sql("select_meeting"), meeting_id)
    if row is None:
        return None
    kept = _DOCUMENT.decode(row["document"])
    record = await as_shown(kept, kept.standing.circle, viewer, now, partial(may_read, views, viewer, now))
    return None if record is None else AssembledMeeting(meeting_id, record, names_from(row["names"]))


async def as_shown(
    record: MeetingRecord,
    circle: Circle,
    viewer: Actor,
    now: Circumstances,
    reads: Callable[[UUID], Awaitable[bool]],
) -> MeetingRecord | None:
    """Return a record as far as the viewer may see it; None when it is not for the viewer.

    ``circle`` is whom the meeting concerns at ``now``; ``reads`` says whether the viewer may read another meeting.
    """
    if not decide(viewer, Action.READ_MEETING, circle, now).allowed:
        return None
    if record.follows is not None and not await reads(record.follows):
        record = msgspec.structs.replace(record, follows=None)
    if not decide(viewer, Action.READ_PREVIOUS_QUORACY, circle, now).allowed:
        told = tuple(each for each in record.anchors if each.anchor is not Anchor.LAST_CONFERENCE)
        record = msgspec.structs.replace(record, anchors=told)
    return record


async def may_read(views: Asked, viewer: Actor, now: Circumstances, meeting_id: UUID) -> bool:
    """Return whether the viewer may read a meeting."""
    circle = await views.fetchval(_sql("select_circle"), meeting_id)
    return circle is not None and decide(viewer, Action.READ_MEETING, _CIRCLE.decode(circle), now).allowed


async def meetings(
    views: Asked,
    wanted: MeetingFilter,
    viewer: Actor,
    *,
    after: ByTime | None = None,
    limit: int,
    earliest_first: bool = False,
) -> list[ListedMeeting]:
    """Return up to ``limit`` meetings that the viewer may read, the latest or the earliest first."""
    begins = after or (None, None)
    rows = await views.fetch(
        _sql("select_meetings"), *_filters(wanted, viewer), *begins, limit, earliest_first
    )
    return [_listed(row) for row in rows]


async def count_meetings(views: Asked, wanted: MeetingFilter, viewer: Actor) -> int:
    """Return how many meetings :func:`meetings` would list without a limit."""
    return int(await views.fetchval(_sql("count_meetings"), *_filters(wanted, viewer)))


async def circles_of(views: Asked, meeting_ids: Collection[UUID]) -> dict[UUID, Circle]:
    """Return whom each of the meetings concerns, the owners of its actions included; unknown ones are missing."""
    rows = await views.fetch(_sql("select_circles"), list(meeting_ids))
    return {row["meeting_id"]: _CIRCLE.decode(row["circle"]) for row in rows}


async def children_of(views: Asked, meeting_ids: Collection[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Return whom each of the meetings is about, by their ids; unknown meetings are missing."""
    rows = await views.fetch(_sql("select_children_of_meetings"), list(meeting_ids))
    return {row["meeting_id"]: tuple(row["child_ids"]) for row in rows}


async def child_facts(views: Asked, child_id: UUID) -> ChildFacts | None:
    """Return what decides who may know of the child; None when there is none."""
    kept = await views.fetchval(_sql("select_child_facts"), child_id)
    return None if kept is None else msgspec.json.decode(kept, type=ChildFacts)


def _filters(wanted: MeetingFilter, viewer: Actor) -> tuple[Any, ...]:
    day, last = wanted.planned_from, wanted.planned_to
    scope = scope_of(viewer)
    return (
        viewer.practitioner_id,
        scope.reading_agency_id,
        None if wanted.kinds is None else [kind.value for kind in wanted.kinds],
        None if wanted.statuses is None else [status.value for status in wanted.statuses],
        None if day is None else start_of_day(day),
        None if last is None else end_of_day(last),
        wanted.child_id,
        wanted.agency_id,
        wanted.chair_id,
        scope.chair_id,
    )


def _listed(row: asyncpg.Record) -> ListedMeeting:
    closed = {"kind": MeetingKind, "form": MeetingForm, "status": MeetingStatus}
    words = {name: words(row[name]) for name, words in closed.items()}
    whole = {"child_ids": tuple(row["child_ids"]), "circle": _CIRCLE.decode(row["circle"])}
    return ListedMeeting(**dict(row) | words | whole)


def _sql(name: str) -> str:
    return load_sql("quorate_projections.meeting_record", name)
