"""The attendance of one meeting: everybody asked, everybody who was there, who is missing, who is silent."""

from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

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
from quorate_projections.information_shared.queries import information_shared
from quorate_projections.information_shared.seen import InformationShared


class Invitee(msgspec.Struct, frozen=True, kw_only=True):
    """An agency asked in a role, and what became of it.

    ``sittings`` are those at which somebody came in this role or as its deputy; ``joined_at`` is the first
    time on the record and ``left_at`` the last. ``report_received`` and ``nothing_held`` are as of now;
    ``report_told`` is the former for those who may know of no part of what the agency took back.
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
    report_told: bool


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

    @property
    def takes_back(self) -> bool:
        """Whether an agency took its whole answer back: then :meth:`told` is asked what somebody is told of it."""
        return any(each.report_told != each.report_received for each in self.invitees)

    def told(self, shared: InformationShared | None) -> "AttendanceGrid":
        """Return the grid as it is told to somebody who sees ``shared`` of the meeting's information.

        That an agency has answered is told to everybody; that it took all of it back, to those who may know of some
        part of it (``Action.KNOW_OF_ANSWER``).
        """
        known = () if shared is None else shared.known_agency_ids
        invitees = tuple(
            each if each.agency_id in known else replace(each, report_received=each.report_told)
            for each in self.invitees
        )
        return replace(self, invitees=invitees)


async def attendance_grid(
    views: Asked, meeting_id: UUID, viewer: Actor, now: Circumstances = LATER
) -> AttendanceGrid | None:
    """Return the grid; None when there is no such meeting or not for this viewer.

    In one statement, and a second where an agency took its whole answer back.
    """
    kept = await views.fetchval(load_sql("quorate_projections.attendance", "grid"), meeting_id)
    if kept is None:
        return None
    grid = msgspec.json.decode(kept, type=AttendanceGrid)
    if not decide(viewer, Action.READ_ATTENDANCE, grid.circle, now).allowed:
        return None
    if not grid.takes_back:
        return grid
    return grid.told(await information_shared(views, meeting_id, viewer, now.now))
