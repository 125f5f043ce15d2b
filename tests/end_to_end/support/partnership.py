"""A few agencies whose people hold meetings, several at the same time, until they are told to stop."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from tests.end_to_end.support.sender import Outcome, Sender
from tests.support.sign_in import may_sign_in

from quorate_events.access.actor import Duty
from quorate_events.command import Command
from quorate_events.command_service import CommandService
from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.child import RegisterChild
from quorate_events.people.practitioner import RegisterPractitioner

_ROLES = {
    Sector.CHILDRENS_SOCIAL_CARE: "investigating_social_worker",
    Sector.POLICE: "detective_sergeant",
    Sector.HEALTH: "health_visitor",
    Sector.EDUCATION: "designated_safeguarding_lead",
}


@dataclass(frozen=True)
class Person:
    """Somebody who sends commands."""

    practitioner_id: UUID
    agency_id: UUID
    role: str


@dataclass(frozen=True)
class Partnership:
    """The chair comes from social care; each other agency has one person."""

    chair: Person
    others: tuple[Person, ...]
    child_id: UUID


async def register_partnership(commands: CommandService) -> Partnership:
    """Register everybody, straight through the command path."""
    registrar = Recorder(uuid4(), uuid4())

    async def register(command: Command) -> None:
        await commands.execute(command, command_id=uuid4(), by=registrar)

    people = []
    for sector, role in _ROLES.items():
        person = Person(uuid4(), uuid4(), role)
        await register(RegisterAgency(agency_id=person.agency_id, name=sector.value, sector=sector))
        # The chair keeps the partnership's agencies as well.
        duties = (Duty.PRACTITIONER,) if people else (Duty.PRACTITIONER, Duty.SAFEGUARDING_PARTNER)
        await register(
            RegisterPractitioner(
                practitioner_id=person.practitioner_id,
                name="A Person",
                agency_id=person.agency_id,
                duties=duties,
            )
        )
        await may_sign_in(commands, person.practitioner_id)
        people.append(person)
    child_id = uuid4()
    born = (datetime.now(UTC) - timedelta(days=900)).date()
    await register(RegisterChild(child_id=child_id, name="A Child", date_of_birth=born))
    return Partnership(people[0], tuple(people[1:]), child_id)


class Room:
    """Where one meeting after the other is held, with everybody in it writing at once."""

    def __init__(self, partnership: Partnership, sender: Sender, seed: str) -> None:
        self._people = partnership
        self._sender = sender
        self._chance = Random(seed)
        self._meeting_id = ""
        self._parts: dict[UUID, list[UUID]] = {}

    async def hold_meetings(self, stop: asyncio.Event) -> None:
        """Hold meetings until ``stop``; every command that was begun is answered before it returns."""
        while not stop.is_set():
            await self._convene()
            await asyncio.gather(*(self._invite(person) for person in self._everybody))
            await self._send("openSitting", self._people.chair)
            await asyncio.gather(
                self._several(self._people.chair, self._preside, stop),
                *(self._several(person, self._contribute, stop) for person in self._people.others),
            )

    @property
    def _everybody(self) -> tuple[Person, ...]:
        return (self._people.chair, *self._people.others)

    async def _several(
        self, person: Person, act: Callable[[Person], Awaitable[Outcome]], stop: asyncio.Event
    ) -> None:
        for _ in range(self._chance.randint(4, 9)):
            if not stop.is_set():
                await act(person)

    async def _convene(self) -> None:
        self._meeting_id = str(UUID(int=self._chance.getrandbits(128), version=4))
        self._parts = {}
        await self._send(
            "conveneMeeting",
            self._people.chair,
            kind=self._chance.choice(["INITIAL_CONFERENCE", "STRATEGY_DISCUSSION", "REVIEW_CONFERENCE"]),
            reason="Concerns about neglect",
            scheduledFor=self._day(10),
            chairId=str(self._people.chair.practitioner_id),
            children=[{"childId": str(self._people.child_id)}],
            ruleSet={"id": "england-baseline", "version": "2026-1"},
        )

    async def _invite(self, person: Person) -> None:
        invited = await self._send(
            "inviteAgency",
            self._people.chair,
            agencyId=str(person.agency_id),
            role=person.role,
            why="The family is known to them",
            asked="What they know",
        )
        for invitation_id in invited.created:
            await self._send("answerInvitation", person, invitationId=str(invitation_id), answer="ACCEPTED")

    async def _preside(self, chair: Person) -> Outcome:
        match self._chance.randrange(5):
            case 0:
                return await self._send(
                    "rescheduleMeeting", chair, scheduledFor=self._day(20), reason="A room was free"
                )
            case 1:
                return await self._send(
                    "agreeAction", chair, what="Visit the home", role=chair.role, measure="A visit was made",
                    agencyId=str(chair.agency_id), due=self._day(30)[:10],
                )  # fmt: skip
            case 2:  # refused: they have been invited in this role
                again = self._chance.choice(self._people.others)
                return await self._send(
                    "inviteAgency", chair, agencyId=str(again.agency_id), role=again.role, why="w", asked="a"
                )
            case _:
                present = self._chance.sample(self._everybody, self._chance.randint(1, 3))
                return await self._send("recordAttendance", chair, attendees=[*map(_attendee, present)])

    async def _contribute(self, person: Person) -> Outcome:
        mine = self._parts.setdefault(person.agency_id, [])
        match self._chance.randrange(6):
            case 0:
                level = self._chance.choice(["HISTORIC", "CURRENT"])
                return await self._send(
                    "declareInvolvement", person, level=level, significant=self._chance.random() < 0.5
                )
            case 1:  # refused once the agency has shared something
                return await self._send("sayNothingHeld", person, searched="All registers")
            case 2:
                return await self._send(
                    "raiseEscalation", person, agencyId=str(person.agency_id), concern="The threshold"
                )
            case 3 if mine:
                part = str(self._chance.choice(mine))
                return await self._send(
                    "correctPart", person, partId=part, text="It was in April.", reason="A wrong month"
                )
            case _:
                parts = [{"heading": "WORRIES", "text": "Two calls."}] * self._chance.randint(1, 3)
                shared = await self._send("submitContribution", person, parts=parts)
                mine.extend(shared.created)
                return shared

    async def _send(self, name: str, by: Person, **fields: Any) -> Outcome:
        fields = {"meetingId": self._meeting_id, **fields}
        return await self._sender.command(name, by.practitioner_id, fields, self._chance)

    def _day(self, days: int) -> str:
        return (datetime.now(UTC) + timedelta(days=self._chance.randint(1, days))).isoformat()


def _attendee(person: Person) -> dict[str, str]:
    return {
        "attendeeId": str(person.practitioner_id),
        "practitionerId": str(person.practitioner_id),
        "agencyId": str(person.agency_id),
        "role": person.role,
        "status": "ATTENDED",
        "mode": "IN_PERSON",
    }
