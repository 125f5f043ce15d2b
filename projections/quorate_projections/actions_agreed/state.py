"""Every action of one meeting, with all that became of it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import ActionStatus
from quorate_projections.standing import Standing


class ActionStepKind(StrEnum):
    """What became of an action at one point of its history."""

    AGREED = "agreed"
    ACCEPTED = "accepted"
    PROGRESSED = "progressed"
    COMPLETED = "completed"
    REASSIGNED = "reassigned"
    RESCHEDULED = "rescheduled"
    NOT_DONE = "not_done"


class ActionStep(msgspec.Struct, frozen=True, gc=False):
    """One entry in an action's history.

    ``note`` is the progress, evidence or reason in words. ``agency_id`` and ``due`` are the owner and the
    London date that hold from here on, where the step set them.
    """

    kind: ActionStepKind
    at: datetime
    by: Recorder
    note: str = ""
    agency_id: UUID | None = None
    due: date | None = None


class Action(msgspec.Struct, frozen=True, gc=False):
    """One action as it stands. ``first_due`` is the date first agreed, ``due`` the one that holds."""

    action_id: UUID
    what: str
    measure: str
    agency_id: UUID
    role: str
    child_ids: tuple[UUID, ...]
    agreed_on: date
    first_due: date
    due: date
    status: ActionStatus = ActionStatus.AGREED
    practitioner_id: UUID | None = None
    completed_on: date | None = None
    history: tuple[ActionStep, ...] = ()


class MeetingActions(msgspec.Struct, frozen=True, gc=False):
    """How a meeting stands, and its actions by id.

    ``planned`` is for when the meeting was planned as each was agreed: the owner need not know how it was moved since.
    """

    standing: Standing
    actions: dict[UUID, Action] = {}
    planned: dict[UUID, datetime] = {}
