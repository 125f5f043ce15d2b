"""Histories made in memory: real commands decided on real aggregates, recorded as the log would number them.

history = History()
meeting = history.convene(MeetingKind.INITIAL_CONFERENCE)
history.invite(meeting, POLICE, "detective_sergeant")
history.open(meeting)
history.attend(meeting, POLICE, "detective_sergeant")
history.events  # what a projection is fed
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from quorate_events.access.actor import Actor, Duty
from quorate_events.checks import well_formed
from quorate_events.command import Command, Context
from quorate_events.command_service import created_by
from quorate_events.context import EmergencyTerms, Recorder
from quorate_events.meetings import catalogue as meetings
from quorate_events.meetings.actions import AgreeAction
from quorate_events.meetings.attendance import RecordAttendance
from quorate_events.meetings.contributions import SayNothingHeld, SubmitContribution
from quorate_events.meetings.convening import ConveneMeeting
from quorate_events.meetings.decisions import MakeDecision
from quorate_events.meetings.invitations import InviteAgency
from quorate_events.meetings.involvement import DeclareInvolvement
from quorate_events.meetings.sittings import CloseSitting, OpenSitting
from quorate_events.meetings.values import AnchorDate, Attendee, ChildSubject, Deputy, Part
from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    CategoryOfAbuse,
    DecisionOutcome,
    InvolvementLevel,
    MeetingKind,
    Origin,
    PartHeading,
    Sector,
)
from quorate_events.people import catalogue as people
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.child import RegisterChild
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.rules.rule_set import RuleSetRef
from quorate_events.rules.rule_sets import RuleSets
from quorate_projections.engine.projection import RecordedEvent
from quorate_services.dev_issuer.issuer import confirmation_of, link_of

meetings.register()
people.register()

SOCIAL_CARE = UUID(int=0xA001)
POLICE = UUID(int=0xA002)
HEALTH = UUID(int=0xA003)
SCHOOL = UUID(int=0xA004)
HOUSING = UUID(int=0xA005)

AGENCIES: dict[UUID, tuple[str, Sector]] = {
    SOCIAL_CARE: ("Northbrook Children's Services", Sector.CHILDRENS_SOCIAL_CARE),
    POLICE: ("Northbrook Police", Sector.POLICE),
    HEALTH: ("Northbrook Community Health", Sector.HEALTH),
    SCHOOL: ("Mill Lane Primary School", Sector.EDUCATION),
    HOUSING: ("Northbrook Homes", Sector.HOUSING),
}

RULES = RuleSets.packaged()
CHAIR = UUID(int=0xC0)
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def worker_of(agency_id: UUID, number: int = 1) -> UUID:
    """The id of an agency's practitioner; number 1 is who answers for the agency."""
    return UUID(int=agency_id.int * 0x1000 + number)


def speaker(agency_id: UUID, origin: Origin = Origin.LIVE) -> Recorder:
    return Recorder(practitioner_id=worker_of(agency_id), agency_id=agency_id, origin=origin)


def reader(agency_id: UUID, number: int = 1, *duties: Duty) -> Actor:
    """One of the agency's practitioners, as somebody who asks; without other duties a practitioner's."""
    given = frozenset(duties) or frozenset({Duty.PRACTITIONER})
    return Actor(worker_of(agency_id, number), agency_id, given)


ADMINISTRATOR = speaker(SOCIAL_CARE)


@dataclass
class History:
    """A ledger in memory. ``now`` is what the clock says; set it, or use :meth:`later`."""

    now: datetime = MONDAY
    events: list[RecordedEvent] = field(default_factory=list)
    aggregates: dict[UUID, Any] = field(default_factory=dict)
    created: tuple[UUID, ...] = ()
    """The ids of what the last command made."""
    emergencies: EmergencyTerms = field(default_factory=EmergencyTerms)
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def new_id(self) -> UUID:
        return UUID(int=0x1D << 64 | next(self._ids))

    def later(self, **delta: float) -> "History":
        """Move the clock on, e.g. ``history.later(hours=2)``."""
        self.now += timedelta(**delta)
        return self

    def do(self, command: Command, by: Recorder = ADMINISTRATOR) -> list[RecordedEvent]:
        """Decide ``command`` now and record what happens. Refusals are raised as they are."""
        read = command.also(by)
        known = {each: self.aggregates[each] for each in read if each in self.aggregates}
        behind = command.behind(known)
        context = Context(
            now=self.now,
            by=by,
            new_id=self.new_id,
            rules=RULES,
            current=RULES.latest("england-baseline").ref,
            synthetic_people=True,
            emergencies=self.emergencies,
            known=known | {each: self.aggregates[each] for each in behind if each in self.aggregates},
            read=read,
        )
        well_formed(command, context.part_limit)
        happened = command.decide(self.aggregates.get(command.stream_of(by)), context)
        self.created = created_by(happened)
        return [self._record(event) for event in happened]

    def of(self, stream_id: UUID) -> list[RecordedEvent]:
        """The events of one stream."""
        return [event for event in self.events if event.stream_id == stream_id]

    def register_agencies(self, agency_ids: Iterable[UUID] = tuple(AGENCIES)) -> None:
        """Register agencies with one practitioner each, and the chair."""
        for agency_id in agency_ids:
            name, sector = AGENCIES[agency_id]
            self.do(RegisterAgency(agency_id=agency_id, name=name, sector=sector))
            worker = worker_of(agency_id)
            self.do(
                RegisterPractitioner(practitioner_id=worker, name=f"Worker of {name}", agency_id=agency_id)
            )
        self.do(
            RegisterPractitioner(
                practitioner_id=CHAIR, name="Robin Chair", agency_id=SOCIAL_CARE, title="Conference chair"
            )
        )

        self.let_in(CHAIR)

    def let_in(self, practitioner_id: UUID) -> None:
        """Give a person an account that a second one confirmed."""
        self.do(link_of(practitioner_id))
        self.do(confirmation_of(practitioner_id), speaker(POLICE))

    def register_child(self, child_id: UUID, name: str = "Sam Example") -> None:
        self.do(RegisterChild(child_id=child_id, name=name, date_of_birth=date(2019, 5, 1)))

    def convene(
        self,
        kind: MeetingKind = MeetingKind.INITIAL_CONFERENCE,
        *,
        children: int | Sequence[UUID] = 1,
        in_days: int = 14,
        anchors: Sequence[AnchorDate] = (),
        rule_set: RuleSetRef | None = None,
        follows: UUID | None = None,
        by: Recorder = ADMINISTRATOR,
    ) -> UUID:
        """Convene a meeting and return its id. ``children`` is how many, or their ids."""
        ids = [self.new_id() for _ in range(children)] if isinstance(children, int) else children
        meeting_id = self.new_id()
        self.do(
            ConveneMeeting(
                meeting_id=meeting_id,
                kind=kind,
                reason="Concerns about neglect",
                scheduled_for=self.now + timedelta(days=in_days),
                chair_id=CHAIR,
                children=tuple(ChildSubject(child_id) for child_id in ids),
                rule_set=rule_set or RULES.latest("england-baseline").ref,
                anchors=tuple(anchors),
                follows=follows,
            ),
            by,
        )
        return meeting_id

    def children_of(self, meeting_id: UUID) -> list[UUID]:
        return list(self.aggregates[meeting_id].children)

    def invite(
        self,
        meeting_id: UUID,
        agency_id: UUID,
        role: str,
        practitioner_id: UUID | None = None,
        by: Recorder = ADMINISTRATOR,
    ) -> UUID:
        """Invite an agency in a role and return the invitation's id."""
        self.do(
            InviteAgency(
                meeting_id=meeting_id,
                agency_id=agency_id,
                role=role,
                why="The family is known to you",
                asked="What do you know of the last twelve months?",
                practitioner_id=practitioner_id,
            ),
            by,
        )
        return self.created[0]

    def declare(
        self, meeting_id: UUID, agency_id: UUID, level: InvolvementLevel, significant: bool = False
    ) -> None:
        """The agency declares its involvement."""
        command = DeclareInvolvement(
            meeting_id=meeting_id, agency_id=agency_id, level=level, significant=significant
        )
        self.do(command, speaker(agency_id))

    def contribute(self, meeting_id: UUID, agency_id: UUID, *parts: Part) -> tuple[UUID, ...]:
        """The agency shares parts (one ordinary part where none is given); returns their ids."""
        given = parts or (Part(heading=PartHeading.WORRIES, text="What we know."),)
        self.do(
            SubmitContribution(meeting_id=meeting_id, agency_id=agency_id, parts=given), speaker(agency_id)
        )
        return self.created

    def nothing_held(self, meeting_id: UUID, agency_id: UUID) -> None:
        command = SayNothingHeld(meeting_id=meeting_id, agency_id=agency_id, searched="All our records.")
        self.do(command, speaker(agency_id))

    def open(self, meeting_id: UUID, at: datetime | None = None, by: Recorder = ADMINISTRATOR) -> None:
        """Open a sitting."""
        self.do(OpenSitting(meeting_id=meeting_id, opened_at=at), by)

    def attend(
        self,
        meeting_id: UUID,
        agency_id: UUID | None,
        role: str,
        status: AttendanceStatus = AttendanceStatus.ATTENDED,
        *,
        person: UUID | None = None,
        sitting: int | None = None,
        mode: AttendanceMode = AttendanceMode.IN_PERSON,
        by: Recorder = ADMINISTRATOR,
    ) -> UUID:
        """Record one person's attendance (by default the agency's first practitioner); returns who it was."""
        somebody = person or (worker_of(agency_id) if agency_id else self.new_id())
        attendee = Attendee(
            attendee_id=somebody,
            role=role,
            status=status,
            agency_id=agency_id,
            practitioner_id=somebody if agency_id else None,
            name="" if agency_id else "A relative",
            mode=mode if status is AttendanceStatus.ATTENDED else None,
        )
        self.do(RecordAttendance(meeting_id=meeting_id, attendees=(attendee,), sitting=sitting), by)
        return somebody

    def decide(
        self, meeting_id: UUID, outcome: DecisionOutcome | None = None, by: Recorder = ADMINISTRATOR
    ) -> None:
        """Decide for every child of the meeting that has no decision yet."""
        meeting = self.aggregates[meeting_id]
        usual = (
            DecisionOutcome.PLAN_MADE
            if meeting.kind.is_conference
            else DecisionOutcome.JOINT_SECTION_47_ENQUIRY
        )
        for child_id in [child for child in meeting.children if child not in meeting.decisions]:
            command = MakeDecision(
                meeting_id=meeting_id,
                child_id=child_id,
                outcome=outcome or usual,
                rationale="On what was heard.",
                category=CategoryOfAbuse.NEGLECT if meeting.kind.is_conference else None,
            )
            self.do(command, by)

    def close(
        self,
        meeting_id: UUID,
        *,
        final: bool = True,
        at: datetime | None = None,
        by: Recorder = ADMINISTRATOR,
    ) -> None:
        """Close the sitting; the final one after deciding for every child."""
        if final:
            self.decide(meeting_id, by=by)
        self.do(CloseSitting(meeting_id=meeting_id, final=final, closed_at=at), by)

    def agree_action(
        self, meeting_id: UUID, agency_id: UUID, role: str, due: date, what: str = "Visit the family"
    ) -> UUID:
        """Agree an action in the open sitting and return its id."""
        self.do(
            AgreeAction(
                meeting_id=meeting_id,
                what=what,
                agency_id=agency_id,
                role=role,
                due=due,
                measure="The visit is on the record.",
            )
        )
        return self.created[0]

    def _record(self, event: Any) -> RecordedEvent:
        stream_id = event.originator_id
        self.aggregates[stream_id] = event.mutate(self.aggregates.get(stream_id))
        recorded = RecordedEvent(
            position=len(self.events) + 1,
            stream_id=stream_id,
            stream_version=event.originator_version,
            topic=event.TOPIC,
            event=event,
        )
        self.events.append(recorded)
        return recorded


def deputy(role: str, practitioner_id: UUID | None = None, name: str = "Alex Deputy") -> Deputy:
    return Deputy(name=name, role=role, practitioner_id=practitioner_id)
