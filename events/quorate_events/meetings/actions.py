"""Agreeing actions: what, which agency and role, by when, and how we will know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from quorate_events.checks import require_text
from quorate_events.errors import Invalid
from quorate_events.meetings.checks import in_session, require_children, require_role_for, runs
from quorate_events.meetings.errors import DateInThePast
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.vocabulary import ActionStatus, Origin
from quorate_events.rules.clocks import london_date

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class DuplicateAction(Invalid):
    """The id of the action is taken."""

    code = "duplicate_action"


class ActionIncomplete(Invalid):
    """An action without an owner or a date."""

    code = "action_incomplete"


@dataclass(slots=True)
class Action:
    """Where one action stands."""

    agency_id: UUID
    status: ActionStatus = ActionStatus.AGREED


@dataclass(frozen=True)
class ActionAgreed(MeetingEvent):
    """An action was agreed; ``due`` is a London date."""

    TOPIC: ClassVar[str] = "quorate.meeting.action_agreed"
    CREATES: ClassVar[str] = "action_id"

    action_id: UUID
    what: str
    agency_id: UUID
    role: str
    due: date
    measure: str
    child_ids: tuple[UUID, ...]

    def apply(self, meeting: "Meeting") -> None:
        """Keep the action."""
        meeting.actions[self.action_id] = Action(self.agency_id)


class AgreeAction(Command, frozen=True, kw_only=True):
    """Agree an action: what, who owns it, by when, and how we will know that it is done."""

    what: str
    agency_id: UUID | None = None
    role: str
    due: date | None = None
    measure: str
    child_ids: tuple[UUID, ...] = ()
    action_id: UUID | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse outside a sitting, without owner or date, a date in the past, an unknown role or child."""
        runs(meeting, context.by)
        in_session(meeting)
        require_text(self.what, "what")
        require_text(self.measure, "measure")
        require_role_for(context.rules.get(meeting.rule_set), self.role, self.agency_id, context)
        if self.agency_id is None or self.due is None:
            raise ActionIncomplete(
                "An action needs an owning agency and a date.",
                "Say who does it and by when; an action without an owner is not done.",
            )
        if self.due < london_date(context.now) and context.by.origin is Origin.LIVE:
            raise DateInThePast
        require_children(meeting, self.child_ids)
        if self.action_id in meeting.actions:
            raise DuplicateAction("An action with this id exists already.", "Use a new id.")
        return [
            ActionAgreed(
                *context.stamp(meeting),
                action_id=self.action_id or context.new_id(),
                what=self.what,
                agency_id=self.agency_id,
                role=self.role,
                due=self.due,
                measure=self.measure,
                child_ids=self.child_ids,
            )
        ]
