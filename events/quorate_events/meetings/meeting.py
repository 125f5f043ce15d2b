"""The Meeting aggregate: what a decision has to know of everything that happened so far."""

from datetime import datetime
from uuid import UUID

from quorate_events.access.resources import Circle
from quorate_events.context import Recorder
from quorate_events.meetings.actions import Action
from quorate_events.meetings.contributions import Contribution, KeptPart
from quorate_events.meetings.convening import MeetingConvened
from quorate_events.meetings.escalations import Escalation
from quorate_events.meetings.event import MeetingStream
from quorate_events.meetings.invitations import Invitation
from quorate_events.meetings.involvement import Involvement
from quorate_events.meetings.sittings import Sitting
from quorate_events.meetings.values import ChildSubject
from quorate_events.meetings.vocabulary import (
    DecisionOutcome,
    MeetingForm,
    MeetingKind,
    MeetingStatus,
    Origin,
)
from quorate_events.rules.rule_set import RuleSetRef


class Meeting(MeetingStream):
    """A strategy discussion or a conference. Only its events change it; see each concept's module."""

    kind: MeetingKind
    form: MeetingForm
    place: str
    status: MeetingStatus
    scheduled_for: datetime
    chair_id: UUID
    convening_agency_id: UUID
    rule_set: RuleSetRef
    children: dict[UUID, ChildSubject]
    invitations: dict[UUID, Invitation]
    involvements: dict[UUID, Involvement]
    contributions: dict[UUID, Contribution]
    parts: dict[UUID, KeptPart]
    sittings: list[Sitting]
    dissents: dict[UUID, bool]
    decisions: dict[UUID, DecisionOutcome]
    actions: dict[UUID, Action]
    escalations: dict[UUID, Escalation]
    excluded: dict[UUID, UUID]
    """Practitioners whose attendance says so, by the id under which they were put on the record."""
    shut_out_people: set[UUID]
    shut_out_agencies: set[UUID]
    """Agencies that were excluded, and practitioners that were, whatever the attendance says."""

    openings: dict[UUID, frozenset[UUID]]
    """Openings in an emergency, with the people who have taken note of each as chair."""
    chairs_to_tell: set[UUID]
    """People from whom somebody else took the chair, and who have not taken note of it."""

    def __init__(self) -> None:
        """Begin empty; the convening event fills in what it knows."""

    @property
    def subjects(self) -> tuple[UUID, ...]:
        """The children whom the meeting is about."""
        return tuple(self.children)

    def concerns(self, by: Recorder) -> bool:
        """True for who convened or chairs the meeting, was invited, shared something, or owns an action.

        Also for whoever brings in an old register.
        """
        return (
            by.agency_id == self.convening_agency_id
            or by.practitioner_id == self.chair_id
            or by.agency_id in self.contributions
            or any(invitation.agency_id == by.agency_id for invitation in self.invitations.values())
            or any(action.agency_id == by.agency_id for action in self.actions.values())
            or by.origin is Origin.IMPORTED
        )

    @property
    def circle(self) -> Circle:
        """Those whom the meeting concerns, for the access policy."""
        return Circle(
            self.chair_id,
            self.convening_agency_id,
            frozenset(invitation.agency_id for invitation in self.invitations.values())
            - self.shut_out_agencies,
            frozenset(self.excluded.values()) | self.shut_out_people,
            frozenset(self.shut_out_agencies),
            contributing_agency_ids=frozenset(self.contributions),
            acting_agency_ids=frozenset(action.agency_id for action in self.actions.values()),
        )

    def begin(self, convened: MeetingConvened) -> None:
        """Set up the state of a meeting that was just convened."""
        self.kind = convened.kind
        self.form = convened.form
        self.place = convened.place
        self.status = MeetingStatus.CONVENED
        self.scheduled_for = convened.scheduled_for
        self.chair_id = convened.chair_id
        self.convening_agency_id = convened.by.agency_id
        self.rule_set = convened.rule_set
        self.children = {child.child_id: child for child in convened.children}
        self.invitations = {}
        self.involvements = {}
        self.contributions = {}
        self.parts = {}
        self.sittings = []
        self.dissents = {}
        self.decisions = {}
        self.actions = {}
        self.escalations = {}
        self.excluded = {}
        self.shut_out_people = set()
        self.shut_out_agencies = set()
        self.openings = {}
        self.chairs_to_tell = set()
