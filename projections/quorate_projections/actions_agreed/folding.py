"""How each event changes an action. Every function is pure."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from quorate_events.meetings.action_progress import (
    ActionAccepted,
    ActionCompleted,
    ActionNotDone,
    ActionProgressed,
    ActionReassigned,
    ActionRescheduled,
)
from quorate_events.meetings.actions import ActionAgreed
from quorate_events.meetings.vocabulary import ActionStatus
from quorate_events.rules.clocks import london_date
from quorate_projections.actions_agreed.state import Action, ActionStep, ActionStepKind


def agreed(event: ActionAgreed) -> Action:
    """Return the action that was just agreed."""
    step = ActionStep(
        ActionStepKind.AGREED, event.timestamp, event.by, agency_id=event.agency_id, due=event.due
    )
    return Action(
        action_id=event.action_id,
        what=event.what,
        measure=event.measure,
        agency_id=event.agency_id,
        role=event.role,
        child_ids=event.child_ids,
        agreed_on=london_date(event.timestamp),
        first_due=event.due,
        due=event.due,
        history=(step,),
    )


def _accepted(action: Action, event: ActionAccepted) -> Action:
    step = ActionStep(ActionStepKind.ACCEPTED, event.timestamp, event.by)
    return _next(action, step, status=ActionStatus.ACCEPTED, practitioner_id=event.practitioner_id)


def _progressed(action: Action, event: ActionProgressed) -> Action:
    return _next(action, ActionStep(ActionStepKind.PROGRESSED, event.timestamp, event.by, event.note))


def _completed(action: Action, event: ActionCompleted) -> Action:
    step = ActionStep(ActionStepKind.COMPLETED, event.timestamp, event.by, event.evidence)
    return _next(action, step, status=ActionStatus.COMPLETED, completed_on=event.completed_on)


def _reassigned(action: Action, event: ActionReassigned) -> Action:
    step = ActionStep(
        ActionStepKind.REASSIGNED, event.timestamp, event.by, event.reason, agency_id=event.agency_id
    )
    return _next(
        action,
        step,
        status=ActionStatus.AGREED,
        agency_id=event.agency_id,
        role=event.role,
        practitioner_id=None,
    )


def _rescheduled(action: Action, event: ActionRescheduled) -> Action:
    step = ActionStep(ActionStepKind.RESCHEDULED, event.timestamp, event.by, event.reason, due=event.due)
    return _next(action, step, due=event.due)


def _not_done(action: Action, event: ActionNotDone) -> Action:
    step = ActionStep(ActionStepKind.NOT_DONE, event.timestamp, event.by, event.reason)
    return _next(action, step, status=ActionStatus.NOT_DONE)


def _next(action: Action, step: ActionStep, **changes: Any) -> Action:
    return replace(action, history=(*action.history, step), **changes)


PROGRESS: dict[type, Callable[[Action, Any], Action]] = {
    ActionAccepted: _accepted,
    ActionProgressed: _progressed,
    ActionCompleted: _completed,
    ActionReassigned: _reassigned,
    ActionRescheduled: _rescheduled,
    ActionNotDone: _not_done,
}
"""What becomes of an action, by event."""


def actions_of(events: Iterable[Any]) -> list[Action]:
    """Return the actions of a meeting as some of its events leave them, in the order in which they were agreed."""
    found: dict[UUID, Action] = {}
    for event in events:
        if isinstance(event, ActionAgreed):
            found[event.action_id] = agreed(event)
        elif (progress := PROGRESS.get(type(event))) and event.action_id in found:
            found[event.action_id] = progress(found[event.action_id], event)
    return list(found.values())
