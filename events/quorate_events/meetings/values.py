"""The values inside events and commands. All frozen; texts are personal by default."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    Audience,
    PartHeading,
    RestrictionGround,
)
from quorate_events.personal import OfAttendee, OfChild, OfPractitioner, RoleWord
from quorate_events.rules.rule_set import Anchor


class ChildSubject(msgspec.Struct, frozen=True, gc=False):
    """A child, or unborn baby, whom the meeting is about."""

    child_id: UUID
    unborn: bool = False


class AnchorDate(msgspec.Struct, frozen=True, gc=False):
    """A date that clocks of the rule set run from, such as the start of the section 47 enquiry."""

    anchor: Anchor
    on: date


class Deputy(msgspec.Struct, frozen=True, gc=False):
    """A well-briefed colleague who attends in somebody's place."""

    name: OfPractitioner
    role: RoleWord
    practitioner_id: UUID | None = None


class Release(StrEnum):
    """When a part becomes readable to its audience. Its own agency and the chair read it at once."""

    ON_SUBMISSION = "on_submission"
    AT_MEETING = "at_meeting"
    AT_TIME = "at_time"
    BY_HAND = "by_hand"


class Restriction(msgspec.Struct, frozen=True, gc=False):
    """To whom, on which ground and why a part is restricted."""

    ground: RestrictionGround
    reason: OfChild
    agency_ids: tuple[UUID, ...] = ()


class Part(msgspec.Struct, frozen=True, gc=False):
    """One part of a contribution, with its own audience and release."""

    heading: PartHeading
    text: OfChild
    audience: Audience = Audience.PROFESSIONALS_ONLY
    part_id: UUID | None = None
    child_id: UUID | None = None
    restriction: Restriction | None = None
    release: Release = Release.ON_SUBMISSION
    release_at: datetime | None = None


class Attendee(msgspec.Struct, frozen=True, gc=False):
    """A person at a sitting, with role, status, mode and times.

    ``agency_id`` is None for family members and their supporters. ``attendee_id`` names the person within the
    meeting: the practitioner's id where there is one.
    """

    attendee_id: UUID
    role: RoleWord
    status: AttendanceStatus
    agency_id: UUID | None = None
    practitioner_id: UUID | None = None
    name: OfAttendee = ""
    mode: AttendanceMode | None = None
    joined_at: datetime | None = None
    left_at: datetime | None = None
    note: OfAttendee = ""
