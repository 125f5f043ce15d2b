"""The record of the meeting: confirmed by the chair, issued to each recipient; letter and core group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from quorate_events.checks import require_name, require_text
from quorate_events.errors import Invalid
from quorate_events.meetings.checks import (
    not_before_sitting,
    not_cancelled,
    not_confirmed,
    not_in_future,
    require_invited,
    runs,
)
from quorate_events.meetings.decisions import WITH_PLAN
from quorate_events.meetings.errors import (
    DateInTheFuture,
    NoPlan,
    NotForThisKind,
    NotYetHeld,
    RecordNotConfirmed,
)
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.vocabulary import MeetingStatus, RecordVariant
from quorate_events.personal import OfSubjects
from quorate_events.rules.clocks import london_date

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class VariantNotForRecipient(Invalid):
    """A version for professionals, addressed to a person outside the agencies."""

    code = "variant_not_for_recipient"


@dataclass(frozen=True)
class RecordConfirmed(MeetingEvent):
    """The chair confirmed the record; from here on nothing in it changes.

    Formal dissent may still be put on it, until the rule set's time for that has passed.
    """

    TOPIC: ClassVar[str] = "quorate.meeting.record_confirmed"

    summary: OfSubjects

    def apply(self, meeting: "Meeting") -> None:
        """Mark the record as confirmed."""
        meeting.status = MeetingStatus.CONFIRMED


@dataclass(frozen=True)
class RecordIssued(MeetingEvent):
    """One version of the record was sent to one recipient: an agency, or a family member by name."""

    TOPIC: ClassVar[str] = "quorate.meeting.record_issued"

    variant: RecordVariant
    agency_id: UUID | None
    recipient: OfSubjects
    issued_at: datetime

    def apply(self, meeting: "Meeting") -> None:
        """Nothing that a later decision needs."""


@dataclass(frozen=True)
class DecisionLetterIssued(MeetingEvent):
    """The letter with the decision and the outline plan was sent."""

    TOPIC: ClassVar[str] = "quorate.meeting.decision_letter_issued"

    issued_at: datetime

    def apply(self, meeting: "Meeting") -> None:
        """Nothing that a later decision needs."""


@dataclass(frozen=True)
class CoreGroupHeld(MeetingEvent):
    """The first core group after the conference met."""

    TOPIC: ClassVar[str] = "quorate.meeting.core_group_held"

    held_on: date

    def apply(self, meeting: "Meeting") -> None:
        """Nothing that a later decision needs."""


class ConfirmRecord(Command, frozen=True, kw_only=True):
    """Confirm the record of a closed meeting."""

    summary: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a meeting that is not closed, and a second confirmation."""
        runs(meeting, context.by)
        not_confirmed(meeting)
        require_text(self.summary, "summary")
        if meeting.status is not MeetingStatus.CLOSED:
            raise NotYetHeld
        return [RecordConfirmed(*context.stamp(meeting), summary=self.summary)]


class IssueRecord(Command, frozen=True, kw_only=True):
    """Issue a version of the record to an agency, or to a named member of the family."""

    variant: RecordVariant
    agency_id: UUID | None = None
    recipient: str = ""
    issued_at: datetime | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse before confirmation, without a recipient, and what is not for the family to one of the family."""
        runs(meeting, context.by)
        not_cancelled(meeting)
        if meeting.status is not MeetingStatus.CONFIRMED:
            raise RecordNotConfirmed
        if self.agency_id is None:
            require_name(self.recipient, "recipient")
            if self.variant not in (RecordVariant.FAMILY, RecordVariant.PARTIAL):
                raise VariantNotForRecipient(
                    "Only the version for the family, whole or in part, goes to a person without an agency.",
                    "Issue the version for the family, or name the agency.",
                )
        elif self.agency_id != meeting.convening_agency_id:
            require_invited(meeting, self.agency_id)
        not_in_future(self.issued_at, context.now)
        not_before_sitting(meeting, -1, self.issued_at and london_date(self.issued_at))
        return [
            RecordIssued(
                *context.stamp(meeting),
                variant=self.variant,
                agency_id=self.agency_id,
                recipient=self.recipient,
                issued_at=self.issued_at or context.now,
            )
        ]


class IssueDecisionLetter(Command, frozen=True, kw_only=True):
    """Record that the decision letter was sent."""

    issued_at: datetime | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse before the meeting is closed, and a time ahead."""
        runs(meeting, context.by)
        _held(meeting)
        not_in_future(self.issued_at, context.now)
        not_before_sitting(meeting, -1, self.issued_at and london_date(self.issued_at))
        return [DecisionLetterIssued(*context.stamp(meeting), issued_at=self.issued_at or context.now)]


class RecordCoreGroup(Command, frozen=True, kw_only=True):
    """Record when the first core group met."""

    held_on: date

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse before the meeting is closed, without a plan, and a date ahead."""
        _held(meeting)
        if not any(outcome in WITH_PLAN for outcome in meeting.decisions.values()):
            raise NoPlan
        if self.held_on > london_date(context.now):
            raise DateInTheFuture
        not_before_sitting(meeting, -1, self.held_on)
        return [CoreGroupHeld(*context.stamp(meeting), held_on=self.held_on)]


def _held(meeting: "Meeting") -> None:
    not_cancelled(meeting)
    if not meeting.kind.is_conference:
        raise NotForThisKind
    if meeting.status not in (MeetingStatus.CLOSED, MeetingStatus.CONFIRMED):
        raise NotYetHeld
