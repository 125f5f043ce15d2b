"""Asks what a person has to do."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import msgspec

from quorate_events.access.actor import Actor, ActorKind, Duty
from quorate_events.access.scope import scope_of
from quorate_events.meetings.vocabulary import MeetingKind, Sector
from quorate_events.people.standing import MembershipStatus
from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.directory.entries import Agency, Practitioner
from quorate_projections.work_list.items import Notice, WorkKind

_NOTICE = msgspec.json.Decoder(Notice)


class WorkFilter(msgspec.Struct, frozen=True):
    """Which work; None does not matter. ``mine`` leaves out what is for colleagues in person."""

    mine: bool = False
    kinds: Collection[WorkKind] | None = None
    overdue: bool | None = None
    meeting_id: UUID | None = None


class WorkItem(msgspec.Struct, frozen=True):
    """One thing to do, overdue from the day after ``due`` (a London date).

    ``agency`` and ``practitioner`` are None where it is for neither, or where nobody is registered.
    ``child_ids``: whom the meeting is about, for the record of looks. ``notice`` says more of what is to be noted.
    """

    meeting_id: UUID
    item: str
    kind: WorkKind
    agency_id: UUID | None
    practitioner_id: UUID | None
    link_id: UUID
    why: str
    due: date | None
    since: datetime
    meeting_kind: MeetingKind
    scheduled_for: datetime
    overdue: bool
    agency: Agency | None
    practitioner: Practitioner | None
    child_ids: tuple[UUID, ...] = ()
    notice: Notice | None = None


class WorkCount(msgspec.Struct, frozen=True):
    """How much of one kind there is to do, and how much of it is overdue."""

    kind: WorkKind
    items: int
    overdue: int


class WorkStates(NamedTuple):
    """How somebody's work stood at a position: by meeting, a number that changes when the work there does."""

    position: int
    by_meeting: dict[UUID, int]


class ByUrgency(NamedTuple):
    """Where a page begins: behind this item."""

    due: date | None
    meeting_id: UUID
    item: str


async def work_list(
    views: Asked,
    wanted: WorkFilter,
    viewer: Actor,
    today: date,
    *,
    after: ByUrgency | None = None,
    limit: int,
) -> list[WorkItem]:
    """Return up to ``limit`` things that the viewer, or the viewer's agency, has to do; most urgent first.

    One statement, the names included.
    """
    filters = _filters(wanted, viewer, today)
    rows = await views.fetch(_sql("select_items"), *filters, *(after or (None, None, None)), limit)
    return [_item(row) for row in rows]


async def count_work(views: Asked, wanted: WorkFilter, viewer: Actor, today: date) -> list[WorkCount]:
    """Return how much there is to do by kind; a kind without any is missing."""
    rows = await views.fetch(_sql("count_items"), *_filters(wanted, viewer, today))
    return [WorkCount(WorkKind(row["kind"]), row["items"], row["overdue"]) for row in rows]


async def work_states(views: Asked, viewer: Actor, meeting_ids: Collection[UUID] | None = None) -> WorkStates:
    """Return how the viewer's work stands in ``meeting_ids``, or in every meeting."""
    scope = scope_of(viewer)
    wanted = None if meeting_ids is None else list(meeting_ids)
    owner = scope.own_practitioner_id, scope.own_agency_id
    rows = await views.fetch(_sql("select_states"), *owner, wanted)
    states = {row["meeting_id"]: row["state"] for row in rows if row["meeting_id"] is not None}
    return WorkStates(max((row["position"] for row in rows), default=0), states)


def _item(row: asyncpg.Record) -> WorkItem:
    agency = practitioner = None
    if row["agency_name"] is not None:
        agency = Agency(row["agency_id"], row["agency_name"], Sector(row["sector"]))
    if row["practitioner_name"] is not None:
        practitioner = Practitioner(
            row["practitioner_id"],
            row["practitioner_name"],
            row["works_for"],
            row["title"],
            ActorKind(row["practitioner_kind"]),
            MembershipStatus(row["practitioner_status"]),
            tuple(map(Duty, row["practitioner_duties"])),
        )
    return WorkItem(
        meeting_id=row["meeting_id"],
        item=row["item"],
        kind=WorkKind(row["kind"]),
        agency_id=row["agency_id"],
        practitioner_id=row["practitioner_id"],
        link_id=row["link_id"],
        why=row["why"],
        due=row["due"],
        since=row["since"],
        meeting_kind=MeetingKind(row["meeting_kind"]),
        scheduled_for=row["scheduled_for"],
        overdue=row["overdue"],
        agency=agency,
        practitioner=practitioner,
        child_ids=tuple(row["child_ids"]),
        notice=None if row["notice"] is None else _NOTICE.decode(row["notice"]),
    )


def _filters(wanted: WorkFilter, viewer: Actor, today: date) -> tuple[Any, ...]:
    scope = scope_of(viewer)
    return (
        scope.own_practitioner_id,
        scope.own_agency_id,
        today,
        wanted.mine,
        None if wanted.kinds is None else [kind.value for kind in wanted.kinds],
        wanted.overdue,
        wanted.meeting_id,
    )


def _sql(name: str) -> str:
    return load_sql("quorate_projections.work_list", name)
