"""Asks what a person has to do."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import MeetingKind
from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.work_list.items import WorkKind


class WorkFilter(msgspec.Struct, frozen=True):
    """Which work; None does not matter. ``mine`` leaves out what is for colleagues in person."""

    mine: bool = False
    kinds: Collection[WorkKind] | None = None
    overdue: bool | None = None
    meeting_id: UUID | None = None


class WorkItem(msgspec.Struct, frozen=True):
    """One thing to do; overdue from the day after ``due`` (London). See :class:`items.Item`."""

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


class WorkCount(msgspec.Struct, frozen=True):
    """How much of one kind there is to do, and how much of it is overdue."""

    kind: WorkKind
    items: int
    overdue: int


class ByUrgency(NamedTuple):
    """Where a page begins: behind this item."""

    due: date | None
    meeting_id: UUID
    item: str


async def work_list(
    views: Asked,
    wanted: WorkFilter,
    viewer: Recorder,
    today: date,
    *,
    after: ByUrgency | None = None,
    limit: int,
) -> list[WorkItem]:
    """Return up to ``limit`` things that the viewer, or the viewer's agency, has to do; most urgent first."""
    filters = _filters(wanted, viewer, today)
    rows = await views.fetch(_sql("select_items"), *filters, *(after or (None, None, None)), limit)
    return [
        WorkItem(
            **dict(row) | {"kind": WorkKind(row["kind"]), "meeting_kind": MeetingKind(row["meeting_kind"])}
        )
        for row in rows
    ]


async def count_work(views: Asked, wanted: WorkFilter, viewer: Recorder, today: date) -> list[WorkCount]:
    """Return how much there is to do by kind; a kind without any is missing."""
    rows = await views.fetch(_sql("count_items"), *_filters(wanted, viewer, today))
    return [WorkCount(WorkKind(row["kind"]), row["items"], row["overdue"]) for row in rows]


def _filters(wanted: WorkFilter, viewer: Recorder, today: date) -> tuple[Any, ...]:
    return (
        viewer.practitioner_id,
        viewer.agency_id,
        today,
        wanted.mine,
        None if wanted.kinds is None else [kind.value for kind in wanted.kinds],
        wanted.overdue,
        wanted.meeting_id,
    )


def _sql(name: str) -> str:
    return load_sql("quorate_projections.work_list", name)
