"""What can go wrong between us and Kafka, in our own words. No text of a broker is handed on."""

from quorate_events.errors import QuorateError, Unavailable


class KafkaUnavailable(Unavailable):
    """Kafka cannot be reached, does not answer in time, or cannot write at the moment. Nothing is lost."""

    code = "kafka_unavailable"


class KafkaRebalancing(KafkaUnavailable):
    """The group is sharing out its partitions anew, or goes on without this member: it has to look again."""

    code = "kafka_rebalancing"


class KafkaRefused(QuorateError):
    """Kafka answered, and will not do it: an authorisation, a setting or a size is not right."""

    code = "kafka_refused"


class KafkaTopicMissing(QuorateError):
    """A topic that is needed is not there."""

    code = "kafka_topic_missing"


class KafkaTopicReplaced(KafkaUnavailable):
    """A topic was deleted and made anew: what was in it is gone, and it has to be filled from the beginning."""

    code = "kafka_topic_replaced"


class KafkaRecordTooLarge(Unavailable):
    """Kafka does not take a record because of its size; ``number`` is its place among those of the transaction."""

    code = "kafka_record_too_large"

    def __init__(self, message: str, suggestion: str, number: int) -> None:
        super().__init__(message, suggestion)
        self.number = number


class ProducerFenced(QuorateError):
    """Another producer with the same transactional id has taken over."""

    code = "kafka_producer_fenced"


class PublicationFailed(Unavailable):
    """A transaction could not be completed: none of its records is seen by whoever reads committed ones."""

    code = "kafka_publication_failed"
