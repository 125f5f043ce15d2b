"""Runs every agency's feed, and takes in what their systems post, until told to stop."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from quorate_events.errors import QuorateError
from quorate_events.kafka.feeds import AgencyFeed, declared_feeds
from quorate_events.tasks import end
from quorate_graphql.office import Office
from quorate_services.composition import Wiring, open_event_log, open_office, watching
from quorate_services.feeds.feed import Feed
from quorate_services.feeds.inbox import Inbox, InboxState
from quorate_services.feeds.metrics import FeedMetrics
from quorate_services.feeds.side_by_side import Runner, SideBySide
from quorate_services.feeds.states import FeedState
from quorate_services.feeds.topics import all_topics, topics_of
from quorate_services.kafka_access import kafka_of
from quorate_services.metrics_shown import shown_at
from quorate_services.postgres.roles import Role

_GRACE = 5.0
"""Seconds that the transactions at hand have when a stop is asked for."""

OnChange = Callable[[str, FeedState | InboxState], None]


class NoFeeds(QuorateError):
    """The agencies' feeds are to run, and none is declared."""

    code = "no_feeds"

    def __init__(self) -> None:
        super().__init__(
            "No agency has a feed.", "Declare them in a file that QUORATE_KAFKA_FEEDS names; see operations."
        )


def feeds_of(wiring: Wiring) -> Sequence[AgencyFeed]:
    """Return the feeds that are declared. Raises FeedsUnreadable, NoFeeds."""
    feeds = declared_feeds(wiring.settings.kafka_feeds)
    if not feeds:
        raise NoFeeds
    return feeds


async def run_feeds(
    wiring: Wiring,
    stop: asyncio.Event,
    on_change: OnChange = lambda *_: None,
    *,
    once: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Sequence[Runner]:
    """Run until ``stop`` is set, or with ``once`` until all is told and answered; return what ran.

    What is wrong with one agency's leaves the others going. Raises what :meth:`SideBySide.run` raises, KafkaNotNamed,
    NoFeeds, TopicsUnreadable and MetricsAddressTaken.
    """
    settings, metrics = wiring.settings, FeedMetrics(wiring.ledger)
    async with AsyncExitStack() as stack:
        office = await stack.enter_async_context(_office(wiring))
        runners = _runners(wiring, office, metrics, on_change)
        if settings.metrics_port is not None:
            port = stack.enter_context(shown_at(metrics.registry, settings.host, settings.metrics_port))
            say(f"Metrics at http://{settings.host}:{port}/metrics.")
        together = SideBySide(runners)
        running = asyncio.create_task(together.run(once=once), name="agency feeds")
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
            together.stop()
            await asyncio.wait({running}, timeout=_GRACE)
            if running.done():
                running.result()
        finally:
            await end(running, stopping)
    return runners


@asynccontextmanager
async def _office(wiring: Wiring) -> AsyncIterator[Office]:
    async with (
        watching(wiring) as board,
        open_event_log(wiring) as log,
        open_office(wiring, log, board) as office,
    ):
        yield office


def _runners(wiring: Wiring, office: Office, metrics: FeedMetrics, on_change: OnChange) -> Sequence[Runner]:
    access, topics, runners = kafka_of(wiring.settings), all_topics(wiring.settings), list[Runner]()
    dsn, clock = wiring.connections.dsn(Role.PROJECTOR), wiring.house.clock
    for feed in feeds_of(wiring):
        names = topics_of(topics, feed)

        def feed_told(state: FeedState, agency: str = feed.name) -> None:
            metrics.show_feed(agency, state)
            on_change(agency, state)

        def inbox_told(state: InboxState, agency: str = feed.name) -> None:
            metrics.show_inbox(agency, state)
            on_change(agency, state)

        out, back = (names.feed, names.position), (names.inbox, names.replies, names.position)
        runners.append(
            Feed(feed, dsn, wiring.ledger, wiring.codec, access, out, clock, office.looks, on_state=feed_told)
        )
        runners.append(Inbox(feed, office, access, back, clock, on_state=inbox_told))
    return runners
