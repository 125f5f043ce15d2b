"""What the attendance of one meeting is worked out from."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from quorate_events.meetings.values import Attendee, Deputy
from quorate_events.meetings.vocabulary import (
    ChildParticipation,
    InvitationAnswer,
    InvolvementLevel,
    Origin,
    Quoracy,
)
from quorate_events.rules.clocks import london_date
from quorate_projections.standing import Standing


class InvolvementBucket(StrEnum):
    """What an agency had to do with the child, as the trend counts it: the latest declared or settled."""

    NOT_DECLARED = "not_declared"
    NONE = "none"
    HISTORIC = "historic"
    HISTORIC_SIGNIFICANT = "historic_significant"
    CURRENT = "current"
    CURRENT_SIGNIFICANT = "current_significant"

    involved: bool
    """True for historic or current involvement, significant or not."""
    significant: bool
    """True for significant involvement, historic or current."""

    def __init__(self, value: str) -> None:
        # Worked out once: every row of the trend asks.
        self.involved = value not in ("not_declared", "none")
        self.significant = value.endswith("_significant")


class Invited(msgspec.Struct, frozen=True, gc=False):
    """An invitation that was not withdrawn, with the latest answer for the time that stands.

    ``stood_in`` are the deputies who had been named for sittings that were held before the meeting was moved.
    """

    agency_id: UUID
    role: str
    practitioner_id: UUID | None
    invited_at: datetime
    report_due: date | None
    answer: InvitationAnswer | None = None
    answered_at: datetime | None = None
    deputy: Deputy | None = None
    stood_in: tuple[Deputy, ...] = ()

    @property
    def deputies(self) -> tuple[Deputy, ...]:
        """Everybody who comes, or came, in place of the one who was asked."""
        return self.stood_in if self.deputy is None else (*self.stood_in, self.deputy)


class Declared(msgspec.Struct, frozen=True, gc=False):
    """An agency's involvement: the latest declaration, or what the chair settled."""

    level: InvolvementLevel
    significant: bool
    challenged: bool = False

    @property
    def bucket(self) -> InvolvementBucket:
        """The bucket of the trend."""
        return InvolvementBucket(f"{self.level}_significant" if self.significant else self.level)


class Reply(msgspec.Struct, frozen=True, gc=False):
    """How an agency answered what was asked: shared (``parts`` still stand), nothing held, or declined.

    ``at`` is the time of the first answer that still stands; None when it was taken over from an old
    register, whose times of receipt are not known. ``before_opening`` says that it was recorded before the
    opening of the first sitting was.
    """

    at: datetime | None
    before_opening: bool
    parts: tuple[UUID, ...] = ()
    nothing_held: bool = False
    declined: bool = False

    @property
    def informative(self) -> bool:
        """True when information was shared, or the agency said that it holds none."""
        return self.nothing_held or bool(self.parts)

    @property
    def on(self) -> date | None:
        """The London date of the answer."""
        return None if self.at is None else london_date(self.at)

    def in_time_for(self, opened_at: datetime | None) -> bool:
        """Return whether the answer was there when the first sitting was opened.

        An opening may be recorded with a time that has passed: what came after that time came too late,
        although it was recorded first. In an old register only the order of its lines is known.
        """
        return self.before_opening and (self.at is None or opened_at is None or self.at <= opened_at)


class Escalated(msgspec.Struct, frozen=True, gc=False):
    """An escalation: by when its present stage must be answered, and when it was resolved (London dates)."""

    respond_by: date
    resolved_on: date | None = None


class AttendanceState(msgspec.Struct, frozen=True, gc=False):
    """One meeting. ``attendance`` holds the latest record per sitting and person, sittings from 1.

    ``answered`` are the agencies that ever shared something or said that they hold nothing: whoever may know of no
    part of it is not told that an agency took it all back.
    """

    standing: Standing
    origin: Origin
    invitations: dict[UUID, Invited] = {}
    involvements: dict[UUID, Declared] = {}
    replies: dict[UUID, Reply] = {}
    answered: frozenset[UUID] = frozenset()
    sittings: int = 0
    attendance: dict[int, dict[UUID, Attendee]] = {}
    participation: dict[UUID, ChildParticipation] = {}
    results: dict[int, Quoracy] = {}
    dissents: int = 0
    dissents_resolved: int = 0
    escalations: dict[UUID, Escalated] = {}

    def attendees(self) -> list[Attendee]:
        """Everybody on the record of any sitting, once per sitting."""
        return [person for sitting in self.attendance.values() for person in sitting.values()]
