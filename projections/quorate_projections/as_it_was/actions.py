"""The actions that had been agreed in a meeting, as they stood, for one viewer."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from quorate_events.access import action as access
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.policy import Ground
from quorate_events.access.resources import ActionFacts, Circumstances
from quorate_events.meetings.vocabulary import ActionStatus, MeetingStatus
from quorate_events.rules.clocks import london_date
from quorate_projections.actions_agreed.projection import ActionsAgreedProjection
from quorate_projections.actions_agreed.queries import ActionFilter, RegisteredAction
from quorate_projections.actions_agreed.state import Action, MeetingActions
from quorate_projections.as_it_was.meeting import PastMeeting
from quorate_projections.as_it_was.moment import Moment

_ACTIONS = ActionsAgreedProjection()
_OPEN = (ActionStatus.AGREED, ActionStatus.ACCEPTED)


def actions_as_they_were(
    meeting: PastMeeting, moment: Moment, grounds: Mapping[UUID, Ground], wanted: ActionFilter
) -> list[RegisteredAction]:
    """Return the actions at ``moment`` that ``grounds`` (those of today's register, by action) let be read, by date.

    Overdue: by the London date of the moment.
    """
    found = _listed(meeting, moment, lambda action: grounds.get(action.action_id))
    return [each for each in found if _is_wanted(each, wanted)]


def actions_seen_then(meeting: PastMeeting, moment: Moment, viewer: Actor) -> list[RegisteredAction]:
    """Return the actions at ``moment`` that ``viewer`` could read in that very moment, by date."""
    then = meeting.at(moment, _ACTIONS)
    if then is None:
        return []
    circle, now = then.standing.circle, Circumstances(moment.at)

    def ground(action: Action) -> Ground | None:
        return decide(viewer, access.Action.READ_ACTION, ActionFacts(circle, action.agency_id), now).ground

    return _listed(meeting, moment, ground)


def _listed(
    meeting: PastMeeting, moment: Moment, ground: Callable[[Action], Ground | None]
) -> list[RegisteredAction]:
    then = meeting.at(moment, _ACTIONS)
    if then is None:
        return []
    grounds = [(action, ground(action)) for action in then.actions.values()]
    found = [
        _registered(meeting.meeting_id, then, action, why, london_date(moment.at))
        for action, why in grounds
        if why is not None
    ]
    return sorted(found, key=lambda each: (each.due, each.action_id))


def _registered(
    meeting_id: UUID, then: MeetingActions, action: Action, ground: Ground, today: date
) -> RegisteredAction:
    standing = then.standing
    cancelled = standing.status is MeetingStatus.CANCELLED
    return RegisteredAction(
        meeting_id=meeting_id,
        action_id=action.action_id,
        meeting_kind=standing.kind,
        scheduled_for=then.planned[action.action_id],
        agency_id=action.agency_id,
        role=action.role,
        practitioner_id=action.practitioner_id,
        what=action.what,
        measure=action.measure,
        child_ids=action.child_ids,
        agreed_on=action.agreed_on,
        first_due=action.first_due,
        due=action.due,
        status=action.status,
        completed_on=action.completed_on,
        overdue=action.status in _OPEN and action.due < today and not cancelled,
        history=action.history,
        ground=ground,
    )


def _is_wanted(action: RegisteredAction, wanted: ActionFilter) -> bool:
    return (
        wanted.agency_id in (None, action.agency_id)
        and wanted.practitioner_id in (None, action.practitioner_id)
        and (wanted.statuses is None or action.status in wanted.statuses)
        and wanted.overdue in (None, action.overdue)
        and (wanted.due_from is None or action.due >= wanted.due_from)
        and (wanted.due_to is None or action.due <= wanted.due_to)
    )
