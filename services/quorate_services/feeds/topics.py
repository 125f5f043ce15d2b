"""The names of the topics of one agency's feed."""

from collections.abc import Mapping
from typing import NamedTuple

from quorate_events.kafka.feeds import AgencyFeed, declared_feeds
from quorate_events.kafka.topics import FEED, FEED_POSITION, INBOX, REPLIES, Topic, declared, of_agency
from quorate_services.settings import Settings


class FeedTopics(NamedTuple):
    """The names of the topics: what goes out, what comes in, what is answered, how far both have come."""

    feed: str
    inbox: str
    replies: str
    position: str


def all_topics(settings: Settings) -> Mapping[str, Topic]:
    """Return every topic of the installation by its short name. Raises TopicsUnreadable and FeedsUnreadable."""
    names = [feed.name for feed in declared_feeds(settings.kafka_feeds)]
    return declared(settings.partnership, settings.kafka_topics, names)


def topics_of(topics: Mapping[str, Topic], feed: AgencyFeed) -> FeedTopics:
    """Return the names of the topics of ``feed``."""
    return FeedTopics(
        *(topics[of_agency(short, feed.name)].name for short in (FEED, INBOX, REPLIES, FEED_POSITION))
    )
