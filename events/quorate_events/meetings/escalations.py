"""Escalation of professional differences, by the stages of the rule set, each with its clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from quorate_events.checks import require_text
from quorate_events.errors import Invalid
from quorate_events.meetings.checks import not_cancelled, require_invited, speaks_for_or_convened
from quorate_events.meetings.errors import DissentNotFound, EscalationNotFound, NoFurtherStage
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.rules.clocks import london_date

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class DuplicateEscalation(Invalid):
    """The id of the escalation is taken."""

    code = "duplicate_escalation"


@dataclass(slots=True)
class Escalation:
    """Where one escalation stands."""

    agency_id: UUID
    stage: int
    open: bool = True


@dataclass(frozen=True)
class EscalationRaised(MeetingEvent):
    """A difference was escalated to a stage; an answer is due by ``respond_by`` (London date)."""

    TOPIC: ClassVar[str] = "quorate.meeting.escalation_raised"
    CREATES: ClassVar[str] = "escalation_id"

    escalation_id: UUID
    agency_id: UUID
    dissent_id: UUID | None
    stage: int
    concern: str
    respond_by: date

    def apply(self, meeting: "Meeting") -> None:
        """Keep the escalation."""
        meeting.escalations[self.escalation_id] = Escalation(self.agency_id, self.stage)


@dataclass(frozen=True)
class EscalationAdvanced(MeetingEvent):
    """The difference remained, and went to the next stage."""

    TOPIC: ClassVar[str] = "quorate.meeting.escalation_advanced"

    escalation_id: UUID
    stage: int
    reason: str
    respond_by: date

    def apply(self, meeting: "Meeting") -> None:
        """Keep the stage."""
        meeting.escalations[self.escalation_id].stage = self.stage


@dataclass(frozen=True)
class EscalationResolved(MeetingEvent):
    """The difference was resolved, and how."""

    TOPIC: ClassVar[str] = "quorate.meeting.escalation_resolved"

    escalation_id: UUID
    outcome: str

    def apply(self, meeting: "Meeting") -> None:
        """Close the escalation."""
        meeting.escalations[self.escalation_id].open = False


def _respond_by(meeting: "Meeting", context: Context, stage: int) -> date:
    rules = context.rules.get(meeting.rule_set)
    for known in rules.escalation_stages:
        if known.number == stage:
            calendar = context.rules.calendar_of(rules)
            return calendar.add_working_days(london_date(context.now), known.respond_within_working_days)
    raise NoFurtherStage


class RaiseEscalation(Command, frozen=True, kw_only=True):
    """Escalate a professional difference: to which stage, and what the concern is."""

    agency_id: UUID
    concern: str
    stage: int = 1
    dissent_id: UUID | None = None
    escalation_id: UUID | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse an uninvited or other agency, an unknown dissent, and a stage that the rules do not have."""
        not_cancelled(meeting)
        require_invited(meeting, self.agency_id)
        speaks_for_or_convened(context, self.agency_id, meeting)
        require_text(self.concern, "concern")
        if self.dissent_id is not None and self.dissent_id not in meeting.dissents:
            raise DissentNotFound
        if self.escalation_id in meeting.escalations:
            raise DuplicateEscalation("An escalation with this id exists already.", "Use a new id.")
        return [
            EscalationRaised(
                *context.stamp(meeting),
                escalation_id=self.escalation_id or context.new_id(),
                agency_id=self.agency_id,
                dissent_id=self.dissent_id,
                stage=self.stage,
                concern=self.concern,
                respond_by=_respond_by(meeting, context, self.stage),
            )
        ]


def _open_escalation(meeting: "Meeting", escalation_id: UUID, context: Context) -> Escalation:
    escalation = meeting.escalations.get(escalation_id)
    if escalation is None or not escalation.open:
        raise EscalationNotFound
    speaks_for_or_convened(context, escalation.agency_id, meeting)
    return escalation


class AdvanceEscalation(Command, frozen=True, kw_only=True):
    """Take an escalation to the next stage because the difference remains."""

    escalation_id: UUID
    reason: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse an unknown, resolved or other agency's escalation, and a stage beyond the last."""
        escalation = _open_escalation(meeting, self.escalation_id, context)
        require_text(self.reason, "reason")
        stage = escalation.stage + 1
        return [
            EscalationAdvanced(
                *context.stamp(meeting),
                escalation_id=self.escalation_id,
                stage=stage,
                reason=self.reason,
                respond_by=_respond_by(meeting, context, stage),
            )
        ]


class ResolveEscalation(Command, frozen=True, kw_only=True):
    """Record how an escalation was resolved."""

    escalation_id: UUID
    outcome: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse an unknown, resolved or other agency's escalation."""
        _open_escalation(meeting, self.escalation_id, context)
        require_text(self.outcome, "outcome")
        return [
            EscalationResolved(
                *context.stamp(meeting), escalation_id=self.escalation_id, outcome=self.outcome
            )
        ]
