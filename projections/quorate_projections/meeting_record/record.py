"""The record of one meeting, in the order in which things were put on it; nothing is overwritten."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from quorate_events.context import Recorder
from quorate_events.meetings.decisions import DecisionBasis
from quorate_events.meetings.values import AnchorDate, Attendee, Deputy
from quorate_events.meetings.vocabulary import (
    CategoryOfAbuse,
    ChildParticipation,
    DecisionOutcome,
    InvitationAnswer,
    InvolvementLevel,
    MeetingForm,
    Quoracy,
    RecordVariant,
    ViewPosition,
)
from quorate_projections.actions_agreed.state import Action
from quorate_projections.standing import Standing


class Decision(msgspec.Struct, frozen=True, gc=False):
    """A decision for one child; ``revised_because`` is set when it replaced the one before."""

    outcome: DecisionOutcome
    category: CategoryOfAbuse | None
    rationale: str
    basis: DecisionBasis
    at: datetime
    by: Recorder
    medical: bool = False
    conference_required: bool = False
    immediate_action: str = ""
    revised_because: str = ""


class ConsideredChild(msgspec.Struct, frozen=True, gc=False):
    """A child of the meeting: how it was heard, and what was decided, the decision that holds last."""

    child_id: UUID
    unborn: bool
    participation: ChildParticipation | None = None
    participation_note: str = ""
    decisions: tuple[Decision, ...] = ()


class ArrangementChange(msgspec.Struct, frozen=True, gc=False):
    """The meeting was moved, cancelled or given another chair; what did not change is None."""

    at: datetime
    by: Recorder
    reason: str
    scheduled_for: datetime | None = None
    chair_id: UUID | None = None
    cancelled: bool = False


class Invitation(msgspec.Struct, frozen=True, gc=False):
    """One agency invited in one role, and how it answered for the time that stands; no answer is None."""

    invitation_id: UUID
    agency_id: UUID
    role: str
    practitioner_id: UUID | None
    why: str
    asked: str
    report_due: date | None
    invited_at: datetime
    answer: InvitationAnswer | None = None
    answered_at: datetime | None = None
    deputy: Deputy | None = None
    note: str = ""
    withdrawn_because: str = ""


class InvolvementStepKind(StrEnum):
    """How an agency's involvement came onto the record."""

    DECLARED = "declared"
    CHALLENGED = "challenged"
    SETTLED = "settled"


class InvolvementStep(msgspec.Struct, frozen=True, gc=False):
    """One step of it; a challenge has words and no level."""

    kind: InvolvementStepKind
    at: datetime
    by: Recorder
    text: str
    level: InvolvementLevel | None = None
    significant: bool = False


class Involvement(msgspec.Struct, frozen=True, gc=False):
    """What holds of one agency's involvement, and how it came about. ``challenged``: not settled yet."""

    agency_id: UUID
    level: InvolvementLevel
    significant: bool
    challenged: bool
    history: tuple[InvolvementStep, ...]


class Sitting(msgspec.Struct, frozen=True, gc=False):
    """One sitting. ``quoracy`` and ``explanation`` stand once it was closed, adjourned or proceeded."""

    number: int
    opened_at: datetime
    attendance: dict[UUID, Attendee] = {}
    closed_at: datetime | None = None
    quoracy: Quoracy | None = None
    explanation: str = ""
    ground: str = ""
    reason: str = ""
    interim_arrangements: str = ""
    reconvene_on: date | None = None


class AgencyView(msgspec.Struct, frozen=True, gc=False):
    """An agency's view on the threshold or the plan for a child."""

    agency_id: UUID
    child_id: UUID
    position: ViewPosition
    reasoning: str
    at: datetime


class Reservation(msgspec.Struct, frozen=True, gc=False):
    """A reservation noted; not a formal dissent."""

    agency_id: UUID
    child_id: UUID | None
    text: str
    at: datetime


class Dissent(msgspec.Struct, frozen=True, gc=False):
    """A formal dissent, and how it was resolved."""

    dissent_id: UUID
    agency_id: UUID
    child_id: UUID | None
    reason: str
    at: datetime
    resolved_at: datetime | None = None
    outcome: str = ""


class EscalationStage(msgspec.Struct, frozen=True, gc=False):
    """A stage that an escalation reached, why, and by when (London date) an answer was due."""

    stage: int
    concern: str
    respond_by: date
    at: datetime


class Escalation(msgspec.Struct, frozen=True, gc=False):
    """A professional difference taken through the stages, and how it ended."""

    escalation_id: UUID
    agency_id: UUID
    dissent_id: UUID | None
    stages: tuple[EscalationStage, ...]
    resolved_at: datetime | None = None
    outcome: str = ""


class Confirmation(msgspec.Struct, frozen=True, gc=False):
    """The record was confirmed."""

    at: datetime
    by: Recorder
    summary: str


class IssuedRecord(msgspec.Struct, frozen=True, gc=False):
    """One version of the record, sent to an agency or to a named person."""

    variant: RecordVariant
    agency_id: UUID | None
    recipient: str
    issued_at: datetime


class RecordCopy(msgspec.Struct, frozen=True, gc=False):
    """A copy of the record that Quorate made for a recipient; ``sha256`` is the hash of what it says (hexadecimal)."""

    copy_id: UUID
    variant: RecordVariant
    agency_id: UUID | None
    recipient: str
    made_at: datetime
    sha256: str


class EmergencyRecord(msgspec.Struct, frozen=True, gc=False):
    """Who opened the record in an emergency, why, and until when it was open (UTC); by which child, if by one.

    ``acknowledged_at``: when a chair first took note of it.
    """

    opening_id: UUID
    by: Recorder
    reason: str
    opened_at: datetime
    until: datetime
    by_child_id: UUID | None = None
    acknowledged_at: datetime | None = None


class ChairRecord(msgspec.Struct, frozen=True, gc=False):
    """Who took the chair from whom, named by whom, and why. ``version`` is the event's place in the meeting.

    ``acknowledged_at``: when the chair before took note of it; None also where nobody had to be told.
    """

    version: int
    by: Recorder
    chair_before_id: UUID
    chair_id: UUID
    reason: str
    changed_at: datetime
    acknowledged_at: datetime | None = None


class Exclusion(msgspec.Struct, frozen=True, gc=False):
    """A person or an agency was excluded from the meeting, or let in again; by whom, and why."""

    at: datetime
    by: Recorder
    reason: str
    practitioner_id: UUID | None
    agency_id: UUID | None
    lifted: bool


class MeetingRecord(msgspec.Struct, frozen=True, gc=False):
    """The whole record. Involvements are keyed by agency, all other dictionaries by the entry's own id."""

    standing: Standing
    form: MeetingForm
    place: str
    reason: str
    reference: str
    follows: UUID | None
    anchors: tuple[AnchorDate, ...]
    convened_at: datetime
    children: dict[UUID, ConsideredChild]
    changes: tuple[ArrangementChange, ...] = ()
    invitations: dict[UUID, Invitation] = {}
    involvements: dict[UUID, Involvement] = {}
    sittings: tuple[Sitting, ...] = ()
    views: tuple[AgencyView, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    dissents: dict[UUID, Dissent] = {}
    actions: dict[UUID, Action] = {}
    escalations: dict[UUID, Escalation] = {}
    confirmed: Confirmation | None = None
    issued: tuple[IssuedRecord, ...] = ()
    decision_letter_issued_at: datetime | None = None
    core_group_held_on: date | None = None
    emergencies: tuple[EmergencyRecord, ...] = ()
    chairs: tuple[ChairRecord, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    copies: tuple[RecordCopy, ...] = ()
