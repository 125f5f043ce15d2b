"""Keeps the record of each meeting as one document, with what the lists are filtered by."""

from typing import ClassVar
from uuid import UUID

import msgspec
from msgspec.structs import replace

from quorate_events.meetings.convening import MeetingConvened
from quorate_projections.engine.projection import Projection, RecordedEvent, Rows, table
from quorate_projections.meeting_record.folding import CHANGES
from quorate_projections.meeting_record.folding_before import convened
from quorate_projections.meeting_record.mentioned import agencies_in, practitioners_in
from quorate_projections.meeting_record.record import MeetingRecord
from quorate_projections.standing import STANDING_TOPICS, in_order, stands_after


class MeetingRecordProjection(Projection[MeetingRecord]):
    """One row a meeting with its document, one for each agency that may read it, one for each child."""

    name: ClassVar[str] = "meeting_record"
    version: ClassVar[int] = 8
    state = MeetingRecord
    topics: ClassVar[frozenset[str]] = STANDING_TOPICS | {
        event.TOPIC  # type: ignore[attr-defined]
        for event in CHANGES
    }
    tables = (
        table(
            "meetings",
            {"meeting_id": "uuid"},
            {
                "kind": "text",
                "form": "text",
                "status": "text",
                "scheduled_for": "timestamptz",
                "held_on": "date",
                "place": "text",
                "reference": "text",
                "chair_id": "uuid",
                "excluded": "uuid[]",
                "circle": "jsonb",
                "convening_agency_id": "uuid",
                "invited": "integer",
                "agency_ids": "uuid[]",
                "practitioner_ids": "uuid[]",
                "child_ids": "uuid[]",
                "document": "bytea",
            },
        ),
        table("readers", {"meeting_id": "uuid", "agency_id": "uuid"}, {"scheduled_for": "timestamptz"}),
        table("children", {"meeting_id": "uuid", "child_id": "uuid"}, {}),
        table(
            "emergency_openings",
            {"meeting_id": "uuid", "opening_id": "uuid"},
            {
                "practitioner_id": "uuid",
                "agency_id": "uuid",
                "reason": "text",
                "opened_at": "timestamptz",
                "until": "timestamptz",
                "by_child_id": "uuid",
                "acknowledged_at": "timestamptz",
            },
        ),
        table(
            "chair_changes",
            {"meeting_id": "uuid", "version": "integer"},
            {
                "chair_before_id": "uuid",
                "chair_id": "uuid",
                "practitioner_id": "uuid",
                "agency_id": "uuid",
                "reason": "text",
                "changed_at": "timestamptz",
                "acknowledged_at": "timestamptz",
            },
        ),
    )

    def fold(self, state: MeetingRecord | None, event: RecordedEvent) -> MeetingRecord:
        """Put one event onto the record."""
        happened = event.event
        if isinstance(happened, MeetingConvened):
            return convened(happened)
        if state is None:
            raise ValueError(f"{event.topic} before the meeting was convened")
        change = CHANGES.get(type(happened))
        changed = state if change is None else change(state, happened)
        return replace(changed, standing=stands_after(state.standing, happened))

    def rows(self, stream_id: UUID, state: MeetingRecord) -> Rows:
        """The meeting, its readers and its children."""
        standing = state.standing
        meeting = (
            stream_id,
            standing.kind,
            state.form,
            standing.status,
            standing.scheduled_for,
            standing.held_on,
            state.place,
            state.reference,
            standing.chair_id,
            standing.excluded_ids,
            standing.kept_circle,
            standing.convening_agency_id,
            len(standing.invited_agency_ids),
            in_order(agencies_in(state)),
            in_order(practitioners_in(state)),
            in_order(standing.child_ids),
            msgspec.json.encode(state),
        )
        readers = [(stream_id, agency_id, standing.scheduled_for) for agency_id in standing.readers]
        children = [(stream_id, child_id) for child_id in standing.child_ids]
        openings = [
            (
                stream_id,
                each.opening_id,
                each.by.practitioner_id,
                each.by.agency_id,
                each.reason,
                each.opened_at,
                each.until,
                each.by_child_id,
                each.acknowledged_at,
            )
            for each in state.emergencies
        ]
        chairs = [
            (
                stream_id,
                each.version,
                each.chair_before_id,
                each.chair_id,
                each.by.practitioner_id,
                each.by.agency_id,
                each.reason,
                each.changed_at,
                each.acknowledged_at,
            )
            for each in state.chairs
        ]
        return {
            "meetings": [meeting],
            "readers": readers,
            "children": children,
            "emergency_openings": openings,
            "chair_changes": chairs,
        }
