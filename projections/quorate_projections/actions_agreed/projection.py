"""Keeps the register of agreed actions."""

from typing import ClassVar
from uuid import UUID

import msgspec
from msgspec.structs import replace

from quorate_events.meetings.actions import ActionAgreed
from quorate_events.meetings.convening import MeetingConvened
from quorate_projections.actions_agreed.folding import PROGRESS, agreed
from quorate_projections.actions_agreed.state import Action, MeetingActions
from quorate_projections.engine.projection import Projection, RecordedEvent, Row, Rows, table
from quorate_projections.standing import STANDING_TOPICS, begun, stands_after


class ActionsAgreedProjection(Projection[MeetingActions]):
    """One row an action, and one row for each agency that may read the meeting."""

    name: ClassVar[str] = "actions_agreed"
    version: ClassVar[int] = 4
    state = MeetingActions
    topics: ClassVar[frozenset[str]] = STANDING_TOPICS | {
        event.TOPIC  # type: ignore[attr-defined]
        for event in (ActionAgreed, *PROGRESS)
    }
    tables = (
        table(
            "actions",
            {"meeting_id": "uuid", "action_id": "uuid"},
            {
                "meeting_kind": "text",
                "meeting_status": "text",
                "scheduled_for": "timestamptz",
                "chair_id": "uuid",
                "convening_agency_id": "uuid",
                "excluded": "uuid[]",
                "agency_id": "uuid",
                "role": "text",
                "practitioner_id": "uuid",
                "what": "text",
                "measure": "text",
                "child_ids": "uuid[]",
                "agreed_on": "date",
                "first_due": "date",
                "due": "date",
                "status": "text",
                "completed_on": "date",
                "history": "bytea",
            },
        ),
        table("readers", {"meeting_id": "uuid", "agency_id": "uuid"}, {}),
    )

    def fold(self, state: MeetingActions | None, event: RecordedEvent) -> MeetingActions:
        """Take in one event of the meeting."""
        happened = event.event
        if isinstance(happened, MeetingConvened):
            return MeetingActions(begun(happened))
        if state is None:
            raise ValueError(f"{event.topic} before the meeting was convened")
        if isinstance(happened, ActionAgreed):
            return replace(
                state,
                actions={**state.actions, happened.action_id: agreed(happened)},
                planned={**state.planned, happened.action_id: state.standing.scheduled_for},
            )
        progress = PROGRESS.get(type(happened))
        if progress is None:
            return replace(state, standing=stands_after(state.standing, happened))
        action = progress(state.actions[happened.action_id], happened)
        return replace(state, actions={**state.actions, happened.action_id: action})

    def rows(self, stream_id: UUID, state: MeetingActions) -> Rows:
        """The actions; a meeting without any has no rows at all."""
        if not state.actions:
            return {}
        return {
            "actions": [_row(stream_id, state, action) for action in state.actions.values()],
            "readers": [(stream_id, agency_id) for agency_id in state.standing.readers],
        }


def _row(meeting_id: UUID, state: MeetingActions, action: Action) -> Row:
    standing = state.standing
    return (
        meeting_id,
        action.action_id,
        standing.kind,
        standing.status,
        state.planned[action.action_id],
        standing.chair_id,
        standing.convening_agency_id,
        standing.excluded_ids,
        action.agency_id,
        action.role,
        action.practitioner_id,
        action.what,
        action.measure,
        action.child_ids,
        action.agreed_on,
        action.first_due,
        action.due,
        action.status,
        action.completed_on,
        msgspec.json.encode(action.history),
    )
