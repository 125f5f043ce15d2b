"""Folds the events of a meeting into its attendance: the grid, and what the trend counts."""

from typing import ClassVar
from uuid import UUID

from msgspec.structs import replace

from quorate_events.meetings.convening import MeetingConvened
from quorate_events.rules.rule_sets import RuleSets
from quorate_projections.attendance import rows, tables
from quorate_projections.attendance.folding import CHANGES, changed
from quorate_projections.attendance.presence import roll_of
from quorate_projections.attendance.state import AttendanceState
from quorate_projections.engine.projection import Projection, RecordedEvent, Rows
from quorate_projections.standing import STANDING_TOPICS, begun, stands_after


class AttendanceProjection(Projection[AttendanceState]):
    """Keeps the attendance of every meeting. ``rules`` are the rule sets that meetings ran under."""

    name: ClassVar[str] = "attendance"
    version: ClassVar[int] = 6
    state = AttendanceState
    topics: ClassVar[frozenset[str]] = STANDING_TOPICS | {event.TOPIC for event in CHANGES}
    tables = (
        tables.MEETINGS,
        tables.CHILDREN,
        tables.INVITEES,
        tables.ATTENDEES,
        tables.INVITED_AGENCIES,
        tables.INVITED_ROLES,
    )

    def __init__(self, rules: RuleSets) -> None:
        super().__init__()
        self._rules = rules

    def fold(self, state: AttendanceState | None, event: RecordedEvent) -> AttendanceState:
        """Begin with the convening; then let every event change what it is about."""
        happened = event.event
        if isinstance(happened, MeetingConvened):
            return AttendanceState(standing=begun(happened), origin=happened.by.origin)
        if state is None:
            raise ValueError(f"{event.topic} before the meeting was convened")
        # First what the event changes, which may depend on how the meeting stood before it.
        after = changed(state, happened)
        standing = stands_after(state.standing, happened)
        return after if standing is after.standing else replace(after, standing=standing)

    def rows(self, stream_id: UUID, state: AttendanceState) -> Rows:
        """Return the meeting, its children, invitees and attendees, and what the trend counts."""
        rule_set = self._rules.get(state.standing.rule_set)
        roll = roll_of(state)
        by_agency, by_role = rows.counted_rows(stream_id, state, roll)
        return {
            "meetings": [rows.meeting_row(stream_id, state, rule_set)],
            "children": [
                (stream_id, child_id, state.participation.get(child_id))
                for child_id in state.standing.child_ids
            ],
            "invitees": [
                rows.invitee_row(stream_id, invitation_id, state, seat)
                for invitation_id, seat in roll.seats.items()
            ],
            "attendees": rows.attendee_rows(stream_id, state, rule_set),
            "invited_agencies": by_agency,
            "invited_roles": by_role,
        }
