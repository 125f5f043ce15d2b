"""Which topics there should be: read from ``topics.toml``, or from a file of the installation's own."""

import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec

from quorate_events.errors import QuorateError
from quorate_events.kafka.ports import TopicState

EVENTS = "events"
POSITIONS = "positions"
_NEEDED = {EVENTS, POSITIONS}

FEED = "feed"
INBOX = "inbox"
REPLIES = "replies"
FEED_POSITION = "feed_position"
OF_AN_AGENCY = (FEED, INBOX, REPLIES, FEED_POSITION)
"""The topics that every agency with a feed has."""
_AGENCY = "{agency}"

LARGEST_RECORD = 8 * 1024 * 1024
"""In bytes: more than the largest event can be."""

_DAY = 24 * 60 * 60 * 1000


class TopicsUnreadable(QuorateError):
    """The file that declares the topics cannot be read, or declares something impossible."""

    code = "topics_unreadable"


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A topic as it is declared; see ``topics.toml`` for what the fields mean."""

    name: str
    carries: str
    partitions: int
    keyed: bool
    retention: Literal["forever", "last"] | int
    largest: int = LARGEST_RECORD

    def wanted(self, replication: int) -> TopicState:
        """Return how Kafka should have it, with ``replication`` copies."""
        compacted = self.retention == "last"
        keeps_days = isinstance(self.retention, int)
        settings = {
            "cleanup.policy": "compact" if compacted else "delete",
            "min.insync.replicas": str(max(1, replication - 1)),
            "max.message.bytes": str(self.largest),
        }
        if compacted:
            # So that what is out of date goes within days.
            settings["segment.ms"] = str(_DAY)
        else:
            settings["retention.ms"] = str(int(self.retention) * _DAY) if keeps_days else "-1"
        return TopicState(self.name, self.partitions, replication, settings)


def of_agency(short: str, agency: str) -> str:
    """Return the short name of one of the topics of an agency that has a feed."""
    return f"{short} {agency}"


def declared(ledger: str, file: Path | None = None, agencies: Sequence[str] = ()) -> Mapping[str, Topic]:
    """Return the topics of ``ledger`` by their short names, ``events`` and ``positions`` among them.

    Those of each of ``agencies`` (short names, as :mod:`.feeds` has them) are found by :func:`of_agency`.
    Raises TopicsUnreadable.
    """
    try:
        text = (file or resources.files("quorate_events.kafka").joinpath("topics.toml")).read_text("utf-8")
        found = msgspec.convert(tomllib.loads(text), dict[str, Topic])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise TopicsUnreadable(
            f"The topics' file {file or 'topics.toml'} cannot be read ({type(error).__name__}).",
            "Take the one of this release as an example: events/quorate_events/kafka/topics.toml.",
        ) from error
    needed = {*_NEEDED, *(OF_AN_AGENCY if agencies else ())}
    if missing := needed - found.keys():
        raise TopicsUnreadable(
            f"The topics' file does not declare {', '.join(sorted(missing))}.",
            "Declare them; see topics.toml.",
        )
    topics: dict[str, Topic] = {}
    for short, topic in found.items():
        name = topic.name.replace("{ledger}", ledger)
        if _AGENCY not in name:
            topics[short] = msgspec.structs.replace(topic, name=name)
            continue
        for agency in agencies:
            own = name.replace(_AGENCY, agency)
            topics[of_agency(short, agency)] = msgspec.structs.replace(topic, name=own)
    if len({topic.name for topic in topics.values()}) < len(topics):
        raise TopicsUnreadable("The topics' file gives two topics one name.", "Give each its own.")
    return topics
