"""A partnership on a real log, a broker, and the feeds of the police and of the school."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import msgspec
from tests.conftest import Database
from tests.support.history import (
    ADMINISTRATOR,
    AGENCIES,
    CHAIR,
    POLICE,
    SCHOOL,
    SOCIAL_CARE,
    speaker,
    worker_of,
)
from tests.support.live_scene import StoppedClock
from tests.support.members import let_in

from quorate_events.command import Command
from quorate_events.context import Recorder
from quorate_events.kafka.access import KafkaAccess, Security
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.feeds import AgencyFeed, declared_feeds
from quorate_events.kafka.ports import Received, Record
from quorate_events.kafka.producer import KafkaTransactionalProducer
from quorate_events.kafka.topic_plan import apply, plan
from quorate_events.meetings.contributions import SubmitContribution
from quorate_events.meetings.convening import ConveneMeeting
from quorate_events.meetings.invitations import InviteAgency
from quorate_events.meetings.sittings import OpenSitting
from quorate_events.meetings.values import ChildSubject, Part
from quorate_events.meetings.vocabulary import MeetingKind
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.child import RegisterChild
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.people.system_client import RegisterSystemClient
from quorate_events.tasks import end
from quorate_graphql.office import Office
from quorate_services.composition import Wiring, build_views, open_event_log, open_office, watching, wire
from quorate_services.feeds.feed import Feed
from quorate_services.feeds.inbox import Inbox
from quorate_services.feeds.topics import FeedTopics, all_topics, topics_of
from quorate_services.postgres.roles import Role
from quorate_services.relay.relay import RelayPace
from quorate_services.settings import Environment, Settings

QUICK = RelayPace(batch=50, poll=0.05, back_off=0.05, longest_back_off=0.2, patience=8.0)
POLICE_SYSTEM, SCHOOL_SYSTEM = worker_of(POLICE, 90), worker_of(SCHOOL, 90)
FEEDS = f"""
[police]
agency_id = "{POLICE}"
client_id = "{POLICE_SYSTEM}"
principal = "User:police"

[school]
agency_id = "{SCHOOL}"
client_id = "{SCHOOL_SYSTEM}"
"""


@dataclass(frozen=True)
class OwnDatabase:
    database: Database

    def dsn(self, role: Role, database: str | None = None) -> str:
        name = {
            Role.OWNER: "owner_dsn",
            Role.APP: "app_dsn",
            Role.PROJECTOR: "projector_dsn",
            Role.RELAY: "relay_dsn",
        }[role]
        return str(getattr(self.database, name))


@dataclass
class Scene:
    """A partnership with a meeting, and what there is on the topics of its agencies."""

    wiring: Wiring
    office: Office
    access: KafkaAccess
    clock: StoppedClock
    meeting_id: UUID = field(default_factory=uuid4)
    child_id: UUID = field(default_factory=uuid4)

    async def do(self, command: Command, by: Recorder = ADMINISTRATOR) -> tuple[UUID, ...]:
        """Carry a command out; returns what it made."""
        receipt = await self.office.commands.execute(command, command_id=uuid4(), by=by)
        return receipt.answer.created

    async def register(self) -> None:
        for agency_id, (name, sector) in AGENCIES.items():
            await self.do(RegisterAgency(agency_id=agency_id, name=name, sector=sector))
            await self.do(
                RegisterPractitioner(practitioner_id=worker_of(agency_id), name="A", agency_id=agency_id)
            )
        for command in let_in(CHAIR, SOCIAL_CARE):
            await self.do(command, Recorder(uuid4(), ADMINISTRATOR.agency_id))
        for agency_id, system in ((POLICE, POLICE_SYSTEM), (SCHOOL, SCHOOL_SYSTEM)):
            await self.do(RegisterSystemClient(practitioner_id=system, name="Records", agency_id=agency_id))

    async def convene(self) -> None:
        born = self.clock.now().date() - timedelta(days=900)
        await self.do(RegisterChild(child_id=self.child_id, name="Sam Example", date_of_birth=born))
        await self.do(
            ConveneMeeting(
                meeting_id=self.meeting_id,
                kind=MeetingKind.INITIAL_CONFERENCE,
                reason="Concerns about neglect",
                scheduled_for=self.clock.now() + timedelta(days=10),
                chair_id=CHAIR,
                children=(ChildSubject(self.child_id),),
            )
        )

    async def invite(self, agency_id: UUID = POLICE, role: str = "detective_sergeant") -> UUID:
        made = await self.do(
            InviteAgency(meeting_id=self.meeting_id, agency_id=agency_id, role=role, why="Why", asked="What")
        )
        return made[0]

    async def share(self, agency_id: UUID, *parts: Part) -> tuple[UUID, ...]:
        command = SubmitContribution(meeting_id=self.meeting_id, agency_id=agency_id, parts=parts)
        return await self.do(command, speaker(agency_id))

    async def open(self) -> None:
        await self.do(OpenSitting(meeting_id=self.meeting_id))

    def agency(self, name: str = "police") -> AgencyFeed:
        return next(each for each in declared_feeds(self.wiring.settings.kafka_feeds) if each.name == name)

    def topics(self, name: str = "police") -> FeedTopics:
        return topics_of(all_topics(self.wiring.settings), self.agency(name))

    async def apply_topics(self) -> None:
        async with self.admin() as admin:
            await apply(admin, await plan(admin, all_topics(self.wiring.settings), 1))

    @asynccontextmanager
    async def admin(self) -> AsyncIterator[KafkaAdmin]:
        admin = KafkaAdmin(self.access)
        try:
            yield admin
        finally:
            await admin.close()

    def feed(self, name: str = "police", **pace: float) -> Feed:
        topics, wiring = self.topics(name), self.wiring
        dsn = wiring.connections.dsn(Role.PROJECTOR)
        out = (topics.feed, topics.position)
        return Feed(
            self.agency(name),
            dsn,
            wiring.ledger,
            wiring.codec,
            self.access,
            out,
            self.clock,
            self.office.looks,
            pace=msgspec.structs.replace(QUICK, **pace),
        )

    def inbox(self, name: str = "police", **pace: float) -> Inbox:
        topics = self.topics(name)
        names = (topics.inbox, topics.replies, topics.position)
        quick = msgspec.structs.replace(QUICK, **pace)
        return Inbox(self.agency(name), self.office, self.access, names, self.clock, pace=quick)

    @asynccontextmanager
    async def running(self, runner: Any) -> AsyncIterator["asyncio.Task[None]"]:
        task = asyncio.create_task(runner.run())
        try:
            yield task
        finally:
            runner.stop()
            await end(task)

    async def read(self, topic: str) -> list[Received]:
        async with self.admin() as admin:
            found: list[Received] = []
            for partition, extent in (await admin.extents(topic)).items():
                found += await admin.read(partition, *extent)
            return found

    async def told(self, name: str = "police") -> list[tuple[str, dict[str, Any]]]:
        """Type and body of every record of an agency's feed, the agencies' own apart."""
        await self.feed(name).run(once=True)
        return [
            each for each in map(told, await self.read(self.topics(name).feed)) if "agency.r" not in each[0]
        ]

    async def post(self, *records: Record) -> None:
        producer = KafkaTransactionalProducer(self.access, f"agency-{uuid4().hex}")
        await producer.open()
        try:
            await producer.publish(records)
        finally:
            await producer.close()

    async def replies(self, name: str = "police") -> list[tuple[str, str, dict[str, Any]]]:
        """Type, correlation and body of every reply to an agency."""
        found = []
        for record in await self.read(self.topics(name).replies):
            headers = dict(record.headers)
            correlation = headers.get("ce_correlationid", b"").decode()
            found.append((*told(record)[:1], correlation, told(record)[1]))
        return found


def told(record: Received) -> tuple[str, dict[str, Any]]:
    return dict(record.headers)["ce_type"].decode(), json.loads(record.value or b"null")


def message(topic: str, kind: str, body: Any, identity: str = "") -> Record:
    """A message of an agency's system."""
    headers = {
        "ce_specversion": "1.0",
        "ce_id": identity or uuid4().hex,
        "ce_source": "/police/records",
        "ce_type": f"quorate.command.{kind}",
    }
    value = body if isinstance(body, bytes) else json.dumps(body, default=str).encode()
    return Record(topic, None, value, [(name, text.encode()) for name, text in headers.items()])


def environment(scene: Scene) -> dict[str, str]:
    """The settings of a process of the scene's installation."""
    settings, connections = scene.wiring.settings, scene.wiring.connections
    return {
        "QUORATE_ENVIRONMENT": "test",
        "QUORATE_PARTNERSHIP": settings.partnership,
        "QUORATE_APP_DATABASE_URL": connections.dsn(Role.APP),
        "QUORATE_PROJECTOR_DATABASE_URL": connections.dsn(Role.PROJECTOR),
        "QUORATE_RELAY_DATABASE_URL": connections.dsn(Role.RELAY),
        "QUORATE_KAFKA_BOOTSTRAP": scene.access.bootstrap,
        "QUORATE_KAFKA_SECURITY": "plaintext",
        "QUORATE_KAFKA_FEEDS": str(settings.kafka_feeds),
    }


@asynccontextmanager
async def agency_scene(
    database: Database, kafka: KafkaAccess, folder: Path, *, topics: bool = True
) -> AsyncIterator[Scene]:
    """Open the scene in a database and a ledger of its own; ``folder`` takes the file of the feeds.

    Without ``topics`` the test has them made.
    """
    feeds = folder / "feeds.toml"
    feeds.write_text(FEEDS)
    settings = Settings(
        environment=Environment.TEST,
        partnership=f"t{uuid.uuid4().hex[:12]}",
        pool_size=4,
        kafka_bootstrap=kafka.bootstrap,
        kafka_security=Security.PLAINTEXT,
        kafka_replication=1,
        kafka_feeds=feeds,
    )
    clock = StoppedClock()
    wiring = wire(settings, OwnDatabase(database))
    wiring = replace(wiring, house=replace(wiring.house, clock=clock, synthetic_people=True))
    await build_views(wiring)
    async with (
        watching(wiring) as board,
        open_event_log(wiring) as log,
        open_office(wiring, log, board) as office,
    ):
        scene = Scene(wiring, office, kafka, clock)
        await scene.register()
        await scene.convene()
        if topics:
            await scene.apply_topics()
        yield scene
