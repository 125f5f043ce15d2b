"""The one place that wires everything: settings in, running parts out, closed again in order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial

import httpx2

from quorate_events.access.purpose import Purpose
from quorate_events.command_service import CommandService, House
from quorate_events.errors import QuorateError
from quorate_events.evidence.checkpointer import Checkpointer
from quorate_events.evidence.desk import EvidenceDesk
from quorate_events.kafka.topics import EVENTS, declared
from quorate_events.looks import LookBook
from quorate_events.meetings import catalogue as meetings
from quorate_events.members import Members
from quorate_events.people import catalogue as people
from quorate_events.rules.rule_sets import RuleSets
from quorate_events.store import EventCodec, EventLog, News, close_pool, connector, open_log, open_pool
from quorate_events.store.failures import reached
from quorate_events.store.past import Past
from quorate_events.tasks import end
from quorate_events.vault.eraser import Eraser
from quorate_events.vault.errors import KeyProviderMissing
from quorate_events.vault.holdings import holdings
from quorate_events.vault.proposals import open_files, proposals
from quorate_graphql.changes import Changes
from quorate_graphql.identity import Identify
from quorate_graphql.office import Office
from quorate_projections.catalogue import projections
from quorate_projections.engine.codec import decode_with
from quorate_projections.engine.erasing import ViewEraser
from quorate_projections.engine.feed import Decode
from quorate_projections.engine.group.filling_topic import TopicFill
from quorate_projections.engine.group.member import GroupProjector, OnMember
from quorate_projections.engine.live import Projector
from quorate_projections.engine.postgres_feed import PostgresFeed
from quorate_projections.engine.progress import ProgressBoard, ProgressWatcher
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.rebuild import Fill, OnProgress, Rebuilder
from quorate_services.data_keys import keyring_of
from quorate_services.dev_issuer.issuer import DevelopmentIssuer
from quorate_services.identity.identify import TokenIdentity, Trusted
from quorate_services.identity.keys import FetchedKeys
from quorate_services.kafka_access import kafka_of
from quorate_services.postgres.roles import Connections, Role
from quorate_services.rulebook import load_rules, make_house
from quorate_services.settings import Settings


class NoIssuer(QuorateError):
    """Production is to answer requests, and no issuer is trusted: nobody could sign in."""

    code = "no_issuer"

    def __init__(self) -> None:
        super().__init__(
            "No issuer is trusted, so nobody could sign in.",
            "Name the issuers of your agencies in QUORATE_ISSUERS; the page on operations says how.",
        )


@dataclass(frozen=True)
class Wiring:
    """What every process of one installation agrees on; ``news`` passes on what this one writes."""

    settings: Settings
    connections: Connections
    rules: RuleSets
    house: House
    codec: EventCodec
    news: News = field(default_factory=News)

    @property
    def ledger(self) -> str:
        """The ledger of the partnership."""
        return self.settings.partnership

    @property
    def may_own(self) -> bool:
        """True where this process was given the owner's connection, or runs a PostgreSQL of its own."""
        settings = self.settings
        given = (settings.app_database_url, settings.projector_database_url, settings.relay_database_url)
        return settings.database_url is not None or not any(given)

    def projections(self) -> tuple[AnyProjection, ...]:
        """Every view of this release."""
        return projections(self.rules)


def wire(settings: Settings, connections: Connections) -> Wiring:
    """Load the rules and make the codec.

    Raises ``BrokenRuleSet``, ``KeyFileUnreadable``, ``KeyFileExposed``.
    """
    rules = load_rules(settings)
    keyring = keyring_of(settings, connections)
    codec = EventCodec((*meetings.EVENTS, *people.EVENTS), keyring)
    house = replace(make_house(settings, rules), erasable=keyring is not None)
    return Wiring(settings, connections, rules, house, codec)


@asynccontextmanager
async def open_event_log(wiring: Wiring) -> AsyncIterator[EventLog]:
    """Open the log as the application. Closing writes what still waits.

    Raises ``KeyProviderMissing`` in production, and ``KeyEncryptionLost`` where the key is not the right one.
    """
    dsn = wiring.connections.dsn(Role.APP)
    size, news = wiring.settings.pool_size, wiring.news
    async with _keys(wiring), open_log(dsn, wiring.ledger, wiring.codec, pool_size=size, news=news) as log:
        yield log


def command_service(wiring: Wiring, log: EventLog) -> CommandService:
    """Return the way in for commands."""
    return CommandService(log.decisions(), wiring.house)


async def build_views(wiring: Wiring, on_progress: OnProgress | None = None) -> list[str]:
    """Build every view that is missing or older than this release; return their names.

    Raises ``LogUnavailable`` when the database goes away meanwhile.
    """
    async with reached(), _feed(wiring) as feed:
        return await _rebuilder(wiring, feed).ensure_current(wiring.projections(), on_progress)


async def rebuild_views(
    wiring: Wiring, projections: Sequence[AnyProjection], on_progress: OnProgress | None = None
) -> None:
    """Build views anew beside the live ones from one reading of the log, and swap.

    Raises ``LogUnavailable`` when the database goes away meanwhile.
    """
    async with reached(), _feed(wiring) as feed:
        await _rebuilder(wiring, feed).rebuild_all(projections, on_progress)


async def rebuild_views_from_topic(
    wiring: Wiring, projections: Sequence[AnyProjection], on_progress: OnProgress | None = None
) -> TopicFill:
    """Build views anew from the beginning of the topic of events; return how many came from where.

    Raises ``KafkaNotNamed``, ``TopicsUnreadable``, ``KafkaUnavailable``, ``KafkaTopicMissing``, and ``LogUnavailable``
    when the database goes away meanwhile.
    """
    # Here, because kafka-python reads a hundred files as it is imported, and most processes have no Kafka.
    from quorate_events.kafka.admin import KafkaAdmin

    topic = declared(wiring.ledger, wiring.settings.kafka_topics)[EVENTS].name
    admin = KafkaAdmin(kafka_of(wiring.settings))
    try:
        async with reached(), _feed(wiring) as feed:
            source = TopicFill(admin, topic, feed)
            await _rebuilder(wiring, feed, source.fill).rebuild_all(projections, on_progress)
            return source
    finally:
        await admin.close()


@asynccontextmanager
async def projecting(wiring: Wiring) -> AsyncIterator[tuple[ProgressBoard, "asyncio.Task[None]"]]:
    """Keep the views up to date while the block runs; leaving it finishes the batches under way.

    The task ends early only by failing; whoever runs for long watches it.
    """
    async with _feed(wiring) as feed:
        decode, dsn = decode_with(wiring.codec), wiring.connections.dsn(Role.PROJECTOR)
        projector = Projector(wiring.projections(), feed, decode, dsn)
        running = asyncio.create_task(projector.run(), name="projector")
        erasing = _erasing_in_views(wiring, feed, decode)
        try:
            with wiring.news.heard_by(projector.hear):
                yield projector.board, running
        finally:
            projector.stop()
            await asyncio.gather(running, return_exceptions=True)
            await end(erasing)


@asynccontextmanager
async def projecting_from_kafka(
    wiring: Wiring, on_state: OnMember = lambda _: None
) -> AsyncIterator["asyncio.Task[None]"]:
    """Keep the views up to date from Kafka, together with other projectors of the partnership, while the block runs.

    The task ends early only by failing. Raises ``KafkaNotNamed`` and ``TopicsUnreadable``.
    """
    settings, ledger = wiring.settings, wiring.ledger
    # Here, because kafka-python reads a hundred files as it is imported, and most processes have no Kafka.
    from quorate_events.kafka.consumer import KafkaGroupConsumer

    access = kafka_of(settings)
    topic = declared(ledger, settings.kafka_topics)[EVENTS].name
    join = partial(KafkaGroupConsumer, access, f"quorate-projectors-{ledger}", [topic])
    async with _feed(wiring) as feed:
        decode, dsn = decode_with(wiring.codec), wiring.connections.dsn(Role.PROJECTOR)
        projector = GroupProjector(
            wiring.projections(), join, topic, feed, decode, dsn, on_state=on_state
        )  # fmt: skip
        running = asyncio.create_task(projector.run(), name="projector")
        erasing = _erasing_in_views(wiring, feed, decode)
        try:
            yield running
        finally:
            projector.stop()
            await asyncio.gather(running, return_exceptions=True)
            await end(erasing)


@asynccontextmanager
async def sealing(wiring: Wiring) -> AsyncIterator[None]:
    """Sign checkpoints over the log while the block runs, where the settings name a signing key.

    Raises ``SigningKeyUnreadable`` and ``SigningKeyExposed``.
    """
    if wiring.settings.signing_key is None:
        yield
        return
    connect = connector(wiring.connections.dsn(Role.PROJECTOR), "quorate checkpointer", purpose=None)
    async with Checkpointer(connect, wiring.ledger, wiring.settings.signing_key):
        yield


@asynccontextmanager
async def watching(wiring: Wiring) -> AsyncIterator[ProgressBoard]:
    """Know how far another process has brought the views, while the block runs."""
    board = ProgressBoard()
    watcher = ProgressWatcher(wiring.connections.dsn(Role.APP), board)
    running = asyncio.create_task(watcher.run(), name="progress-watcher")
    try:
        yield board
    finally:
        await end(running)


@asynccontextmanager
async def open_office(wiring: Wiring, log: EventLog, board: ProgressBoard) -> AsyncIterator[Office]:
    """Give the API what it needs. Raises ``LogUnavailable`` when the database cannot be reached."""
    dsn = wiring.connections.dsn(Role.APP)
    connect = connector(dsn, "quorate looks", purpose=Purpose.LOOKS)
    async with AsyncExitStack() as stack:
        async with reached():
            views = await open_pool(dsn, max_size=wiring.settings.pool_size)
            stack.push_async_callback(close_pool, views)
            evidence = await open_pool(dsn, max_size=2, purpose=Purpose.EVIDENCE)
            stack.push_async_callback(close_pool, evidence)
        looks = await stack.enter_async_context(LookBook(connect, wiring.ledger))
        commands = command_service(wiring, log)
        stack.push_async_callback(end, _erasing(wiring, log, commands))
        yield Office(
            ledger=wiring.ledger,
            views=views,
            commands=commands,
            members=Members(log.loader, log.codec),
            clock=wiring.house.clock,
            rules=wiring.rules,
            board=board,
            changes=Changes(),
            projections=[projection.name for projection in wiring.projections()],
            looks=looks,
            evidence=EvidenceDesk(evidence, wiring.ledger, wiring.settings.witness_keys),
            past=Past(log.pool, log.ledger, log.codec),
            holdings=partial(holdings, log.pool, wiring.ledger, log.codec),
            open_files=partial(open_files, log, commands),
            retention_due=partial(proposals, log, commands, wiring.house.current),
        )


def development_issuer(settings: Settings) -> DevelopmentIssuer | None:
    """Return the issuer that demo and test have where the settings name none; None otherwise.

    Raises ``NoIssuer`` in production, and ``DevelopmentIssuerRefused``.
    """
    if settings.issuers:
        return None
    if not settings.invented_people:
        raise NoIssuer
    return DevelopmentIssuer.of(settings)


@asynccontextmanager
async def open_identity(
    wiring: Wiring, members: Members, development: DevelopmentIssuer | None
) -> AsyncIterator[Identify]:
    """Believe the tokens of the issuers that the settings name, and of ``development``."""
    async with httpx2.AsyncClient(follow_redirects=False) as http:
        trusted = [Trusted(issuer, FetchedKeys(issuer, http)) for issuer in wiring.settings.issuers]
        if development is not None:
            trusted.append(development.trusted)
        yield TokenIdentity(trusted, members)


def _erasing(wiring: Wiring, log: EventLog, commands: CommandService) -> "asyncio.Task[None] | None":
    """Carry out erasures that were approved; None where nothing can be erased."""
    keyring = wiring.codec.keyring
    if keyring is None:
        return None
    return asyncio.create_task(Eraser(log, commands, keyring).run(), name="erasing")


def _erasing_in_views(wiring: Wiring, feed: PostgresFeed, decode: Decode) -> "asyncio.Task[None] | None":
    """Let the views follow erasures; None where nothing can be erased."""
    keyring = wiring.codec.keyring
    if keyring is None:
        return None
    dsn = wiring.connections.dsn(Role.PROJECTOR)
    eraser = ViewEraser(wiring.projections(), feed, decode, dsn, keyring.mark)
    return asyncio.create_task(eraser.run(), name="erasing in views")


def _rebuilder(wiring: Wiring, feed: PostgresFeed, fill: Fill | None = None) -> Rebuilder:
    connections = wiring.connections
    owner, projector = connections.dsn(Role.OWNER), connections.dsn(Role.PROJECTOR)
    return Rebuilder(feed, decode_with(wiring.codec), owner, projector, fill=fill)


@asynccontextmanager
async def _feed(wiring: Wiring) -> AsyncIterator[PostgresFeed]:
    async with _keys(wiring), PostgresFeed(wiring.connections.dsn(Role.PROJECTOR), wiring.ledger) as feed:
        yield feed


@asynccontextmanager
async def _keys(wiring: Wiring) -> AsyncIterator[None]:
    """Have the data keys at hand; refuse to go on without those that there should be."""
    keyring = wiring.codec.keyring
    if keyring is None:
        if not wiring.settings.invented_people:
            raise KeyProviderMissing
        yield
        return
    async with keyring.in_use():
        yield
