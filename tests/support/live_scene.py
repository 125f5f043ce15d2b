"""The scenes of :mod:`tests.support.access_scene` in a real log with real views, and everybody able to ask."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from tests.support.access_scene import (
    ACTORS,
    FIRE,
    PROBATION,
    REGISTRAR,
    THE_CHAIRS,
    YOUTH_JUSTICE,
    Scene,
    open_in_emergency,
    scene,
)
from tests.support.evidence import seal
from tests.support.history import ADMINISTRATOR, AGENCIES, SOCIAL_CARE, History

from quorate_events.access.actor import Actor, ActorKind
from quorate_events.command import Command
from quorate_events.context import EmergencyTerms, Recorder
from quorate_events.errors import Refused
from quorate_events.meetings.vocabulary import MeetingStatus, Sector
from quorate_events.people.admission import AdmitMember
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.child import RegisterChild
from quorate_events.people.practitioner import RegisterPractitioner, in_order
from quorate_events.store import EventLog
from quorate_graphql.context import Asking
from quorate_graphql.identity import Identity
from quorate_graphql.limits.limits import Limits
from quorate_graphql.office import Office
from quorate_graphql.schema import QuorateSchema, build_schema
from quorate_services.composition import (
    Wiring,
    build_views,
    open_event_log,
    open_office,
    projecting,
    wire,
)
from quorate_services.postgres.cluster import Cluster
from quorate_services.settings import Environment, Settings

SECTORS = {
    **AGENCIES,
    PROBATION: ("Northbrook Probation", Sector.PROBATION),
    FIRE: ("Northbrook Fire", Sector.OTHER),
    YOUTH_JUSTICE: ("Northbrook Youth Justice", Sector.OTHER),
    REGISTRAR: ("Next door", Sector.CHILDRENS_SOCIAL_CARE),
    THE_CHAIRS: ("Independent chairs", Sector.CHILDRENS_SOCIAL_CARE),
}
NEXT_DOOR = UUID(int=0xCAFE)
"""A child without a meeting, whom the registrar's agency registered."""


WIDE = EmergencyTerms(at_once=100, a_day=100)
"""As many openings as many tests make in one hour of a clock that stands still."""


class StoppedClock:
    """Says what it is told to say."""

    def __init__(self, moment: datetime | None = None) -> None:
        self.moment = moment or History().now

    def now(self) -> datetime:
        return self.moment


@dataclass
class Told(History):
    """A history that remembers the commands it was told by, and the ids that each took."""

    asked: list[tuple[Command, Recorder, datetime]] = field(default_factory=list)
    taken: list[UUID] = field(default_factory=list)
    _deciding: bool = False

    def new_id(self) -> UUID:
        made = super().new_id()
        if self._deciding:
            self.taken.append(made)
        return made

    def do(self, command: Command, by: Recorder = ADMINISTRATOR) -> Any:
        before, self._deciding = len(self.taken), True
        try:
            done = super().do(command, by)
        except Refused:
            # What was refused is not sent again.
            del self.taken[before:]
            raise
        finally:
            self._deciding = False
        self.asked.append((command, by, self.now))
        return done

    def register_everybody(self) -> None:
        for agency_id, (name, sector) in SECTORS.items():
            self.do(RegisterAgency(agency_id=agency_id, name=name, sector=sector))
        for name, actor in ACTORS.items():
            if name == "partner":
                self.do(
                    AdmitMember(
                        practitioner_id=actor.practitioner_id,
                        name=f"The {name}",
                        agency_id=actor.agency_id,
                        title="",
                        duties=in_order(actor.duties),
                        issuer="https://login.example",
                        subject=name,
                    )
                )
            elif actor.kind is ActorKind.PERSON:
                self.do(
                    RegisterPractitioner(
                        practitioner_id=actor.practitioner_id,
                        name=f"The {name}",
                        agency_id=actor.agency_id,
                        duties=in_order(actor.duties),
                    )
                )
                if actor.agency_id in (SOCIAL_CARE, THE_CHAIRS):
                    self.let_in(actor.practitioner_id)
        registrar = ACTORS["registrar"].recorder
        self.do(RegisterChild(child_id=NEXT_DOOR, name="Next Door", date_of_birth=self.now.date()), registrar)


@dataclass(frozen=True)
class Live:
    """The scenes, and the way to ask about them."""

    office: Office
    schema: QuorateSchema
    scenes: dict[MeetingStatus, Scene]

    def asking(self, actor: Actor | None) -> Asking:
        return Asking(self.office, Identity(actor=actor))

    async def send(self, actor: Actor | None, document: str, **variables: Any) -> Any:
        """Return the whole result of a document."""
        return await self.schema.execute(document, variables, context_value=self.asking(actor))


@asynccontextmanager
async def live_scenes(
    cluster: Cluster,
    template: str,
    name: str,
    statuses: Iterable[MeetingStatus],
    emergencies: EmergencyTerms = WIDE,
    beside: Callable[[Told], None] = lambda told: None,
) -> AsyncIterator[Live]:
    """Tell one scene for each of ``statuses`` in a database called ``name``, and what happens ``beside`` them."""
    told, scenes = _tell(statuses, emergencies, beside)
    async with live(cluster, template, name, told) as (office, schema):
        yield Live(office, schema, scenes)


SETTINGS = Settings(environment=Environment.TEST, partnership="northbrook", pool_size=4)

Opened: TypeAlias = tuple[Office, Wiring, EventLog]


@dataclass(frozen=True)
class Kept:
    """Scenes that were told once, in a database that is cloned for each test that changes them."""

    cluster: Cluster
    database: str
    told: Told
    schema: QuorateSchema
    scenes: dict[MeetingStatus, Scene]

    @asynccontextmanager
    async def cloned(self) -> AsyncIterator[Live]:
        """Open the scenes in a database of their own, at the moment at which they were told."""
        name = f"{self.database}_{uuid4().hex[:8]}"
        await self.cluster.create_database(name, template=self.database)
        clock = StoppedClock(self.told.now)
        async with _open(self.cluster, name, self.told, clock, uuid4, SETTINGS) as (office, _, _):
            yield Live(office, self.schema, self.scenes)
        await self.cluster.drop_database(name)


@asynccontextmanager
async def kept_scenes(
    cluster: Cluster,
    template: str,
    name: str,
    statuses: Iterable[MeetingStatus],
    emergencies: EmergencyTerms = WIDE,
) -> AsyncIterator[Kept]:
    """Tell one scene for each of ``statuses`` in a database called ``name``, to be cloned."""
    told, scenes = _tell(statuses, emergencies)
    await cluster.create_database(name, template=template)
    async with _sent(cluster, name, told, SETTINGS):
        pass
    yield Kept(cluster, name, told, build_schema(Limits(introspection=True)), scenes)
    await cluster.drop_database(name)


AfterEach: TypeAlias = Callable[[Office, Command, int], Awaitable[None]]


@asynccontextmanager
async def live(
    cluster: Cluster, template: str, name: str, told: Told, after: AfterEach | None = None
) -> AsyncIterator[tuple[Office, QuorateSchema]]:
    """Send every command of ``told`` again, to a real log, and show what happened in real views.

    ``after`` is called after each, with the position that it brought the log to.
    """
    async with live_office(cluster, template, name, told, SETTINGS, after) as (office, _, _):
        yield office, build_schema(Limits(introspection=True))


@asynccontextmanager
async def live_office(
    cluster: Cluster,
    template: str,
    name: str,
    told: Told,
    settings: Settings,
    after: AfterEach | None = None,
) -> AsyncIterator[Opened]:
    """As :func:`live`, under other settings; signed with their key, or with one that is forgotten."""
    await cluster.create_database(name, template=template)
    async with _sent(cluster, name, told, settings, after) as opened:
        yield opened
    await cluster.drop_database(name)


def _tell(
    statuses: Iterable[MeetingStatus],
    emergencies: EmergencyTerms,
    beside: Callable[[Told], None] = lambda told: None,
) -> tuple[Told, dict[MeetingStatus, Scene]]:
    told = Told(emergencies=emergencies)
    told.register_everybody()
    scenes = {status: scene(status, told) for status in statuses}
    beside(told)
    told.later(days=2)
    for each in scenes.values():
        open_in_emergency(told, each.meeting_id, "emergency")
    return told, scenes


@asynccontextmanager
async def _sent(
    cluster: Cluster, name: str, told: Told, settings: Settings, after: AfterEach | None = None
) -> AsyncIterator[Opened]:
    clock, ids = StoppedClock(), itertools.chain(told.taken, iter(uuid4, None))
    async with _open(cluster, name, told, clock, lambda: next(ids), settings) as (office, wiring, log):
        position = 0
        for command, by, moment in told.asked:
            clock.moment = moment
            sent = await office.commands.execute(command, command_id=uuid4(), by=by)
            position = sent.position
            if after is not None:
                await after(office, command, position)
        clock.moment = told.now
        await seal(wiring, settings.signing_key)
        await office.board.wait_for(office.projections, position, 30)
        yield office, wiring, log


@asynccontextmanager
async def _open(
    cluster: Cluster,
    name: str,
    told: Told,
    clock: StoppedClock,
    new_id: Callable[[], UUID],
    settings: Settings,
) -> AsyncIterator[Opened]:
    wiring = wire(settings, _Database(cluster, name))
    wiring = replace(
        wiring,
        house=replace(
            wiring.house,
            clock=clock,
            new_id=new_id,
            synthetic_people=True,
            emergencies=told.emergencies,
        ),
    )
    async with AsyncExitStack() as stack:
        log = await stack.enter_async_context(open_event_log(wiring))
        await build_views(wiring)
        board, _ = await stack.enter_async_context(projecting(wiring))
        yield await stack.enter_async_context(open_office(wiring, log, board)), wiring, log


@dataclass(frozen=True)
class _Database:
    cluster: Cluster
    name: str

    def dsn(self, role: Any, database: str | None = None) -> str:
        return self.cluster.dsn(role, database or self.name)
