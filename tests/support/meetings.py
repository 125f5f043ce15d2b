"""Given what happened, when a command comes, then these events, or this refusal."""

from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest
from eventsourcing.domain import Aggregate

from quorate_events.checks import well_formed
from quorate_events.command import Command, Context
from quorate_events.context import Recorder
from quorate_events.errors import Refused
from quorate_events.meetings import catalogue
from quorate_events.meetings.attendance import RecordAttendance
from quorate_events.meetings.convening import ConveneMeeting
from quorate_events.meetings.decisions import MakeDecision
from quorate_events.meetings.event import MeetingEvent
from quorate_events.meetings.invitations import InviteAgency
from quorate_events.meetings.meeting import Meeting
from quorate_events.meetings.sittings import CloseSitting, OpenSitting
from quorate_events.meetings.values import Attendee, ChildSubject
from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    CategoryOfAbuse,
    DecisionOutcome,
    MeetingKind,
    Origin,
)
from quorate_events.rules.rule_sets import RuleSets

catalogue.register()
RULES = RuleSets.packaged()
BASELINE = RULES.latest("england-baseline")
CALENDAR = RULES.calendar_of(BASELINE)

SOCIAL_CARE, POLICE, HEALTH, SCHOOL = (UUID(int=n) for n in (1, 2, 3, 4))
CHILD, SIBLING, CHAIR, MEETING = (UUID(int=n) for n in (11, 12, 13, 14))
ROLES = {
    SOCIAL_CARE: "investigating_social_worker",
    POLICE: "detective_sergeant",
    HEALTH: "health_visitor",
    SCHOOL: "designated_safeguarding_lead",
}
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
HELD = datetime(2026, 3, 16, 10, 0, tzinfo=UTC)

E = TypeVar("E", bound=MeetingEvent)


class Story:
    """One meeting, told command by command."""

    def __init__(self) -> None:
        self.meeting: Meeting | None = None
        self.events: list[MeetingEvent] = []
        self.now = MONDAY
        self.known: dict[UUID, Aggregate] = {}
        self._ids = iter(range(1000, 100_000))

    def context(self, by: UUID = SOCIAL_CARE, origin: Origin = Origin.LIVE) -> Context:
        return Context(
            now=self.now,
            by=Recorder(UUID(int=99), by, origin),
            new_id=lambda: UUID(int=next(self._ids)),
            rules=RULES,
            current=BASELINE.ref,
            known=self.known,
        )

    def when(self, command: Command, by: UUID = SOCIAL_CARE, origin: Origin = Origin.LIVE) -> Any:
        """Carry ``command`` out; return its event, or its events when there are several."""
        context = self.context(by, origin)
        well_formed(command, context.part_limit)
        before = vars(self.meeting).copy() if self.meeting else None
        events: Any = command.decide(self.meeting, context)
        assert (vars(self.meeting) if self.meeting else None) == before, "a decision changed the meeting"
        for event in events:
            self.meeting = event.mutate(self.meeting)
            self.events.append(event)
        return events[0] if len(events) == 1 else events

    def refuses(self, command: Command, by: UUID = SOCIAL_CARE) -> str:
        """Carry ``command`` out, expect a refusal, and return its code."""
        count = len(self.events)
        with pytest.raises(Refused) as refusal:
            self.when(command, by)
        assert len(self.events) == count
        assert refusal.value.message.endswith(".")
        return refusal.value.code

    def convened(
        self, kind: MeetingKind = MeetingKind.INITIAL_CONFERENCE, children: tuple[UUID, ...] = (CHILD,)
    ) -> "Story":
        self.when(convene(kind, children))
        return self

    def invited(self, *agencies: UUID) -> "Story":
        for agency in agencies or (SOCIAL_CARE, POLICE, HEALTH):
            self.when(invite(agency))
        return self

    def opened(self) -> "Story":
        self.now = max(self.now, HELD)
        self.when(OpenSitting(meeting_id=MEETING))
        return self

    def attended(self, *agencies: UUID) -> "Story":
        people = tuple(present(agency) for agency in agencies or (SOCIAL_CARE, POLICE, HEALTH))
        self.when(RecordAttendance(meeting_id=MEETING, attendees=people))
        return self

    def decided(self, child: UUID = CHILD) -> "Story":
        self.when(decide_plan(child))
        return self

    def closed(self) -> "Story":
        self.when(CloseSitting(meeting_id=MEETING))
        return self

    def in_session(self) -> "Story":
        return self.convened().invited().opened().attended()


def convene(
    kind: MeetingKind = MeetingKind.INITIAL_CONFERENCE, children: tuple[UUID, ...] = (CHILD,), **other: Any
) -> ConveneMeeting:
    return ConveneMeeting(
        **{
            "meeting_id": MEETING,
            "kind": kind,
            "reason": "Bruising that the explanation does not fit.",
            "scheduled_for": HELD,
            "chair_id": CHAIR,
            "children": tuple(ChildSubject(child) for child in children),
            "rule_set": BASELINE.ref,
            **other,
        }
    )


def invite(agency: UUID, **other: Any) -> InviteAgency:
    return InviteAgency(
        **{
            "meeting_id": MEETING,
            "agency_id": agency,
            "role": ROLES.get(agency, "police_officer"),
            "why": "The family is known to you.",
            "asked": "What you know of the child in the last two years.",
            "invitation_id": UUID(int=100 + agency.int),
            **other,
        }
    )


def present(agency: UUID, **other: Any) -> Attendee:
    return Attendee(
        **{
            "attendee_id": UUID(int=200 + agency.int),
            "role": ROLES[agency],
            "status": AttendanceStatus.ATTENDED,
            "agency_id": agency,
            "name": "Sam Example",
            "mode": AttendanceMode.IN_PERSON,
            **other,
        }
    )


def decide_plan(child: UUID = CHILD, **other: Any) -> MakeDecision:
    return MakeDecision(
        **{
            "meeting_id": MEETING,
            "child_id": child,
            "outcome": DecisionOutcome.PLAN_MADE,
            "category": CategoryOfAbuse.NEGLECT,
            "rationale": "The threshold is met.",
            **other,
        }
    )


def later(**difference: float) -> datetime:
    return MONDAY + timedelta(**difference)


@pytest.fixture
def story() -> Story:
    return Story()
