"""What becomes of an agreed action: accepted, progressed, completed, reassigned, rescheduled, not done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from quorate_events.checks import require_text
from quorate_events.meetings.actions import Action
from quorate_events.meetings.checks import (
    not_before_sitting,
    not_cancelled,
    require_role_for,
    speaks_for_or_convened,
)
from quorate_events.meetings.errors import ActionFinished, ActionNotFound, DateInTheFuture, DateInThePast
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.vocabulary import ActionStatus
from quorate_events.rules.clocks import london_date

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


@dataclass(frozen=True)
class ActionAccepted(MeetingEvent):
    """The owning agency accepted the action."""

    TOPIC: ClassVar[str] = "quorate.meeting.action_accepted"

    action_id: UUID
    practitioner_id: UUID | None

    def apply(self, meeting: "Meeting") -> None:
        """Mark the action as accepted."""
        meeting.actions[self.action_id].status = ActionStatus.ACCEPTED


@dataclass(frozen=True)
class ActionProgressed(MeetingEvent):
    """A note on how the action goes."""

    TOPIC: ClassVar[str] = "quorate.meeting.action_progressed"

    action_id: UUID
    note: str

    def apply(self, meeting: "Meeting") -> None:
        """Nothing that a later decision needs."""


@dataclass(frozen=True)
class ActionCompleted(MeetingEvent):
    """The action was done, with the evidence. ``completed_on`` is a London date."""

    TOPIC: ClassVar[str] = "quorate.meeting.action_completed"

    action_id: UUID
    evidence: str
    completed_on: date

    def apply(self, meeting: "Meeting") -> None:
        """Mark the action as completed."""
        meeting.actions[self.action_id].status = ActionStatus.COMPLETED


@dataclass(frozen=True)
class ActionReassigned(MeetingEvent):
    """Another agency or role owns the action now, and has to accept it."""

    TOPIC: ClassVar[str] = "quorate.meeting.action_reassigned"

    action_id: UUID
    agency_id: UUID
    role: str
    reason: str

    def apply(self, meeting: "Meeting") -> None:
        """Keep the new owner."""
        meeting.actions[self.action_id] = Action(self.agency_id)


@dataclass(frozen=True)
class ActionRescheduled(MeetingEvent):
    """The action has a new date."""

    TOPIC: ClassVar[str] = "quorate.meeting.action_rescheduled"

    action_id: UUID
    due: date
    reason: str

    def apply(self, meeting: "Meeting") -> None:
        """Nothing that a later decision needs."""


@dataclass(frozen=True)
class ActionNotDone(MeetingEvent):
    """The action will not be done, with the reason."""

    TOPIC: ClassVar[str] = "quorate.meeting.action_not_done"

    action_id: UUID
    reason: str

    def apply(self, meeting: "Meeting") -> None:
        """Mark the action as not done."""
        meeting.actions[self.action_id].status = ActionStatus.NOT_DONE


def _open_action(meeting: "Meeting", action_id: UUID, context: Context) -> Action:
    not_cancelled(meeting)
    action = meeting.actions.get(action_id)
    if action is None:
        raise ActionNotFound
    if action.status in (ActionStatus.COMPLETED, ActionStatus.NOT_DONE):
        raise ActionFinished
    speaks_for_or_convened(context, action.agency_id, meeting)
    return action


class AcceptAction(Command, frozen=True, kw_only=True):
    """Accept an action for the agency; ``practitioner_id`` is who will do it."""

    action_id: UUID
    practitioner_id: UUID | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse an unknown, finished or other agency's action."""
        _open_action(meeting, self.action_id, context)
        return [
            ActionAccepted(
                *context.stamp(meeting), action_id=self.action_id, practitioner_id=self.practitioner_id
            )
        ]


class ReportProgress(Command, frozen=True, kw_only=True):
    """Note how an action goes."""

    action_id: UUID
    note: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse an unknown, finished or other agency's action."""
        _open_action(meeting, self.action_id, context)
        require_text(self.note, "note")
        return [ActionProgressed(*context.stamp(meeting), action_id=self.action_id, note=self.note)]


class CompleteAction(Command, frozen=True, kw_only=True):
    """Complete an action, with the evidence that it was done."""

    action_id: UUID
    evidence: str
    completed_on: date | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse an unknown, finished or other agency's action, missing evidence, and an impossible date."""
        _open_action(meeting, self.action_id, context)
        require_text(self.evidence, "evidence")
        today = london_date(context.now)
        if self.completed_on is not None and self.completed_on > today:
            raise DateInTheFuture
        not_before_sitting(meeting, 0, self.completed_on)
        return [
            ActionCompleted(
                *context.stamp(meeting),
                action_id=self.action_id,
                evidence=self.evidence,
                completed_on=self.completed_on or today,
            )
        ]


class ReassignAction(Command, frozen=True, kw_only=True):
    """Give an action to another agency or role, and say why."""

    action_id: UUID
    agency_id: UUID
    role: str
    reason: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse an unknown, finished or other agency's action, an unknown role and another sector's."""
        _open_action(meeting, self.action_id, context)
        require_role_for(context.rules.get(meeting.rule_set), self.role, self.agency_id, context)
        require_text(self.reason, "reason")
        return [
            ActionReassigned(
                *context.stamp(meeting),
                action_id=self.action_id,
                agency_id=self.agency_id,
                role=self.role,
                reason=self.reason,
            )
        ]


class RescheduleAction(Command, frozen=True, kw_only=True):
    """Give an action a new date, and say why."""

    action_id: UUID
    due: date
    reason: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse an unknown, finished or other agency's action, and a date in the past."""
        _open_action(meeting, self.action_id, context)
        require_text(self.reason, "reason")
        if self.due < london_date(context.now):
            raise DateInThePast
        return [
            ActionRescheduled(
                *context.stamp(meeting), action_id=self.action_id, due=self.due, reason=self.reason
            )
        ]


class RecordActionNotDone(Command, frozen=True, kw_only=True):
    """Record that an action will not be done, and why."""

    action_id: UUID
    reason: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse an unknown, finished or other agency's action."""
        _open_action(meeting, self.action_id, context)
        require_text(self.reason, "reason")
        return [ActionNotDone(*context.stamp(meeting), action_id=self.action_id, reason=self.reason)]
