"""Keeps who may read which meeting, for the policies of row-level security."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from msgspec.structs import replace

from quorate_events.meetings.convening import MeetingConvened
from quorate_projections.access.folding import CHANGES
from quorate_projections.access.state import MeetingAccess
from quorate_projections.engine.projection import Projection, RecordedEvent, Row, Rows, table
from quorate_projections.standing import STANDING_TOPICS, begun, stands_after


class AccessProjection(Projection[MeetingAccess]):
    """The one source, in SQL, of who may read a meeting or know of a child."""

    name: ClassVar[str] = "access"
    version: ClassVar[int] = 4
    state = MeetingAccess
    topics: ClassVar[frozenset[str]] = STANDING_TOPICS | {
        event.TOPIC  # type: ignore[attr-defined]
        for event in CHANGES
    }
    tables = (
        table("readers", {"meeting_id": "uuid", "agency_id": "uuid"}, {}),
        table("chairs", {"meeting_id": "uuid", "practitioner_id": "uuid"}, {}),
        table("excluded", {"meeting_id": "uuid", "practitioner_id": "uuid"}, {}),
        table("excluded_agencies", {"meeting_id": "uuid", "agency_id": "uuid"}, {}),
        table("openings", {"meeting_id": "uuid", "practitioner_id": "uuid"}, {"until": "timestamptz"}),
        table("children", {"meeting_id": "uuid", "child_id": "uuid"}, {}),
        table("own_children", {"meeting_id": "uuid", "agency_id": "uuid", "child_id": "uuid"}, {}),
    )

    def fold(self, state: MeetingAccess | None, event: RecordedEvent) -> MeetingAccess:
        """Take in one event of the meeting."""
        happened = event.event
        if isinstance(happened, MeetingConvened):
            return MeetingAccess(begun(happened))
        if state is None:
            raise ValueError(f"{event.topic} before the meeting was convened")
        change = CHANGES.get(type(happened))
        if change is not None:
            return change(state, happened)
        return replace(state, standing=stands_after(state.standing, happened))

    def rows(self, stream_id: UUID, state: MeetingAccess) -> Rows:
        """Return who may read the meeting, who may not, and whom it is about."""
        circle = state.standing.circle
        return {
            "readers": [(stream_id, agency_id) for agency_id in state.standing.readers],
            "chairs": [(stream_id, state.standing.chair_id)],
            "excluded": [(stream_id, person) for person in sorted(circle.excluded_practitioner_ids)],
            "excluded_agencies": [(stream_id, agency) for agency in sorted(circle.excluded_agency_ids)],
            "openings": [(stream_id, person, until) for person, until in _openings(state).items()],
            "children": [(stream_id, child_id) for child_id in state.standing.child_ids],
            "own_children": sorted(set(_own_children(stream_id, state))),
        }


def _openings(state: MeetingAccess) -> dict[UUID, datetime]:
    """Until when the meeting is open to whom in an emergency: the latest of each person's openings."""
    until: dict[UUID, datetime] = {}
    for each in state.standing.emergency_openings:
        until[each.practitioner_id] = max(each.until, until.get(each.practitioner_id, each.until))
    return until


def _own_children(meeting_id: UUID, state: MeetingAccess) -> Iterator[Row]:
    """The children whom agencies know of from what is their own: an answer to the meeting, an action.

    An agency that reads the meeting knows of its children by that. One that does not any more knows of those of
    the time when it did, and the owner of an action of those of the time when it was agreed. One that was
    excluded knows of those in whose meeting it shared something, and of no others.
    """
    for agency_id in state.answered & state.standing.left.keys():
        known = state.standing.left[agency_id].child_ids
        yield from ((meeting_id, agency_id, child_id) for child_id in known)
    for action in state.actions.values():
        if action.agency_id in state.standing.shut_out_agencies:
            continue
        yield from ((meeting_id, action.agency_id, child_id) for child_id in action.child_ids)
