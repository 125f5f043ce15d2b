"""The meetings that both sides work on: real commands, decided on in memory, with free text of about 1 kB."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.persistence import StoredEvent

from quorate_events.command import Command, Context
from quorate_events.command_service import House
from quorate_events.context import Recorder, SystemClock, uuid7
from quorate_events.meetings import catalogue as meetings
from quorate_events.meetings.actions import AgreeAction
from quorate_events.meetings.attendance import RecordAttendance
from quorate_events.meetings.contributions import SubmitContribution
from quorate_events.meetings.convening import ConveneMeeting
from quorate_events.meetings.decisions import MakeDecision
from quorate_events.meetings.invitations import AnswerInvitation, InviteAgency
from quorate_events.meetings.involvement import DeclareInvolvement
from quorate_events.meetings.meeting import Meeting
from quorate_events.meetings.sittings import CloseSitting, OpenSitting
from quorate_events.meetings.values import Attendee, ChildSubject, Part
from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    CategoryOfAbuse,
    DecisionOutcome,
    InvitationAnswer,
    InvolvementLevel,
    MeetingKind,
    PartHeading,
    Sector,
)
from quorate_events.people import catalogue as people
from quorate_events.people.agency import RegisterAgency
from quorate_events.rules.rule_sets import RuleSets
from quorate_events.store import EventCodec

LEDGER = "bench"
ROLES = (
    "investigating_social_worker",
    "detective_sergeant",
    "health_visitor",
    "designated_safeguarding_lead",
    "midwife",
    "probation_officer",
    "housing_officer",
    "team_manager",
)
AGENCIES = tuple(UUID(int=0xA000 + number) for number in range(len(ROLES)))
SOCIAL_CARE, POLICE = AGENCIES[0], AGENCIES[1]
CHAIR = UUID(int=0xC0)

meetings.register()
people.register()
RULES = RuleSets.packaged()
BASELINE = RULES.latest("england-baseline")
HOUSE = House(
    rules=RULES,
    current=BASELINE,
    clock=SystemClock(),
    new_id=uuid7,
    synthetic_people=True,
)
CODEC = EventCodec([*meetings.EVENTS, *people.EVENTS])


def recorder_of(agency_id: UUID) -> Recorder:
    """Return who answers for an agency."""
    return Recorder(practitioner_id=UUID(int=agency_id.int << 16), agency_id=agency_id)


_SENTENCES = (
    "Officers attended the address in the early hours after a call from a neighbour.",
    "Mum said that things are “all right now”, and that dad has moved out since the summer.",
    "The older child was seen alone and spoke about being worried for the baby.",
    "Two appointments at the clinic were missed; the third was kept, and weight gain was good.",
    "The rent is £412 in arrears, and a notice was served on the tenancy.",
    "Nothing further is held on this system for the last twelve months.",
    "School describes attendance of 81 % this term, with lateness on Mondays.",
)


def text(rng: random.Random, size: int = 1000) -> str:
    """Write ``size`` characters as people do: paragraphs, quotation marks, a pound sign."""
    written = ""
    while len(written) < size:
        written += rng.choice(_SENTENCES) + rng.choice((" ", " ", "\n\n"))
    return written[:size].strip()


class Story:
    """One meeting from beginning to end, in memory."""

    def __init__(self, rng: random.Random, held_on: datetime) -> None:
        self.events: list[Any] = []
        self._rng = rng
        self._now = held_on - timedelta(days=12)
        self._held_on = held_on
        self._id = uuid4()
        self._meeting: Meeting | None = None
        self._child = uuid4()

    def prepared(self) -> list[Any]:
        """Return the events until every agency has answered: about two dozen."""
        conference = MeetingKind.INITIAL_CONFERENCE
        self.do(
            ConveneMeeting(
                meeting_id=self._id, kind=conference, reason="Concerns about neglect.", chair_id=CHAIR,
                scheduled_for=self._held_on, children=(ChildSubject(self._child),), rule_set=BASELINE.ref,
            )
        )  # fmt: skip
        for agency_id, role in zip(AGENCIES, ROLES, strict=True):
            why = "The family is known to you."
            asked = "What do you know of the last twelve months?"
            invited = self.do(
                InviteAgency(meeting_id=self._id, agency_id=agency_id, role=role, why=why, asked=asked)
            )
            answer = InvitationAnswer.ACCEPTED
            answered = AnswerInvitation(
                meeting_id=self._id, invitation_id=invited.invitation_id, answer=answer
            )
            self.do(answered, agency_id)
        for agency_id in AGENCIES[:6]:
            # The first four are needed for quoracy, and who had no involvement does not count for it.
            none = [] if agency_id in AGENCIES[:4] else [InvolvementLevel.NONE]
            level = self._rng.choice([InvolvementLevel.CURRENT, InvolvementLevel.HISTORIC, *none])
            significant = level is not InvolvementLevel.NONE and self._rng.random() < 0.5
            self.do(
                DeclareInvolvement(
                    meeting_id=self._id, agency_id=agency_id, level=level, significant=significant
                ),
                agency_id,
            )
        return self.events

    def whole(self) -> list[Any]:
        """Return the events to the end of the conference: about fifty."""
        self.prepared()
        for agency_id in AGENCIES[:6]:
            self.do(contribution(self._id, agency_id, text(self._rng)), agency_id)
        self._now = self._held_on
        self.do(OpenSitting(meeting_id=self._id))
        for agency_id, role in zip(AGENCIES, ROLES, strict=True):
            came = self._rng.random() < 0.8 or agency_id in AGENCIES[:4]
            attendee = Attendee(
                attendee_id=recorder_of(agency_id).practitioner_id,
                practitioner_id=recorder_of(agency_id).practitioner_id,
                role=role,
                agency_id=agency_id,
                status=AttendanceStatus.ATTENDED if came else AttendanceStatus.ABSENT_WITHOUT_APOLOGY,
                mode=AttendanceMode.IN_PERSON if came else None,
            )
            self.do(RecordAttendance(meeting_id=self._id, attendees=(attendee,)))
        self.do(
            MakeDecision(
                meeting_id=self._id, child_id=self._child, outcome=DecisionOutcome.PLAN_MADE,
                rationale=text(self._rng, 400), category=CategoryOfAbuse.NEGLECT,
            )
        )  # fmt: skip
        for agency_id, role in list(zip(AGENCIES, ROLES, strict=True))[:4]:
            self.do(
                AgreeAction(
                    meeting_id=self._id, what=text(self._rng, 200), agency_id=agency_id, role=role,
                    due=date(2030, 1, 1), measure="It is on the record.",
                )
            )  # fmt: skip
        self.do(CloseSitting(meeting_id=self._id, final=True))
        return self.events

    def do(self, command: Command, agency_id: UUID = SOCIAL_CARE) -> Any:
        self._now += timedelta(minutes=1)
        context = Context(
            now=self._now, by=recorder_of(agency_id), new_id=uuid7, rules=RULES, current=BASELINE.ref
        )
        (event,) = command.decide(self._meeting, context)
        self._meeting = event.mutate(self._meeting)
        self.events.append(event)
        return event


def contribution(meeting_id: UUID, agency_id: UUID, words: str) -> SubmitContribution:
    """Return the command that is measured: an agency shares one part."""
    part = Part(heading=PartHeading.WORRIES, text=words)
    return SubmitContribution(meeting_id=meeting_id, agency_id=agency_id, parts=(part,))


def prepared_meeting(seed: int = 1) -> list[StoredEvent]:
    """Return the stored events of a meeting to which agencies may contribute."""
    story = Story(random.Random(seed), datetime.now(UTC) + timedelta(days=14))
    return [CODEC.to_stored_event(event) for event in story.prepared()]


def whole_meetings(count: int, months: int = 36) -> list[list[StoredEvent]]:
    """Return the stored events of ``count`` different conferences, spread over ``months``."""
    rng = random.Random(1)
    first = datetime(2023, 1, 10, 10, tzinfo=UTC)
    held = [first + timedelta(days=30.4 * months * number / count) for number in range(count)]
    return [[CODEC.to_stored_event(event) for event in Story(rng, day).whole()] for day in held]


def copied(events: Sequence[StoredEvent], meeting_id: UUID) -> list[StoredEvent]:
    """Return the same meeting under another id; the id stands in the columns alone."""
    return [StoredEvent(meeting_id, each.originator_version, each.topic, each.state) for each in events]


def registered(agency_id: UUID) -> StoredEvent:
    """Return the event that registers an agency."""
    command = RegisterAgency(agency_id=agency_id, name="Example Police", sector=Sector.POLICE)
    (event,) = command.decide(None, HOUSE.context(recorder_of(agency_id)))
    return CODEC.to_stored_event(event)


def example_event() -> Any:
    """Return one event of the command that is measured."""
    story = Story(random.Random(3), datetime.now(UTC) + timedelta(days=14))
    meeting_id = story.prepared()[0].originator_id
    return story.do(contribution(meeting_id, POLICE, text(random.Random(7))), POLICE)
