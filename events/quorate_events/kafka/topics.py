"""Which topics there should be: read from ``topics.toml``, or from a file of the installation's own."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec

from quorate_events.errors import QuorateError
from quorate_events.kafka.ports import TopicState

EVENTS = "events"
POSITIONS = "positions"
_NEEDED = {EVENTS, POSITIONS}

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

    def wanted(self, replication: int) -> TopicState:
        """Return how Kafka should have it, with ``replication`` copies."""
        compacted = self.retention == "last"
        keeps_days = isinstance(self.retention, int)
        settings = {
            "cleanup.policy": "compact" if compacted else "delete",
            "min.insync.replicas": str(max(1, replication - 1)),
            "max.message.bytes": str(LARGEST_RECORD),
        }
        if compacted:
            # So that what is out of date goes within days.
            settings["segment.ms"] = str(_DAY)
        else:
            settings["retention.ms"] = str(int(self.retention) * _DAY) if keeps_days else "-1"
        return TopicState(self.name, self.partitions, replication, settings)


def declared(ledger: str, file: Path | None = None) -> Mapping[str, Topic]:
    """Return the topics of ``ledger`` by their short names, ``events`` and ``positions`` among them.

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
    if missing := _NEEDED - found.keys():
        raise TopicsUnreadable(
            f"The topics' file does not declare {', '.join(sorted(missing))}.",
            "Declare them; see topics.toml.",
        )
    topics = {
        short: msgspec.structs.replace(topic, name=topic.name.replace("{ledger}", ledger))
        for short, topic in found.items()
    }
    if len({topic.name for topic in topics.values()}) < len(topics):
        raise TopicsUnreadable("The topics' file gives two topics one name.", "Give each its own.")
    return topics
