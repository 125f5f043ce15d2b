"""Who has signed in, from the log: at once, and one account for one member even in a race."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tests.conftest import Database
from tests.support.meetings import BASELINE, RULES

from quorate_events.command import Command
from quorate_events.command_service import CommandService, House
from quorate_events.context import Recorder, SystemClock, uuid7
from quorate_events.errors import QuorateError
from quorate_events.meetings.vocabulary import Sector
from quorate_events.members import Members, MembershipSuspended, NotAMember, SignInNotConfirmed
from quorate_events.people import catalogue
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.member_invitation import AcceptInvitation, ConfirmMember, InviteMember
from quorate_events.people.membership import SuspendMember
from quorate_events.people.one_time_code import hash_of
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.people.sign_in import SignedIn
from quorate_events.people.sign_in_links import ConfirmSignIn, LinkSignIn, UnlinkSignIn
from quorate_events.store import EventCodec, EventLog, open_log

catalogue.register()
CODEC = EventCodec(catalogue.EVENTS)
HOUSE = House(rules=RULES, current=BASELINE, clock=SystemClock(), new_id=uuid7)
CODE = "correct-horse-battery-staple"
AGENCY = UUID(int=1)


class Process:
    """One of several processes on the same log."""

    def __init__(self, log: EventLog) -> None:
        self.commands = CommandService(log.decisions(), HOUSE)
        self.members = Members(log.loader, CODEC)

    async def do(self, *commands: Command) -> None:
        for command in commands:
            await self.commands.execute(command, command_id=uuid4(), by=Recorder(uuid4(), AGENCY))

    async def tries(self, command: Command) -> str:
        """Return how it went."""
        try:
            await self.do(command)
        except QuorateError as refusal:
            return refusal.code
        return "accepted"


@pytest_asyncio.fixture
async def processes(database: Database) -> AsyncIterator[tuple[Process, Process]]:
    async with (
        open_log(database.app_dsn, "here", CODEC) as one,
        open_log(database.app_dsn, "here", CODEC) as other,
    ):
        first = Process(one)
        await first.do(RegisterAgency(agency_id=AGENCY, name="Health", sector=Sector.HEALTH))
        yield first, Process(other)


def register(person: UUID) -> Command:
    return RegisterPractitioner(practitioner_id=person, name="A Person", agency_id=AGENCY)


def link(account: SignedIn, person: UUID) -> Command:
    return LinkSignIn(issuer=account.issuer, subject=account.subject, practitioner_id=person)


def confirm(account: SignedIn, person: UUID) -> Command:
    return ConfirmSignIn(issuer=account.issuer, subject=account.subject, practitioner_id=person)


def invite(person: UUID) -> Command:
    return InviteMember(
        practitioner_id=person,
        name="A Person",
        agency_id=AGENCY,
        code_hash=hash_of(CODE),
        expires_at=datetime.now(UTC) + timedelta(days=1),
    )


def accept(person: UUID, account: SignedIn) -> Command:
    return AcceptInvitation(practitioner_id=person, code=CODE, signed_in=account)


def account() -> SignedIn:
    return SignedIn("https://login.example", str(uuid4()))


async def test_what_another_process_wrote_holds_at_once(processes: tuple[Process, Process]) -> None:
    here, there = processes
    person, mine = uuid4(), account()
    await there.do(register(person), link(mine, person))
    with pytest.raises(SignInNotConfirmed):
        await here.members.actor_of(mine)
    await there.do(confirm(mine, person))
    for _ in range(3):
        assert (await here.members.actor_of(mine)).practitioner_id == person
    await there.do(SuspendMember(practitioner_id=person, reason="r"))
    with pytest.raises(MembershipSuspended):
        await here.members.actor_of(mine)


async def test_an_account_that_changes_hands_is_the_new_members_at_once(
    processes: tuple[Process, Process],
) -> None:
    here, there = processes
    first, second, shared = uuid4(), uuid4(), account()
    await there.do(register(first), register(second), link(shared, first), confirm(shared, first))
    assert (await here.members.actor_of(shared)).practitioner_id == first
    unlink = UnlinkSignIn(issuer=shared.issuer, subject=shared.subject, practitioner_id=first, reason="r")
    await there.do(unlink)
    with pytest.raises(NotAMember):
        await here.members.actor_of(shared)
    await there.do(link(shared, second), confirm(shared, second))
    assert (await here.members.actor_of(shared)).practitioner_id == second


async def test_many_questions_at_once_have_one_answer(processes: tuple[Process, Process]) -> None:
    here, there = processes
    person, mine = uuid4(), account()
    await there.do(register(person), link(mine, person), confirm(mine, person))
    found = await asyncio.gather(*(here.members.actor_of(mine) for _ in range(50)))
    assert {actor.practitioner_id for actor in found} == {person}


@pytest.mark.parametrize("round_", range(5))
async def test_of_two_accounts_racing_for_one_invitation_one_wins(
    processes: tuple[Process, Process], round_: int
) -> None:
    here, there = processes
    person, one, other = uuid4(), account(), account()
    await here.do(invite(person))
    outcomes = await asyncio.gather(here.tries(accept(person, one)), there.tries(accept(person, other)))
    assert sorted(outcomes) == ["accepted", "invitation_not_accepted"]
    winner = one if outcomes[0] == "accepted" else other
    await here.do(ConfirmMember(practitioner_id=person))
    assert (await there.members.actor_of(winner)).practitioner_id == person
    with pytest.raises(NotAMember):
        await there.members.actor_of(other if winner is one else one)


@pytest.mark.parametrize("round_", range(5))
async def test_one_account_racing_for_two_invitations_gets_one(
    processes: tuple[Process, Process], round_: int
) -> None:
    here, there = processes
    one, other, mine = uuid4(), uuid4(), account()
    await here.do(invite(one), invite(other))
    outcomes = await asyncio.gather(here.tries(accept(one, mine)), there.tries(accept(other, mine)))
    assert sorted(outcomes) == ["accepted", "sign_in_taken"]


@pytest.mark.parametrize("round_", range(5))
async def test_one_account_linked_to_two_members_at_once_is_one_members(
    processes: tuple[Process, Process], round_: int
) -> None:
    here, there = processes
    one, other, shared = uuid4(), uuid4(), account()
    await here.do(register(one), register(other))
    outcomes = await asyncio.gather(here.tries(link(shared, one)), there.tries(link(shared, other)))
    assert sorted(outcomes) == ["accepted", "sign_in_taken"]


async def test_accepting_again_with_the_same_id_answers_as_the_first_time(
    processes: tuple[Process, Process],
) -> None:
    here, there = processes
    person, mine, id_ = uuid4(), account(), uuid4()
    await here.do(invite(person))
    first = await here.commands.execute(accept(person, mine), command_id=id_, by=mine.recorder)
    again = await there.commands.execute(accept(person, mine), command_id=id_, by=mine.recorder)
    assert again.answer == first.answer
    assert again.replayed
    assert first.answer.version == 2
