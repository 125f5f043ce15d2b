"""Copies of the record, made for one recipient each: what was issued to whom, and the hash of what it said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from msgspec.structs import replace

from quorate_events.errors import Invalid, Refused
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.record import IssueRecord
from quorate_events.meetings.values import Attendee
from quorate_events.meetings.vocabulary import AttendanceStatus, RecordVariant
from quorate_events.personal import ContentHash, OfSubjects

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting

_SHA256 = re.compile(r"[0-9a-f]{64}")
_WHENEVER = datetime.min.replace(tzinfo=UTC)


class NotExcludedInPart(Invalid):
    """The version that leaves a part out, for somebody who is not on the record as excluded from a sitting."""

    code = "not_excluded_in_part"

    def __init__(self) -> None:
        super().__init__(
            "Nobody with this id was excluded from a sitting and present at another.",
            "Name the person by the id in the attendance, or issue another version.",
        )


class ExcludedInPart(Refused):
    """A version for the family, for somebody who was excluded from a sitting."""

    code = "excluded_in_part"

    def __init__(self) -> None:
        super().__init__(
            "This person was excluded from a part of the meeting.",
            "Issue the version that leaves that part out.",
        )


class RecordMovedOn(Refused):
    """Something happened in the meeting after the copy was put together."""

    code = "record_moved_on"

    def __init__(self) -> None:
        super().__init__("The record has changed in the meantime.", "Make the copy again.")


@dataclass(frozen=True)
class RecordCopyMade(MeetingEvent):
    """A copy of the record was made for a recipient.

    ``made_of`` is the version of the meeting that it shows, and ``taken_at`` the time (UTC) up to which parts are
    released in it. ``layout`` is how it is put together, and ``sha256`` the hash of its content (hexadecimal): with
    it anybody can tell later that a copy says what was issued.
    """

    TOPIC: ClassVar[str] = "quorate.meeting.record_copy_made"
    CREATES: ClassVar[str] = "copy_id"

    copy_id: UUID
    variant: RecordVariant
    agency_id: UUID | None
    attendee_id: UUID | None
    recipient: OfSubjects
    made_of: int
    taken_at: datetime
    layout: int
    sha256: ContentHash

    def apply(self, meeting: "Meeting") -> None:
        """Nothing that a later decision needs."""


class MakeRecordCopy(Command, frozen=True, kw_only=True):
    """Issue a version of the record, of which Quorate has put the content together."""

    variant: RecordVariant
    agency_id: UUID | None = None
    attendee_id: UUID | None = None
    recipient: str = ""
    made_of: int
    taken_at: datetime
    layout: int
    sha256: str

    def as_sent(self) -> "MakeRecordCopy":
        """Which version, and for whom. What it shows, and of when, is Quorate's to say."""
        return replace(self, made_of=0, taken_at=_WHENEVER, layout=0, sha256="")

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse what :class:`~quorate_events.meetings.record.IssueRecord` refuses, and a part not left out."""
        issued = IssueRecord(
            meeting_id=self.meeting_id,
            variant=self.variant,
            agency_id=self.agency_id,
            recipient=self.recipient,
        ).decide_on(meeting, context)
        require_left_out(meeting, self.variant, self.attendee_id)
        if self.made_of != meeting.version:
            raise RecordMovedOn
        if not _SHA256.fullmatch(self.sha256):
            raise Invalid(
                "The hash is no SHA-256 in hexadecimal digits.", "Give the 64 digits in lower case."
            )
        made = RecordCopyMade(
            *context.stamp(meeting),
            copy_id=context.new_id(),
            variant=self.variant,
            agency_id=self.agency_id,
            attendee_id=self.attendee_id,
            recipient=self.recipient,
            made_of=self.made_of,
            taken_at=self.taken_at,
            layout=self.layout,
            sha256=self.sha256,
        )
        return [*issued, made]


def require_left_out(meeting: "Meeting", variant: RecordVariant, attendee_id: UUID | None) -> None:
    """Raise unless a part is left out for exactly those who were excluded from one.

    Raises :class:`NotExcludedInPart`, :class:`ExcludedInPart`.
    """
    attended = [sitting.attendance.get(attendee_id) for sitting in meeting.sittings] if attendee_id else []
    excluded = excluded_in_part(attended)
    if variant is RecordVariant.PARTIAL and not excluded:
        raise NotExcludedInPart
    if variant is not RecordVariant.PARTIAL and any(_excluded(each) for each in attended):
        raise ExcludedInPart


def excluded_in_part(attended: Sequence[Attendee | None]) -> bool:
    """Return whether somebody, by the attendance at each sitting, was excluded from one and at another."""
    present = any(each is not None and each.status is AttendanceStatus.ATTENDED for each in attended)
    return present and any(_excluded(each) for each in attended)


def _excluded(attendee: Attendee | None) -> bool:
    return attendee is not None and attendee.status is AttendanceStatus.EXCLUDED
