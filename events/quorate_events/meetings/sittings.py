"""Sittings: opening, attendance by person, quoracy, adjourning or proceeding inquorate, closing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from quorate_events.checks import require_text
from quorate_events.meetings.checks import in_session, not_closed, not_in_future, runs
from quorate_events.meetings.errors import (
    AlreadyInSession,
    DateInThePast,
    DecisionWithoutQuoracy,
    ExceptionNotAllowed,
    NothingDecided,
    NotInSession,
    ProceedsAlready,
    Quorate,
    SittingOutOfOrder,
)
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.values import Attendee
from quorate_events.meetings.vocabulary import (
    AttendanceStatus,
    InvolvementLevel,
    MeetingStatus,
    Origin,
    Quoracy,
    Sector,
)
from quorate_events.rules.clocks import london_date
from quorate_events.rules.quoracy import Present, QuoracyAssessment, assess
from quorate_events.rules.rule_set import RuleSet

if TYPE_CHECKING:
    from quorate_events.meetings.involvement import Involvement
    from quorate_events.meetings.meeting import Meeting


WRITTEN_UP_WITHIN = timedelta(days=7)
"""An emergency discussion may be written up afterwards, but not later than this."""


@dataclass(slots=True)
class Sitting:
    """One sitting: who was there, and whether it went on without quoracy."""

    number: int
    opened_at: datetime
    attendance: dict[UUID, Attendee] = field(default_factory=dict)
    proceeds_inquorate: bool = False
    ended_at: datetime | None = None


def those_present(
    attendees: "Iterable[Attendee]", involvements: "dict[UUID, Involvement]", rule_set: RuleSet
) -> list[Present]:
    """Return those who attended, as quoracy looks at them: family and helpers too, who do not count.

    A person's sector follows from the role. An agency that has declared that it had no involvement counts as
    not involved; one that has not declared anything yet counts as involved, for it was asked to come.
    """
    present = []
    for attendee in attendees:
        role = rule_set.roles.get(attendee.role)
        if attendee.status is not AttendanceStatus.ATTENDED or role is None:
            continue
        if role.sector is None and not (role.family or role.not_counted_because):
            continue
        declared = None if attendee.agency_id is None else involvements.get(attendee.agency_id)
        present.append(
            Present(
                agency_id=attendee.agency_id,
                sector=role.sector or Sector.OTHER,
                role=attendee.role,
                involved=declared is None or declared.level is not InvolvementLevel.NONE,
            )
        )
    return present


def assess_sitting(meeting: "Meeting", context: Context) -> QuoracyAssessment:
    """Return whether the open sitting is quorate under the meeting's rule set, in words."""
    rules = context.rules.get(meeting.rule_set)
    attendees = meeting.sittings[-1].attendance.values()
    return assess(rules, meeting.kind, those_present(attendees, meeting.involvements, rules))


def may_decide(meeting: "Meeting", context: Context) -> None:
    """Raise unless a sitting is open that is quorate or proceeds inquorate with a reason on the record."""
    in_session(meeting)
    if not meeting.sittings[-1].proceeds_inquorate and not assess_sitting(meeting, context).quorate:
        raise DecisionWithoutQuoracy


@dataclass(frozen=True)
class SittingOpened(MeetingEvent):
    """A sitting was opened."""

    TOPIC: ClassVar[str] = "quorate.meeting.sitting_opened"

    sitting: int
    opened_at: datetime

    def apply(self, meeting: "Meeting") -> None:
        """Begin the sitting."""
        meeting.sittings.append(Sitting(self.sitting, self.opened_at))
        meeting.status = MeetingStatus.IN_SESSION


@dataclass(frozen=True)
class SittingAdjournedInquorate(MeetingEvent):
    """Too few were there; the chair adjourned and said what protects the child until then."""

    TOPIC: ClassVar[str] = "quorate.meeting.sitting_adjourned_inquorate"

    sitting: int
    at: datetime
    explanation: str
    reason: str
    interim_arrangements: str
    reconvene_on: date

    def apply(self, meeting: "Meeting") -> None:
        """End the sitting without decisions."""
        meeting.sittings[-1].ended_at = self.at
        meeting.status = MeetingStatus.ADJOURNED


@dataclass(frozen=True)
class ProceededInquorate(MeetingEvent):
    """Too few were there; the chair went on, on a ground that the rules know, with the reason."""

    TOPIC: ClassVar[str] = "quorate.meeting.proceeded_inquorate"

    sitting: int
    explanation: str
    ground: str
    reason: str
    interim_arrangements: str

    def apply(self, meeting: "Meeting") -> None:
        """Allow decisions."""
        meeting.sittings[-1].proceeds_inquorate = True


@dataclass(frozen=True)
class SittingClosed(MeetingEvent):
    """A sitting was closed; ``final`` when no further one is planned."""

    TOPIC: ClassVar[str] = "quorate.meeting.sitting_closed"

    sitting: int
    at: datetime
    quoracy: Quoracy
    explanation: str
    final: bool

    def apply(self, meeting: "Meeting") -> None:
        """End the sitting, and the meeting with the last one."""
        meeting.sittings[-1].ended_at = self.at
        meeting.status = MeetingStatus.CLOSED if self.final else MeetingStatus.ADJOURNED


class OpenSitting(Command, frozen=True, kw_only=True):
    """Open a sitting."""

    opened_at: datetime | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a closed meeting, one that is in session, and a time before the last sitting ended."""
        runs(meeting, context.by)
        not_closed(meeting)
        if meeting.status is MeetingStatus.IN_SESSION:
            raise AlreadyInSession
        not_in_future(self.opened_at, context.now)
        opened_at = self.opened_at or context.now
        if opened_at < meeting.created_on - WRITTEN_UP_WITHIN and context.by.origin is Origin.LIVE:
            raise SittingOutOfOrder("The sitting lies long before the meeting was convened.")
        ended_at = meeting.sittings[-1].ended_at if meeting.sittings else None
        if ended_at is not None and opened_at < ended_at:
            raise SittingOutOfOrder
        return [
            SittingOpened(
                *context.stamp(meeting),
                sitting=len(meeting.sittings) + 1,
                opened_at=opened_at,
            )
        ]


class AdjournInquorate(Command, frozen=True, kw_only=True):
    """Adjourn because too few are there: why, what protects the child until then, and the new date."""

    reason: str
    interim_arrangements: str
    reconvene_on: date

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse when no sitting is open or the sitting is quorate, and a new date in the past."""
        runs(meeting, context.by)
        in_session(meeting)
        require_text(self.reason, "reason")
        require_text(self.interim_arrangements, "interim arrangements")
        if meeting.sittings[-1].proceeds_inquorate:
            raise ProceedsAlready
        assessment = assess_sitting(meeting, context)
        if assessment.quorate:
            raise Quorate
        if self.reconvene_on < london_date(context.now):
            raise DateInThePast
        return [
            SittingAdjournedInquorate(
                *context.stamp(meeting),
                sitting=len(meeting.sittings),
                at=context.now,
                explanation=assessment.explanation,
                reason=self.reason,
                interim_arrangements=self.interim_arrangements,
                reconvene_on=self.reconvene_on,
            )
        ]


class ProceedInquorate(Command, frozen=True, kw_only=True):
    """Go on although too few are there: on which ground of the rule set, why, and what is arranged."""

    ground: str
    reason: str
    interim_arrangements: str = ""

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse when no sitting is open, the sitting is quorate, or the rules do not know the ground."""
        runs(meeting, context.by)
        in_session(meeting)
        require_text(self.reason, "reason")
        if meeting.sittings[-1].proceeds_inquorate:
            raise ProceedsAlready
        assessment = assess_sitting(meeting, context)
        if assessment.quorate:
            raise Quorate
        if self.ground not in assessment.may_proceed_for:
            raise ExceptionNotAllowed
        return [
            ProceededInquorate(
                *context.stamp(meeting),
                sitting=len(meeting.sittings),
                explanation=assessment.explanation,
                ground=self.ground,
                reason=self.reason,
                interim_arrangements=self.interim_arrangements,
            )
        ]


class CloseSitting(Command, frozen=True, kw_only=True):
    """Close the sitting; ``final`` closes the meeting, and then every child needs a decision."""

    final: bool = True
    closed_at: datetime | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse when no sitting is open, without quoracy or reason, or with a child undecided."""
        runs(meeting, context.by)
        if meeting.status is not MeetingStatus.IN_SESSION:
            not_closed(meeting)
            raise NotInSession
        may_decide(meeting, context)
        not_in_future(self.closed_at, context.now)
        closed_at = self.closed_at or context.now
        if closed_at < meeting.sittings[-1].opened_at:
            raise SittingOutOfOrder
        if self.final and any(child_id not in meeting.decisions for child_id in meeting.children):
            raise NothingDecided("A child of this meeting has no decision on the record.")
        assessment = assess_sitting(meeting, context)
        return [
            SittingClosed(
                *context.stamp(meeting),
                sitting=len(meeting.sittings),
                at=closed_at,
                quoracy=Quoracy.QUORATE if assessment.quorate else Quoracy.INQUORATE_PROCEEDED,
                explanation=assessment.explanation,
                final=self.final,
            )
        ]
