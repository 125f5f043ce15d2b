"""The attendance of one meeting, as the API shows it. Values are the view's own Structs."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    ChildParticipation,
    InvitationAnswer,
    MeetingKind,
    MeetingStatus,
    Sector,
)
from quorate_graphql import enums  # noqa: F401 - declares the enums before any type uses them
from quorate_projections.attendance.presence import InvitationOutcome
from quorate_projections.attendance.state import InvolvementBucket


@strawberry.type(description="The colleague who was named to come in somebody's place.")
class NamedDeputy:
    """A deputy."""

    name: str = strawberry.field(description="The deputy's name.")
    role: str = strawberry.field(description="The role in which the deputy comes.")
    practitioner_id: UUID | None = strawberry.field(description="The deputy, where registered.")


@strawberry.type(description="An agency asked in a role, and what became of it.")
class Invitee:
    """One invitation."""

    invitation_id: UUID = strawberry.field(description="The invitation.")
    agency_id: UUID = strawberry.field(description="The agency.")
    agency_name: str | None = strawberry.field(description="The agency's name.")
    role: str = strawberry.field(description="The role that it was asked in.")
    practitioner_id: UUID | None = strawberry.field(description="The person invited, where one was named.")
    practitioner_name: str | None = strawberry.field(description="The person's name.")
    invited_at: datetime = strawberry.field(description="When it was invited.")
    answer: InvitationAnswer | None = strawberry.field(description="The latest answer; null: none yet.")
    answered_at: datetime | None = strawberry.field(description="When the latest answer came.")
    deputy: NamedDeputy | None = strawberry.field(description="Who comes instead.")
    report_due: date | None = strawberry.field(description="By when its report is due.")
    involvement: InvolvementBucket = strawberry.field(description="What it had to do with the child.")
    challenged: bool = strawberry.field(description="Whether the declared involvement is challenged.")
    outcome: InvitationOutcome = strawberry.field(description="What became of the invitation.")
    mode: AttendanceMode | None = strawberry.field(description="How whoever came took part.")
    sittings: list[int] = strawberry.field(description="At which sittings somebody came in this role.")
    joined_at: datetime | None = strawberry.field(description="The first time of joining on the record.")
    left_at: datetime | None = strawberry.field(description="The last time of leaving on the record.")
    report_received: bool = strawberry.field(description="Whether the agency's answer has come by now.")
    nothing_held: bool = strawberry.field(description="Whether it searched and said that it holds nothing.")


@strawberry.type(description="One person at one sitting, family included.")
class AttendeeAtSitting:
    """A person at a sitting."""

    sitting: int = strawberry.field(description="Which sitting, from 1.")
    attendee_id: UUID = strawberry.field(description="Names the person within the meeting.")
    agency_id: UUID | None = strawberry.field(description="The agency; null for the family.")
    agency_name: str | None = strawberry.field(description="The agency's name.")
    role: str = strawberry.field(description="The role.")
    family: bool = strawberry.field(description="Whether the person is family, or came with the family.")
    practitioner_id: UUID | None = strawberry.field(description="The practitioner.")
    name: str = strawberry.field(description="The person's name.")
    status: AttendanceStatus = strawberry.field(description="Whether the person was there.")
    mode: AttendanceMode | None = strawberry.field(description="How the person took part.")
    joined_at: datetime | None = strawberry.field(description="When the person joined.")
    left_at: datetime | None = strawberry.field(description="When the person left.")
    note: str = strawberry.field(description="A note.")


@strawberry.type(description="Somebody whom the rule set requires and who has been at no sitting.")
class MissingAttendee:
    """A required attendee who is missing."""

    sector: Sector = strawberry.field(description="The sector.")
    roles: list[str] = strawberry.field(description="Any of these roles would do; none: any of the sector.")
    label: str = strawberry.field(description="Who, in words.")
    reason: str = strawberry.field(description="Why they are required.")
    invited: bool = strawberry.field(description="Whether such a person was invited.")


@strawberry.type(description="One child of the meeting, and how the child took part or was heard.")
class ChildHeard:
    """A child's participation."""

    child_id: UUID = strawberry.field(description="The child.")
    name: str | None = strawberry.field(description="The child's name.")
    participation: ChildParticipation | None = strawberry.field(description="The code; null: not recorded.")


@strawberry.type(description="The whole attendance of one meeting.")
class AttendanceGrid:
    """Everybody asked, everybody there, who is missing, who is silent."""

    meeting_id: UUID = strawberry.field(description="The meeting.")
    kind: MeetingKind = strawberry.field(description="What is being held.")
    status: MeetingStatus = strawberry.field(description="Where the meeting stands.")
    held_on: date | None = strawberry.field(description="The London date of the first sitting's opening.")
    sittings: int = strawberry.field(description="How many sittings were opened.")
    invitees: list[Invitee] = strawberry.field(description="Everybody asked, by agency and role.")
    not_answered: list[Invitee] = strawberry.field(description="Those who have not answered yet.")
    attendees: list[AttendeeAtSitting] = strawberry.field(description="Everybody on record, by sitting.")
    missing: list[MissingAttendee] = strawberry.field(
        description="Whom the meeting's own rule set requires and who has not been there."
    )
    children: list[ChildHeard] = strawberry.field(description="The children, and how they were heard.")
