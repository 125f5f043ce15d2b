"""What each agency thinks: views, reservations (noted), and formal dissent (a fact with consequences)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from quorate_events.checks import require_text
from quorate_events.errors import Invalid
from quorate_events.meetings.checks import (
    in_session,
    not_cancelled,
    not_confirmed,
    require_children,
    require_invited,
    runs,
    speaks_for_or_convened,
)
from quorate_events.meetings.errors import (
    DissentNotFound,
    NothingToDissentFrom,
    NotInSession,
    RecordAlreadyConfirmed,
)
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.vocabulary import MeetingStatus, ViewPosition
from quorate_events.rules.clocks import due, london_date
from quorate_events.rules.rule_set import Anchor, Milestone

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class DuplicateDissent(Invalid):
    """The id of the dissent is taken."""

    code = "duplicate_dissent"


@dataclass(frozen=True)
class ViewGiven(MeetingEvent):
    """An agency's view on the threshold or the plan for a child."""

    TOPIC: ClassVar[str] = "quorate.meeting.view_given"

    agency_id: UUID
    child_id: UUID
    position: ViewPosition
    reasoning: str

    def apply(self, meeting: "Meeting") -> None:
        """Nothing that a later decision needs."""


@dataclass(frozen=True)
class ReservationNoted(MeetingEvent):
    """A reservation: noted, and not a formal dissent."""

    TOPIC: ClassVar[str] = "quorate.meeting.reservation_noted"

    agency_id: UUID
    child_id: UUID | None
    text: str

    def apply(self, meeting: "Meeting") -> None:
        """Nothing that a later decision needs."""


@dataclass(frozen=True)
class DissentRaised(MeetingEvent):
    """An agency formally dissents from the decision."""

    TOPIC: ClassVar[str] = "quorate.meeting.dissent_raised"
    CREATES: ClassVar[str] = "dissent_id"

    dissent_id: UUID
    agency_id: UUID
    child_id: UUID | None
    reason: str

    def apply(self, meeting: "Meeting") -> None:
        """Keep the dissent as open."""
        meeting.dissents[self.dissent_id] = True


@dataclass(frozen=True)
class DissentResolved(MeetingEvent):
    """How a dissent was resolved."""

    TOPIC: ClassVar[str] = "quorate.meeting.dissent_resolved"

    dissent_id: UUID
    outcome: str

    def apply(self, meeting: "Meeting") -> None:
        """Mark the dissent as resolved."""
        meeting.dissents[self.dissent_id] = False


class GiveView(Command, frozen=True, kw_only=True):
    """Give an agency's view on the threshold or the plan for one child."""

    agency_id: UUID
    child_id: UUID
    position: ViewPosition
    reasoning: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse outside a sitting, an uninvited or other agency, an unknown child."""
        in_session(meeting)
        require_invited(meeting, self.agency_id)
        speaks_for_or_convened(context, self.agency_id, meeting)
        require_children(meeting, [self.child_id])
        require_text(self.reasoning, "reasoning")
        return [
            ViewGiven(
                *context.stamp(meeting),
                agency_id=self.agency_id,
                child_id=self.child_id,
                position=self.position,
                reasoning=self.reasoning,
            )
        ]


class NoteReservation(Command, frozen=True, kw_only=True):
    """Note a reservation that is not a formal dissent."""

    agency_id: UUID
    text: str
    child_id: UUID | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse before the first sitting, after confirmation, and an uninvited or other agency."""
        _held(meeting)
        require_invited(meeting, self.agency_id)
        speaks_for_or_convened(context, self.agency_id, meeting)
        require_children(meeting, [self.child_id])
        require_text(self.text, "text")
        return [
            ReservationNoted(
                *context.stamp(meeting), agency_id=self.agency_id, child_id=self.child_id, text=self.text
            )
        ]


class RaiseDissent(Command, frozen=True, kw_only=True):
    """Formally dissent from what was decided: in the meeting, or afterwards until the record is confirmed.

    Where the rule set gives a time for formal dissent, it stays open until that has passed, confirmed or not.
    """

    agency_id: UUID
    reason: str
    child_id: UUID | None = None
    dissent_id: UUID | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse when it is too late, before anything is decided, and an uninvited or other agency."""
        _still_open(meeting, context)
        require_invited(meeting, self.agency_id)
        speaks_for_or_convened(context, self.agency_id, meeting)
        require_children(meeting, [self.child_id])
        require_text(self.reason, "reason")
        if not meeting.decisions or (self.child_id is not None and self.child_id not in meeting.decisions):
            raise NothingToDissentFrom
        if self.dissent_id in meeting.dissents:
            raise DuplicateDissent("A dissent with this id exists already.", "Use a new id.")
        return [
            DissentRaised(
                *context.stamp(meeting),
                dissent_id=self.dissent_id or context.new_id(),
                agency_id=self.agency_id,
                child_id=self.child_id,
                reason=self.reason,
            )
        ]


class ResolveDissent(Command, frozen=True, kw_only=True):
    """Record how a dissent was resolved."""

    dissent_id: UUID
    outcome: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a dissent that is unknown or resolved."""
        runs(meeting, context.by)
        require_text(self.outcome, "outcome")
        if not meeting.dissents.get(self.dissent_id):
            raise DissentNotFound
        return [DissentResolved(*context.stamp(meeting), dissent_id=self.dissent_id, outcome=self.outcome)]


def _still_open(meeting: "Meeting", context: Context) -> None:
    """Raise when the record is confirmed and the rule set's time for formal dissent has ended, or was none."""
    not_cancelled(meeting)
    if meeting.status is MeetingStatus.CONFIRMED and not _in_the_window(meeting, context):
        raise RecordAlreadyConfirmed(
            "The record of this meeting has been confirmed, and the time for formal dissent has passed.",
            "Raise an escalation if a child may still be at risk.",
        )
    if not meeting.sittings:
        raise NotInSession


def _in_the_window(meeting: "Meeting", context: Context) -> bool:
    rules = context.rules.get(meeting.rule_set)
    calendar, ended_at = context.rules.calendar_of(rules), meeting.sittings[-1].ended_at
    windows = (
        clock
        for clock in rules.kinds[meeting.kind].clocks
        if clock.window and clock.met_by is Milestone.DISSENT_RAISED and clock.anchor is Anchor.HELD
    )
    today = london_date(context.now)
    return ended_at is not None and any(
        today <= due(window, london_date(ended_at), calendar) for window in windows
    )


def _held(meeting: "Meeting") -> None:
    not_confirmed(meeting)
    if not meeting.sittings:
        raise NotInSession
