"""Who was there: by person, role, status, mode and times; and how the child was heard."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from quorate_events.checks import require_name
from quorate_events.errors import Invalid
from quorate_events.meetings.checks import (
    not_confirmed,
    not_in_future,
    require_children,
    require_role_for,
    runs,
)
from quorate_events.meetings.errors import NotInSession
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.exclusions import CannotBeExcluded
from quorate_events.meetings.values import Attendee
from quorate_events.meetings.vocabulary import AttendanceStatus, ChildParticipation, Origin
from quorate_events.personal import OfChild

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class AttendanceMalformed(Invalid):
    """Mode, times and status do not fit together, or a professional has no agency."""

    code = "attendance_malformed"


def excluded_after(excluded: Mapping[UUID, UUID], attendee: Attendee) -> dict[UUID, UUID]:
    """Return who is excluded once ``attendee`` is on the record: practitioners by attendee's id.

    The latest attendance on the record counts, so that a mistake is put right by recording it again.
    """
    person = attendee.practitioner_id
    left = {key: each for key, each in excluded.items() if key != attendee.attendee_id and each != person}
    if attendee.status is AttendanceStatus.EXCLUDED and person is not None:
        left[attendee.attendee_id] = person
    return left


@dataclass(frozen=True)
class AttendanceRecorded(MeetingEvent):
    """A person's attendance at a sitting. Recorded again for the same person it supersedes."""

    TOPIC: ClassVar[str] = "quorate.meeting.attendance_recorded"

    sitting: int
    attendee: Attendee

    def apply(self, meeting: "Meeting") -> None:
        """Keep the attendance, and who is excluded."""
        meeting.sittings[self.sitting - 1].attendance[self.attendee.attendee_id] = self.attendee
        meeting.excluded = excluded_after(meeting.excluded, self.attendee)


@dataclass(frozen=True)
class ChildParticipationRecorded(MeetingEvent):
    """How one child took part or was heard."""

    TOPIC: ClassVar[str] = "quorate.meeting.child_participation_recorded"

    child_id: UUID
    participation: ChildParticipation
    note: OfChild

    def apply(self, meeting: "Meeting") -> None:
        """Nothing that a later decision needs."""


class RecordAttendance(Command, frozen=True, kw_only=True):
    """Record one or more people's attendance at a sitting (the latest where none is named)."""

    attendees: tuple[Attendee, ...]
    sitting: int | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse before the first sitting, after confirmation, unknown roles, contradictions, an excluded chair."""
        runs(meeting, context.by)
        not_confirmed(meeting)
        number = len(meeting.sittings) if self.sitting is None else self.sitting
        if not 1 <= number <= len(meeting.sittings):
            raise NotInSession("There is no such sitting yet.")
        if not self.attendees:
            raise AttendanceMalformed("Nobody is named.", "Name at least one person.")
        rules = context.rules.get(meeting.rule_set)
        for attendee in self.attendees:
            require_role_for(rules, attendee.role, attendee.agency_id, context)
            _check(attendee, rules.roles[attendee.role].family, context)
            if attendee.status is AttendanceStatus.EXCLUDED and attendee.practitioner_id == meeting.chair_id:
                raise CannotBeExcluded
        told = {attendee.attendee_id: attendee for attendee in self.attendees}
        _each_once({**meeting.sittings[number - 1].attendance, **told}.values())
        return [
            AttendanceRecorded(*context.stamp(meeting), sitting=number, attendee=attendee)
            for attendee in self.attendees
        ]


def _check(attendee: Attendee, family: bool, context: Context) -> None:
    attended = attendee.status is AttendanceStatus.ATTENDED
    if attended != (attendee.mode is not None):
        raise AttendanceMalformed(
            "A person who attended has a mode, and nobody else has.",
            "Say whether the person came in person, by video or by telephone.",
        )
    if attendee.agency_id is None and not family:
        raise AttendanceMalformed(
            "A professional needs an agency.", "Give the agency, or a role of the family."
        )
    excluded = attendee.status is AttendanceStatus.EXCLUDED
    if excluded and attendee.agency_id and not attendee.practitioner_id and context.by.origin is Origin.LIVE:
        raise AttendanceMalformed(
            "A name excludes nobody from reading.", "Say which practitioner of the agency was excluded."
        )
    if attendee.practitioner_id is None:
        require_name(attendee.name, "name")
    if attendee.joined_at and attendee.left_at and attendee.left_at < attendee.joined_at:
        raise AttendanceMalformed("The person left before joining.", "Check the two times.")
    not_in_future(attendee.joined_at, context.now)
    not_in_future(attendee.left_at, context.now)


def _each_once(attendees: Iterable[Attendee]) -> None:
    """Refuse one person under two ids, who would count twice towards quoracy."""
    ids: dict[UUID, UUID] = {}
    for attendee in attendees:
        if attendee.practitioner_id is None:
            continue
        if ids.setdefault(attendee.practitioner_id, attendee.attendee_id) != attendee.attendee_id:
            raise AttendanceMalformed(
                "A person is on the list of this sitting under two ids.", "Record each person once."
            )


class RecordChildParticipation(Command, frozen=True, kw_only=True):
    """Record how a child took part or was heard (codes PN0 to PN7)."""

    child_id: UUID
    participation: ChildParticipation
    note: str = ""

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a child who is not in the meeting, before the first sitting, and a confirmed record."""
        runs(meeting, context.by)
        not_confirmed(meeting)
        require_children(meeting, [self.child_id])
        if not meeting.sittings:
            raise NotInSession
        return [
            ChildParticipationRecorded(
                *context.stamp(meeting),
                child_id=self.child_id,
                participation=self.participation,
                note=self.note,
            )
        ]
