"""How each event changes who may read a meeting. Every function is pure."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from quorate_events.meetings.action_progress import ActionReassigned
from quorate_events.meetings.actions import ActionAgreed
from quorate_events.meetings.contributions import ContributionDeclined, ContributionSubmitted, NothingHeld
from quorate_projections.access.state import MeetingAccess, OwnedAction


def _answered(
    meeting: MeetingAccess, event: ContributionSubmitted | NothingHeld | ContributionDeclined
) -> MeetingAccess:
    return replace(meeting, answered=meeting.answered | {event.agency_id})


def _agreed(meeting: MeetingAccess, event: ActionAgreed) -> MeetingAccess:
    action = OwnedAction(event.agency_id, event.child_ids or meeting.standing.child_ids)
    return replace(meeting, actions={**meeting.actions, event.action_id: action})


def _reassigned(meeting: MeetingAccess, event: ActionReassigned) -> MeetingAccess:
    action = replace(meeting.actions[event.action_id], agency_id=event.agency_id)
    return replace(meeting, actions={**meeting.actions, event.action_id: action})


CHANGES: dict[type, Callable[[MeetingAccess, Any], MeetingAccess]] = {
    ContributionSubmitted: _answered,
    NothingHeld: _answered,
    ContributionDeclined: _answered,
    ActionAgreed: _agreed,
    ActionReassigned: _reassigned,
}
"""What changes who may read, besides how the meeting stands, by event."""
