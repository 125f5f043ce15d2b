"""A database with a small history in every view, built and locked by the engine itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest_asyncio
from tests.support.history import CHAIR, HEALTH, HOUSING, POLICE, SCHOOL, SOCIAL_CARE, History, worker_of

from quorate_events.access.actor import Actor, Duty
from quorate_events.access.policy import Ground, Look
from quorate_events.access.purpose import Purpose
from quorate_events.looks import LookBook
from quorate_events.meetings.convening import ChangeChair
from quorate_events.meetings.invitations import WithdrawInvitation
from quorate_events.meetings.vocabulary import AttendanceStatus
from quorate_events.people.admission import AdmitMember
from quorate_events.store import connector
from quorate_events.store.append import Append
from quorate_services.composition import Wiring, build_views, open_event_log, wire
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role
from quorate_services.settings import Environment, Settings

SAM, KIM = UUID(int=0xCC01), UUID(int=0xCC02)
STRANGER = Actor(UUID(int=0x5751), UUID(int=0x5752))
OF_POLICE = Actor(worker_of(POLICE), POLICE)
OF_HEALTH = Actor(worker_of(HEALTH), HEALTH)
OF_SCHOOL = Actor(worker_of(SCHOOL), SCHOOL)
OF_HOUSING = Actor(worker_of(HOUSING), HOUSING)
THE_CHAIR = Actor(CHAIR, UUID(int=0x5753))
EXCLUDED = Actor(worker_of(POLICE, 2), POLICE)


@dataclass(frozen=True)
class Locked:
    """The database, and a conference about Sam and another meeting about Kim in it.

    To the conference police and health are invited; the school answered and was uninvited; housing owns an
    action; the second police officer was excluded. The other meeting is social care's alone.
    """

    wiring: Wiring
    conference: UUID
    other: UUID

    @asynccontextmanager
    async def as_role(self, role: Role, **settings: str) -> AsyncIterator["asyncpg.Connection"]:
        """Connect straight to PostgreSQL, with ``quorate.`` settings of the session."""
        named = {f"quorate.{name}": value for name, value in settings.items()}
        connection = await asyncpg.connect(self.wiring.connections.dsn(role), server_settings=named)
        try:
            yield connection
        finally:
            await connection.close()

    @asynccontextmanager
    async def as_application(
        self, actor: Actor | None = None, purpose: Purpose | None = None
    ) -> AsyncIterator["asyncpg.Connection"]:
        """Connect as the application, for an actor and a purpose, or for nobody and nothing."""
        settings = {} if purpose is None else {"purpose": purpose.value}
        if actor is not None:
            settings |= {
                "practitioner_id": str(actor.practitioner_id),
                "agency_id": str(actor.agency_id),
                "duties": ",".join(actor.duties),
            }
        async with self.as_role(Role.APP, **settings) as connection:
            yield connection


@dataclass(frozen=True)
class _OneDatabase:
    cluster: Cluster
    name: str

    def dsn(self, role: Role, database: str | None = None) -> str:
        return self.cluster.dsn(role, database or self.name)


@pytest_asyncio.fixture(scope="session")
async def locked(cluster: Cluster, migrated_template: str) -> Locked:
    name = f"locked_{uuid4().hex}"
    await cluster.create_database(name, template=migrated_template)
    wiring = wire(Settings(environment=Environment.TEST, partnership="stoke"), _OneDatabase(cluster, name))
    told = History()
    told.register_agencies()
    told.do(
        AdmitMember(
            practitioner_id=UUID(int=0x5754),
            name="The first",
            agency_id=SOCIAL_CARE,
            title="",
            duties=(Duty.SAFEGUARDING_PARTNER,),
            issuer="https://login.example",
            subject="first",
        )
    )
    told.register_child(SAM)
    told.register_child(KIM, "Kim Example")
    conference, other = _held(told), told.convene(children=[KIM])
    async with open_event_log(wiring) as log:
        stored = [wiring.codec.to_stored_event(each.event) for each in told.events]
        await log.appender.append(Append(uuid4(), b"", b"", stored))
    await build_views(wiring)
    dsn = wiring.connections.dsn(Role.APP)
    async with LookBook(connector(dsn, "looks", purpose=Purpose.LOOKS), "stoke") as book:
        seen = Look(OF_POLICE, "meeting", Ground.INVITED, meeting_id=conference, child_ids=(SAM,))
        await book.write(seen, told.now)
    return Locked(wiring, conference, other)


def _held(told: History) -> UUID:
    meeting = told.convene(children=[SAM])
    told.invite(meeting, POLICE, "detective_sergeant")
    told.invite(meeting, HEALTH, "health_visitor")
    uninvited = told.invite(meeting, SCHOOL, "designated_safeguarding_lead")
    told.contribute(meeting, POLICE)
    told.contribute(meeting, SCHOOL)
    told.do(WithdrawInvitation(meeting_id=meeting, invitation_id=uninvited, reason="Moved school"))
    told.let_in(worker_of(SOCIAL_CARE))
    for chair in (worker_of(SOCIAL_CARE), CHAIR):
        told.do(ChangeChair(meeting_id=meeting, chair_id=chair, reason="Leave"))
    told.later(days=14).open(meeting)
    told.attend(meeting, SOCIAL_CARE, "social_worker")
    told.attend(meeting, POLICE, "detective_sergeant")
    told.attend(meeting, HEALTH, "health_visitor")
    told.attend(meeting, POLICE, "police_officer", AttendanceStatus.EXCLUDED, person=EXCLUDED.practitioner_id)
    told.agree_action(meeting, HOUSING, "housing_officer", date(2026, 4, 1) + timedelta(days=1))
    told.close(meeting)
    return meeting
