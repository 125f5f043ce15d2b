"""Keeps what was asked and shared in each meeting."""

from typing import ClassVar
from uuid import UUID

import msgspec

from quorate_events.meetings.convening import MeetingConvened
from quorate_projections.engine.projection import Projection, RecordedEvent, Row, Rows, table
from quorate_projections.information_shared.folding import CHANGES
from quorate_projections.information_shared.mentioned import mentioned_in, mentioned_in_answers
from quorate_projections.information_shared.state import SharedMeeting
from quorate_projections.standing import STANDING_TOPICS, begun, in_order, stands_after


class InformationSharedProjection(Projection[SharedMeeting]):
    """One row a meeting with all that was shared, and one row for each child that it is about."""

    name: ClassVar[str] = "information_shared"
    version: ClassVar[int] = 6
    state = SharedMeeting
    topics: ClassVar[frozenset[str]] = STANDING_TOPICS | {event.TOPIC for event in CHANGES}  # type: ignore[attr-defined]
    tables = (
        table(
            "meetings",
            {"meeting_id": "uuid"},
            {
                "kind": "text",
                "status": "text",
                "scheduled_for": "timestamptz",
                "chair_id": "uuid",
                "excluded": "uuid[]",
                "mentioned_agency_ids": "uuid[]",
                "practitioner_ids": "uuid[]",
                "child_ids": "uuid[]",
                "content": "bytea",
            },
        ),
        table("children", {"meeting_id": "uuid", "child_id": "uuid"}, {"scheduled_for": "timestamptz"}),
        table(
            "own_shares",
            {"meeting_id": "uuid", "agency_id": "uuid"},
            {
                "scheduled_for": "timestamptz",
                "mentioned_agency_ids": "uuid[]",
                "practitioner_ids": "uuid[]",
                "child_ids": "uuid[]",
                "content": "bytea",
            },
        ),
    )

    def fold(self, state: SharedMeeting | None, event: RecordedEvent) -> SharedMeeting:
        """Take in one event of the meeting."""
        happened = event.event
        if isinstance(happened, MeetingConvened):
            return SharedMeeting(begun(happened))
        if state is None:
            raise ValueError(f"{event.topic} before the meeting was convened")
        change = CHANGES.get(type(happened))
        changed = state if change is None else change(state, happened)
        return msgspec.structs.replace(changed, standing=stands_after(state.standing, happened))

    def rows(self, stream_id: UUID, state: SharedMeeting) -> Rows:
        """The meeting with its content, its children, and what stays with agencies that were removed from it."""
        standing = state.standing
        mentioned = mentioned_in(state)
        meeting = (
            stream_id,
            standing.kind,
            standing.status,
            standing.scheduled_for,
            standing.chair_id,
            standing.excluded_ids,
            in_order(mentioned.agency_ids),
            in_order(mentioned.practitioner_ids),
            in_order(standing.child_ids),
            msgspec.json.encode(state),
        )
        children = [(stream_id, child_id, standing.scheduled_for) for child_id in standing.child_ids]
        removed = [
            _own_share(stream_id, state, agency) for agency in standing.left if agency in state.answers
        ]
        return {"meetings": [meeting], "children": children, "own_shares": removed}


def _own_share(meeting_id: UUID, state: SharedMeeting, agency_id: UUID) -> Row:
    own = state.own_share(agency_id)
    mentioned = mentioned_in_answers(own)
    return (
        meeting_id,
        agency_id,
        own.standing.scheduled_for,
        in_order(mentioned.agency_ids),
        in_order(mentioned.practitioner_ids),
        in_order(own.standing.child_ids),
        msgspec.json.encode(own),
    )
