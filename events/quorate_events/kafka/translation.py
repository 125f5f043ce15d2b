"""Puts what kafka-python raises into our own words. Apart from the errors, so that these cost nobody its import."""

from kafka import errors as kafka_errors

from quorate_events.errors import QuorateError
from quorate_events.kafka.errors import (
    KafkaRebalancing,
    KafkaRecordTooLarge,
    KafkaRefused,
    KafkaTopicMissing,
    KafkaUnavailable,
    ProducerFenced,
    PublicationFailed,
)

_FENCED = (kafka_errors.ProducerFencedError, kafka_errors.InvalidProducerEpochError)
_MISSING = (kafka_errors.UnknownTopicOrPartitionError, kafka_errors.UnknownTopicIdError)
_REBALANCING = (
    kafka_errors.RebalanceInProgressError,
    kafka_errors.IllegalGenerationError,
    kafka_errors.UnknownMemberIdError,
    kafka_errors.CommitFailedError,
)
_PASSING = (
    # The broker is on its way down or up.
    kafka_errors.BrokerNotAvailableError,
    kafka_errors.UnknownError,
    # Kafka has forgotten, or given up, what a producer had under way: a new one goes on.
    kafka_errors.OutOfOrderSequenceNumberError,
    kafka_errors.UnknownProducerIdError,
    kafka_errors.InvalidProducerIdMappingError,
    kafka_errors.InvalidTxnStateError,
    kafka_errors.TransactionAbortableError,
)
"""They say of themselves that they stay, and do not once a client is opened anew."""
TOO_LARGE = (kafka_errors.MessageSizeTooLargeError, kafka_errors.RecordListTooLargeError)


def too_large(topic: str, number: int) -> KafkaRecordTooLarge:
    """Return the error for a record, the one at ``number`` of its transaction, that ``topic`` does not take."""
    return KafkaRecordTooLarge(
        f"A record is larger than max.message.bytes of the topic {topic} lets it be.",
        "Run quorate topics apply, which sets it as declared; the records that wait are published then.",
        number,
    )


def translated(error: BaseException) -> QuorateError:
    """Return the error of ours for one of kafka-python's, or for one of the way to it."""
    if isinstance(error, QuorateError):
        return error
    kind = type(error).__name__
    if isinstance(error, _FENCED):
        return ProducerFenced(
            "Another process has taken over publishing.", "Let it publish; run one relay for each ledger."
        )
    if isinstance(error, _MISSING):
        return KafkaTopicMissing("A topic is missing in Kafka.", "Run quorate topics apply.")
    if isinstance(error, kafka_errors.AuthorizationError | kafka_errors.SaslAuthenticationFailedError):
        return KafkaRefused(
            f"Kafka does not allow it ({kind}).", "Check QUORATE_KAFKA_USERNAME, its password and its rights."
        )
    if isinstance(error, _REBALANCING):
        return KafkaRebalancing(
            f"The group of readers is being put together anew ({kind}).", "Nothing needs to be done."
        )
    if isinstance(error, (OSError, TimeoutError, *_PASSING)) or getattr(error, "retriable", False):
        return KafkaUnavailable(
            f"Kafka cannot be reached, or does not answer in time ({kind}).",
            "Check that Kafka runs, and that QUORATE_KAFKA_BOOTSTRAP and QUORATE_KAFKA_SECURITY say how to reach it.",
        )
    if isinstance(error, kafka_errors.BrokerResponseError | kafka_errors.KafkaConfigurationError):
        return KafkaRefused(f"Kafka refuses ({kind}).", "Look into the broker's log for this moment.")
    return PublicationFailed(
        f"Kafka's client failed ({kind}).", "It is tried again; look into the broker's log when it stays."
    )
