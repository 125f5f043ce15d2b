"""The one place that wires everything: settings in, running parts out, closed again in order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from quorate_events.command_service import CommandService, House
from quorate_events.meetings import catalogue as meetings
from quorate_events.people import catalogue as people
from quorate_events.rules.rule_sets import RuleSets
from quorate_events.store import EventCodec, EventLog, News, open_log, open_pool
from quorate_events.tasks import end
from quorate_graphql.changes import Changes
from quorate_graphql.context import Office
from quorate_projections.catalogue import projections
from quorate_projections.engine.codec import decode_with
from quorate_projections.engine.live import Projector
from quorate_projections.engine.postgres_feed import PostgresFeed
from quorate_projections.engine.progress import ProgressBoard, ProgressWatcher
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.rebuild import OnProgress, Rebuilder
from quorate_services.postgres.roles import Connections, Role
from quorate_services.rulebook import load_rules, make_house
from quorate_services.settings import Settings


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
        given = (settings.app_database_url, settings.projector_database_url)
        return settings.database_url is not None or not any(given)

    def projections(self) -> tuple[AnyProjection, ...]:
        """Every view of this release."""
        return projections(self.rules)


def wire(settings: Settings, connections: Connections) -> Wiring:
    """Load the rules and make the codec. Raises ``BrokenRuleSet``."""
    rules = load_rules(settings)
    codec = EventCodec((*meetings.EVENTS, *people.EVENTS))
    return Wiring(settings, connections, rules, make_house(settings, rules), codec)


@asynccontextmanager
async def open_event_log(wiring: Wiring) -> AsyncIterator[EventLog]:
    """Open the log as the application. Closing writes what still waits."""
    dsn = wiring.connections.dsn(Role.APP)
    size, news = wiring.settings.pool_size, wiring.news
    async with open_log(dsn, wiring.ledger, wiring.codec, pool_size=size, news=news) as log:
        yield log


def command_service(wiring: Wiring, log: EventLog) -> CommandService:
    """Return the way in for commands."""
    return CommandService(log.decisions(), wiring.house)


async def build_views(wiring: Wiring, on_progress: OnProgress | None = None) -> list[str]:
    """Build every view that is missing or older than this release; return their names."""
    async with _feed(wiring) as feed:
        return await _rebuilder(wiring, feed).ensure_current(wiring.projections(), on_progress)


async def rebuild_views(
    wiring: Wiring, projections: Sequence[AnyProjection], on_progress: OnProgress | None = None
) -> None:
    """Build views anew beside the live ones from one reading of the log, and swap."""
    async with _feed(wiring) as feed:
        await _rebuilder(wiring, feed).rebuild_all(projections, on_progress)


@asynccontextmanager
async def projecting(wiring: Wiring) -> AsyncIterator[tuple[ProgressBoard, "asyncio.Task[None]"]]:
    """Keep the views up to date while the block runs; leaving it finishes the batches under way.

    The task ends early only by failing; whoever runs for long watches it.
    """
    async with _feed(wiring) as feed:
        decode, dsn = decode_with(wiring.codec), wiring.connections.dsn(Role.PROJECTOR)
        projector = Projector(wiring.projections(), feed, decode, dsn)
        running = asyncio.create_task(projector.run(), name="projector")
        try:
            with wiring.news.heard_by(projector.hear):
                yield projector.board, running
        finally:
            projector.stop()
            await asyncio.gather(running, return_exceptions=True)


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
    """Give the API what it needs."""
    views = await open_pool(wiring.connections.dsn(Role.APP), max_size=wiring.settings.pool_size)
    try:
        yield Office(
            ledger=wiring.ledger,
            views=views,
            commands=command_service(wiring, log),
            clock=wiring.house.clock,
            rules=wiring.rules,
            board=board,
            changes=Changes(),
            projections=[projection.name for projection in wiring.projections()],
        )
    finally:
        await views.close()


def _rebuilder(wiring: Wiring, feed: PostgresFeed) -> Rebuilder:
    connections = wiring.connections
    owner, projector = connections.dsn(Role.OWNER), connections.dsn(Role.PROJECTOR)
    return Rebuilder(feed, decode_with(wiring.codec), owner, projector)


@asynccontextmanager
async def _feed(wiring: Wiring) -> AsyncIterator[PostgresFeed]:
    async with PostgresFeed(wiring.connections.dsn(Role.PROJECTOR), wiring.ledger) as feed:
        yield feed
