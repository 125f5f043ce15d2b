"""What was decided for each child, on which basis and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from quorate_events.checks import require_text
from quorate_events.meetings.checks import not_confirmed, require_children, runs
from quorate_events.meetings.errors import (
    AlreadyDecided,
    CategoryRequired,
    NotForThisKind,
    NothingDecided,
    OutcomeNotForKind,
)
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.sittings import may_decide
from quorate_events.meetings.vocabulary import CategoryOfAbuse, DecisionOutcome, MeetingKind, MeetingStatus
from quorate_events.personal import OfChild

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class DecisionBasis(StrEnum):
    """Decided together, or by the chair where there was no consensus."""

    CONSENSUS = "consensus"
    CHAIR_DECIDED = "chair_decided"


ENQUIRY_OUTCOMES = frozenset(
    {
        DecisionOutcome.SINGLE_SECTION_47_ENQUIRY,
        DecisionOutcome.JOINT_SECTION_47_ENQUIRY,
        DecisionOutcome.NO_SECTION_47_ENQUIRY,
    }
)
_FIRST = frozenset({DecisionOutcome.PLAN_MADE, DecisionOutcome.PLAN_NOT_REQUIRED})
OUTCOMES: Mapping[MeetingKind, frozenset[DecisionOutcome]] = {
    MeetingKind.STRATEGY_DISCUSSION: ENQUIRY_OUTCOMES,
    MeetingKind.INITIAL_CONFERENCE: _FIRST,
    MeetingKind.PRE_BIRTH_CONFERENCE: _FIRST,
    # In the receiving authority a transfer-in conference is treated as an initial one.
    MeetingKind.TRANSFER_IN_CONFERENCE: _FIRST,
    # A review may also have to decide on a child of the household who has no plan yet.
    MeetingKind.REVIEW_CONFERENCE: frozenset(DecisionOutcome) - ENQUIRY_OUTCOMES,
}
"""What each kind of meeting can decide for a child."""
WITH_PLAN = frozenset({DecisionOutcome.PLAN_MADE, DecisionOutcome.PLAN_CONTINUED})
"""What leaves a child with a plan: a category is named, and a core group carries it."""


@dataclass(frozen=True)
class DecisionMade(MeetingEvent):
    """The decision for one child. ``medical`` and ``immediate_action`` belong to strategy discussions."""

    TOPIC: ClassVar[str] = "quorate.meeting.decision_made"

    child_id: UUID
    outcome: DecisionOutcome
    category: CategoryOfAbuse | None
    rationale: OfChild
    basis: DecisionBasis
    medical: bool
    conference_required: bool
    immediate_action: OfChild

    def apply(self, meeting: "Meeting") -> None:
        """Keep the decision."""
        meeting.decisions[self.child_id] = self.outcome


@dataclass(frozen=True)
class DecisionRevised(MeetingEvent):
    """A decision was changed before the record was confirmed. The first one stays on the record.

    ``medical``, ``conference_required`` and ``immediate_action`` are None where they stay as they were.
    """

    TOPIC: ClassVar[str] = "quorate.meeting.decision_revised"

    child_id: UUID
    outcome: DecisionOutcome
    category: CategoryOfAbuse | None
    rationale: OfChild
    basis: DecisionBasis
    reason: OfChild
    medical: bool | None = None
    conference_required: bool | None = None
    immediate_action: OfChild | None = None

    def apply(self, meeting: "Meeting") -> None:
        """Keep the new decision."""
        meeting.decisions[self.child_id] = self.outcome


def _check(meeting: "Meeting", outcome: DecisionOutcome, category: CategoryOfAbuse | None) -> None:
    if outcome not in OUTCOMES[meeting.kind]:
        raise OutcomeNotForKind
    if outcome in WITH_PLAN and category is None:
        raise CategoryRequired


class MakeDecision(Command, frozen=True, kw_only=True):
    """Record the decision for one child, with its reasons."""

    child_id: UUID
    outcome: DecisionOutcome
    rationale: str
    category: CategoryOfAbuse | None = None
    basis: DecisionBasis = DecisionBasis.CONSENSUS
    medical: bool = False
    conference_required: bool = False
    immediate_action: str = ""

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse without an open sitting, without quoracy or reason, a second decision, a misfit outcome."""
        runs(meeting, context.by)
        may_decide(meeting, context)
        require_children(meeting, [self.child_id])
        require_text(self.rationale, "rationale")
        _check(meeting, self.outcome, self.category)
        if meeting.kind.is_conference and (self.medical or self.conference_required or self.immediate_action):
            raise NotForThisKind
        if self.child_id in meeting.decisions:
            raise AlreadyDecided
        return [
            DecisionMade(
                *context.stamp(meeting),
                child_id=self.child_id,
                outcome=self.outcome,
                category=self.category,
                rationale=self.rationale,
                basis=self.basis,
                medical=self.medical,
                conference_required=self.conference_required,
                immediate_action=self.immediate_action,
            )
        ]


class ReviseDecision(Command, frozen=True, kw_only=True):
    """Change a decision, and say why. In session, or before the record is confirmed.

    ``medical``, ``conference_required`` and ``immediate_action`` stay as they are where they are left out.
    """

    child_id: UUID
    outcome: DecisionOutcome
    rationale: str
    reason: str
    category: CategoryOfAbuse | None = None
    basis: DecisionBasis = DecisionBasis.CONSENSUS
    medical: bool | None = None
    conference_required: bool | None = None
    immediate_action: str | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a confirmed record, an undecided child, a misfit outcome, and an inquorate sitting."""
        runs(meeting, context.by)
        not_confirmed(meeting)
        if meeting.status is not MeetingStatus.CLOSED:
            may_decide(meeting, context)
        require_children(meeting, [self.child_id])
        require_text(self.rationale, "rationale")
        require_text(self.reason, "reason")
        _check(meeting, self.outcome, self.category)
        if meeting.kind.is_conference and (self.medical or self.conference_required or self.immediate_action):
            raise NotForThisKind
        if self.child_id not in meeting.decisions:
            raise NothingDecided
        return [
            DecisionRevised(
                *context.stamp(meeting),
                child_id=self.child_id,
                outcome=self.outcome,
                category=self.category,
                rationale=self.rationale,
                basis=self.basis,
                reason=self.reason,
                medical=self.medical,
                conference_required=self.conference_required,
                immediate_action=self.immediate_action,
            )
        ]
