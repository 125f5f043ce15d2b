"""Asks the register of actions, for one viewer; and how many were done on time, for anybody."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import msgspec

from quorate_events.access.actor import Actor
from quorate_events.access.policy import Ground
from quorate_events.access.scope import scope_of
from quorate_events.meetings.vocabulary import ActionStatus, MeetingKind
from quorate_events.store.statements import load_sql
from quorate_projections.actions_agreed.state import ActionStep
from quorate_projections.asking import Asked
from quorate_projections.metrics.rate import Rate

_HISTORY = msgspec.json.Decoder(tuple[ActionStep, ...])


class Period(StrEnum):
    """How long the periods of a count are: calendar months or calendar quarters."""

    MONTH = "month"
    QUARTER = "quarter"


class ActionFilter(msgspec.Struct, frozen=True):
    """Which actions; None does not matter. ``due_from`` and ``due_to`` are London dates, inclusive."""

    meeting_id: UUID | None = None
    agency_id: UUID | None = None
    practitioner_id: UUID | None = None
    statuses: Collection[ActionStatus] | None = None
    overdue: bool | None = None
    due_from: date | None = None
    due_to: date | None = None


class RegisteredAction(msgspec.Struct, frozen=True):
    """One action of the register. Overdue: still open after its date, in a meeting that was not cancelled.

    ``ground`` is why the viewer is shown it.
    """

    meeting_id: UUID
    action_id: UUID
    meeting_kind: MeetingKind
    scheduled_for: datetime
    agency_id: UUID
    role: str
    practitioner_id: UUID | None
    what: str
    measure: str
    child_ids: tuple[UUID, ...]
    agreed_on: date
    first_due: date
    due: date
    status: ActionStatus
    completed_on: date | None
    overdue: bool
    history: tuple[ActionStep, ...]
    ground: Ground


class ByDue(NamedTuple):
    """Where a page begins: behind this date and id."""

    due: date
    action_id: UUID


class ActionsDone(msgspec.Struct, frozen=True):
    """The actions of one agency whose date lies in one period, ``YYYY-MM`` or ``YYYY-Qn``, and has passed.

    Without an agency they are those of the whole partnership. ``due`` is the denominator and ``done_on_time`` the
    numerator; ``put_off`` counts those given a later date than first agreed.
    """

    period: str
    agency_id: UUID | None
    due: int
    done_on_time: int
    done_late: int
    not_done: int
    still_open: int
    put_off: int

    @property
    def on_time(self) -> Rate:
        """Done on time, of those due: the metric ``actions_done_on_time``."""
        return Rate(self.done_on_time, self.due)


async def actions(
    views: Asked,
    wanted: ActionFilter,
    viewer: Actor,
    today: date,
    *,
    after: ByDue | None = None,
    limit: int,
) -> list[RegisteredAction]:
    """Return up to ``limit`` actions by date: the viewer's agency's, and those of meetings it may read."""
    filters = _filters(wanted, viewer, today)
    rows = await views.fetch(_sql("select_actions"), *filters, *(after or (None, None)), limit)
    return [_action(row) for row in rows]


async def count_actions(views: Asked, wanted: ActionFilter, viewer: Actor, today: date) -> int:
    """Return how many actions :func:`actions` would list without a limit."""
    return int(await views.fetchval(_sql("count_actions"), *_filters(wanted, viewer, today)))


async def actions_done(
    views: Asked,
    today: date,
    *,
    by: Period = Period.MONTH,
    due_from: date | None = None,
    due_to: date | None = None,
    agency_id: UUID | None = None,
) -> list[ActionsDone]:
    """Return how many actions were done on time, by period and owning agency. Names no child or person."""
    rows = await views.fetch(_sql("actions_done"), today, by.value, due_from, due_to, agency_id)
    return [ActionsDone(**dict(row)) for row in rows]


def _filters(wanted: ActionFilter, viewer: Actor, today: date) -> tuple[Any, ...]:
    scope = scope_of(viewer)
    return (
        viewer.practitioner_id,
        scope.own_agency_id,
        today,
        wanted.meeting_id,
        wanted.agency_id,
        wanted.practitioner_id,
        None if wanted.statuses is None else [status.value for status in wanted.statuses],
        wanted.overdue,
        wanted.due_from,
        wanted.due_to,
        scope.chair_id,
        scope.reading_agency_id,
    )


def _action(row: asyncpg.Record) -> RegisteredAction:
    values = dict(row) | {"history": _HISTORY.decode(row["history"]), "child_ids": tuple(row["child_ids"])}
    values |= {"status": ActionStatus(row["status"]), "meeting_kind": MeetingKind(row["meeting_kind"])}
    values["ground"] = Ground(row["ground"])
    return RegisteredAction(**values)


def _sql(name: str) -> str:
    return load_sql("quorate_projections.actions_agreed", name)
