"""Excluding a person or an agency from a meeting, before it sits or after, and lifting that again.

Grounds are those of the procedures on exclusion: a conflict of interest, a relation to the family, confidential
information of an investigation. What an excluded agency put on the record stays there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.checks import require_text
from quorate_events.context import Recorder
from quorate_events.errors import Invalid
from quorate_events.meetings.checks import not_cancelled, runs
from quorate_events.meetings.errors import MeetingRefusal
from quorate_events.meetings.event import Command, Context, MeetingEvent, MeetingStream
from quorate_events.people.practitioner import Practitioner
from quorate_events.personal import OfSubjects

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class PersonOrAgency(MeetingRefusal, Invalid):
    """An exclusion is of one person or of one agency."""

    code = "person_or_agency"
    sentence = "It is not clear who is meant."
    hint = "Give either the practitioner or the agency."


class CannotBeExcluded(MeetingRefusal):
    """The chair, the chair's agency and the convening agency run the meeting."""

    code = "cannot_be_excluded"
    sentence = "The chair, the chair's agency and the convening agency cannot be excluded from the meeting."
    hint = "Hand the chair to another person first, or exclude the person instead of the agency."


class ExcludedAlready(MeetingRefusal):
    """The person or agency is excluded."""

    code = "excluded_already"
    sentence = "They are excluded from the meeting already."
    hint = "Nothing needs to be done."


class NotExcluded(MeetingRefusal):
    """No exclusion of this kind is on the record."""

    code = "not_excluded"
    sentence = "No such exclusion is on the record."
    hint = "Where the attendance says that the person was excluded, record the attendance again."


@dataclass(frozen=True)
class ExcludedFromMeeting(MeetingEvent):
    """A person, or an agency with all its people, was excluded from the meeting from now on."""

    TOPIC: ClassVar[str] = "quorate.meeting.excluded"

    practitioner_id: UUID | None
    agency_id: UUID | None
    reason: OfSubjects

    def apply(self, meeting: "Meeting") -> None:
        """Keep who is excluded."""
        if self.practitioner_id is not None:
            meeting.shut_out_people.add(self.practitioner_id)
        if self.agency_id is not None:
            meeting.shut_out_agencies.add(self.agency_id)


@dataclass(frozen=True)
class ExclusionLifted(MeetingEvent):
    """An exclusion was lifted."""

    TOPIC: ClassVar[str] = "quorate.meeting.exclusion_lifted"

    practitioner_id: UUID | None
    agency_id: UUID | None
    reason: OfSubjects

    def apply(self, meeting: "Meeting") -> None:
        """Drop the exclusion."""
        meeting.shut_out_people -= {self.practitioner_id}
        meeting.shut_out_agencies -= {self.agency_id}


class ExcludeFromMeeting(Command, frozen=True, kw_only=True):
    """Exclude a person, or an agency with all its people, from a meeting, whether or not it has sat yet."""

    reason: str
    practitioner_id: UUID | None = None
    agency_id: UUID | None = None

    def also(self, by: Recorder) -> tuple[UUID, ...]:
        """The meeting, which leads to its chair."""
        return (self.meeting_id,)

    def behind(self, found: Mapping[UUID, Aggregate]) -> tuple[UUID, ...]:
        """The chair, whose agency is asked for."""
        meeting = found.get(self.meeting_id)
        return (meeting.chair_id,) if isinstance(meeting, MeetingStream) else ()

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a cancelled meeting, who runs it (``CannotBeExcluded``), and who is excluded already."""
        runs(meeting, context.by)
        not_cancelled(meeting)
        require_text(self.reason, "reason")
        whom = _one_of(self.practitioner_id, self.agency_id)
        if whom in _who_runs(meeting, context):
            raise CannotBeExcluded
        if whom in meeting.shut_out_people | meeting.shut_out_agencies:
            raise ExcludedAlready
        return [
            ExcludedFromMeeting(
                *context.stamp(meeting),
                practitioner_id=self.practitioner_id,
                agency_id=self.agency_id,
                reason=self.reason,
            )
        ]


class LiftExclusion(Command, frozen=True, kw_only=True):
    """Lift the exclusion of a person or an agency. What was shared or invited meanwhile is theirs to read again."""

    reason: str
    practitioner_id: UUID | None = None
    agency_id: UUID | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a cancelled meeting, and who is not excluded."""
        runs(meeting, context.by)
        not_cancelled(meeting)
        require_text(self.reason, "reason")
        whom = _one_of(self.practitioner_id, self.agency_id)
        if whom not in meeting.shut_out_people | meeting.shut_out_agencies:
            raise NotExcluded
        return [
            ExclusionLifted(
                *context.stamp(meeting),
                practitioner_id=self.practitioner_id,
                agency_id=self.agency_id,
                reason=self.reason,
            )
        ]


def _who_runs(meeting: "Meeting", context: Context) -> set[UUID]:
    chair = context.known.get(meeting.chair_id)
    agencies = {chair.agency_id} if isinstance(chair, Practitioner) else set()
    return {meeting.chair_id, meeting.convening_agency_id, *agencies}


def _one_of(practitioner_id: UUID | None, agency_id: UUID | None) -> UUID:
    whom = practitioner_id or agency_id
    if whom is None or (practitioner_id and agency_id):
        raise PersonOrAgency
    return whom
