"""What the doctor says of the agencies' feeds: how far each is, what waits, whether its client may act."""

from collections.abc import Mapping, Sequence, Set

from quorate_events.kafka.feeds import AgencyFeed, declared_feeds
from quorate_events.kafka.ports import Admin
from quorate_events.kafka.rights import plan_rights
from quorate_events.kafka.topics import Topic
from quorate_services.composition import Wiring
from quorate_services.feeds.positions import FEED, INBOX, FeedPosition, InboxPosition, committed
from quorate_services.feeds.source import FeedClientNotActive, StreamSource
from quorate_services.feeds.topics import topics_of
from quorate_services.findings import LAG_TO_WATCH, Finding, Health
from quorate_services.postgres.roles import Role
from quorate_services.relay.lag import lag_behind


async def examine_feeds(
    wiring: Wiring, admin: Admin, topics: Mapping[str, Topic], missing: Set[str]
) -> Sequence[Finding]:
    """Look at every feed whose topics there are. Raises the errors of Kafka and of the database."""
    feeds = declared_feeds(wiring.settings.kafka_feeds)
    found: list[Finding] = []
    for feed in feeds:
        if not missing & set(topics_of(topics, feed)):
            found += await _examine(wiring, admin, topics, feed)
    if feeds:
        found.append(await _rights(admin, topics, feeds))
    return found


async def _examine(
    wiring: Wiring, admin: Admin, topics: Mapping[str, Topic], feed: AgencyFeed
) -> Sequence[Finding]:
    subject, names = f"feed {feed.name}", topics_of(topics, feed)
    try:
        dsn = wiring.connections.dsn(Role.PROJECTOR)
        async with StreamSource(dsn, wiring.ledger, wiring.codec) as source:
            await source.client(feed)
    except FeedClientNotActive as error:
        return [Finding(subject, Health.BROKEN, error.message.rstrip("."), error.suggestion)]
    told = await committed(admin, names.position, FEED, FeedPosition)
    taken = await committed(admin, names.position, INBOX, InboxPosition)
    # In a topic that was deleted and made anew everything is still to be told, or to be answered.
    if told is not None and told.topic not in ("", await admin.topic_id(names.feed)):
        told = None
    if taken is not None and taken.topic not in ("", await admin.topic_id(names.inbox)):
        taken = None
    lag = await lag_behind(wiring.connections, wiring.ledger, told.position if told else 0)
    seen = f"at position {lag.position}, {lag.events} events behind"
    offsets = taken.offsets if taken else {}
    waiting = sum(
        max(0, extent.end - max(extent.first, offsets.get(str(partition.number), 0)))
        for partition, extent in (await admin.extents(names.inbox)).items()
    )
    if told is not None and told.halted:
        seen = f"{len(told.halted)} meetings wait for a release that can read all their events"
        return [Finding(subject, Health.BROKEN, seen, "Update Quorate, then start quorate feeds again.")]
    if waiting > 0:
        seen = f"{seen}, {waiting} messages of the agency not answered"
    if lag.seconds > LAG_TO_WATCH or waiting > 0:
        return [Finding(subject, Health.WATCH, seen, "Check that quorate feeds runs.")]
    return [Finding(subject, Health.WELL, seen)]


async def _rights(admin: Admin, topics: Mapping[str, Topic], feeds: Sequence[AgencyFeed]) -> Finding:
    planned = await plan_rights(admin, topics, feeds)
    if not planned.enforced:
        return Finding(
            "feed rights",
            Health.WATCH,
            "Kafka has no authoriser, so that whoever reaches it reads every agency's topic",
            "Set authorizer.class.name on every broker, then run quorate topics apply.",
        )
    if planned.missing or planned.besides:
        seen = f"{len(planned.missing)} missing, {len(planned.besides)} that no feed needs"
        return Finding("feed rights", Health.WATCH, seen, "Run quorate topics apply; it shows them.")
    return Finding("feed rights", Health.WELL, "as declared")
