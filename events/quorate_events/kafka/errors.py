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


class ProducerFenced(QuorateError):
    """Another producer with the same transactional id has taken over."""

    code = "kafka_producer_fenced"


class PublicationFailed(Unavailable):
    """A transaction could not be completed: none of its records is seen by whoever reads committed ones."""

    code = "kafka_publication_failed"
