"""How a command that needs Kafka reaches it."""

from quorate_events.errors import QuorateError
from quorate_events.kafka.access import KafkaAccess
from quorate_services.settings import Settings


class KafkaNotNamed(QuorateError):
    """The command needs Kafka, and the settings name none."""

    code = "kafka_not_named"

    def __init__(self) -> None:
        super().__init__(
            "No Kafka is named.",
            "Set QUORATE_KAFKA_BOOTSTRAP; the page on operations says what else it needs.",
        )


def kafka_of(settings: Settings) -> KafkaAccess:
    """Return how Kafka is reached. Raises KafkaNotNamed."""
    if settings.kafka is None:
        raise KafkaNotNamed
    return settings.kafka
