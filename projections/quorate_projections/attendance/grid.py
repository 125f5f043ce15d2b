"""The attendance of one meeting: everybody asked, everybody who was there, who is missing, who is silent."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import LATER, Circle, Circumstances
from quorate_events.meetings.values import Deputy
from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    ChildParticipation,
    InvitationAnswer,
    MeetingKind,
    MeetingStatus,
)
from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.attendance.meeting_facts import Missing
from quorate_projections.attendance.presence import InvitationOutcome
from quorate_projections.attendance.state import InvolvementBucket


class Invitee(msgspec.Struct, frozen=True, kw_only=True):
    """An agency asked in a role, and what became of it.

    ``sittings`` are those at which somebody came in this role or as its deputy; ``joined_at`` is the first
    time on the record and ``left_at`` the last. ``report_received`` and ``nothing_held`` are as of now.
    """

    invitation_id: UUID
    agency_id: UUID
    agency_name: str | None
    role: str
    practitioner_id: UUID | None
    practitioner_name: str | None
    invited_at: datetime
    answer: InvitationAnswer | None
    answered_at: datetime | None
    deputy: Deputy | None
    report_due: date | None
    involvement: InvolvementBucket
    challenged: bool
    outcome: InvitationOutcome
    mode: AttendanceMode | None
    sittings: tuple[int, ...]
    joined_at: datetime | None
    left_at: datetime | None
    report_received: bool
    nothing_held: bool


class AttendeeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One person at one sitting; ``agency_id`` is None for the family and those who came with them."""

    sitting: int
    attendee_id: UUID
    agency_id: UUID | None
    agency_name: str | None
    role: str
    family: bool
    practitioner_id: UUID | None
    name: str
    status: AttendanceStatus
    mode: AttendanceMode | None
    joined_at: datetime | None
    left_at: datetime | None
    note: str


class ChildLine(msgspec.Struct, frozen=True, kw_only=True):
    """One child, and how the child took part or was heard; None: not recorded yet."""

    child_id: UUID
    name: str | None
    participation: ChildParticipation | None


class AttendanceGrid(msgspec.Struct, frozen=True, kw_only=True):
    """The whole attendance of one meeting. ``missing`` follows the meeting's own rule set."""

    meeting_id: UUID
    circle: Circle
    kind: MeetingKind
    status: MeetingStatus
    held_on: date | None
    sittings: int
    missing: tuple[Missing, ...]
    invitees: tuple[Invitee, ...]
    attendees: tuple[AttendeeLine, ...]
    children: tuple[ChildLine, ...]

    @property
    def not_answered(self) -> tuple[Invitee, ...]:
        """Those who have not answered the invitation."""
        return tuple(invitee for invitee in self.invitees if invitee.answer is None)


async def attendance_grid(
    views: Asked, meeting_id: UUID, viewer: Actor, now: Circumstances = LATER
) -> AttendanceGrid | None:
    """Return the grid, in one statement; None when there is no such meeting or not for this viewer."""
    kept = await views.fetchval(load_sql("quorate_projections.attendance", "grid"), meeting_id)
    if kept is None:
        return None
    grid = msgspec.json.decode(kept, type=AttendanceGrid)
    return grid if decide(viewer, Action.READ_ATTENDANCE, grid.circle, now).allowed else None
