"""What passes by itself is waited for; what somebody has to put right is a refusal."""

import pytest
from kafka import errors as kafka_errors

from quorate_events.errors import Unavailable
from quorate_events.kafka.errors import KafkaRefused, KafkaTopicMissing, KafkaUnavailable, ProducerFenced
from quorate_events.kafka.translation import translated

REBALANCES = [
    "RebalanceInProgressError",
    "IllegalGenerationError",
    "UnknownMemberIdError",
    "CommitFailedError",
]
PASSING = [
    *REBALANCES, "BrokerNotAvailableError", "UnknownError", "LogTruncationError", "OutOfOrderSequenceNumberError",
    "UnknownProducerIdError", "InvalidProducerIdMappingError", "TransactionAbortableError", "InvalidTxnStateError",
    "KafkaStorageError", "NotEnoughReplicasError", "KafkaTimeoutError",
]  # fmt: skip
STAYING = [
    "TopicAuthorizationFailedError", "GroupAuthorizationFailedError", "SaslAuthenticationFailedError",
    "UnsupportedVersionError", "InvalidSessionTimeoutError", "PolicyViolationError",
    "GroupMaxSizeReachedError",
]  # fmt: skip


def of(kind: str) -> BaseException:
    error = getattr(kafka_errors, kind)
    return translated(error.__new__(error))


@pytest.mark.parametrize("kind", PASSING)
def test_what_passes_is_waited_for(kind: str) -> None:
    assert isinstance(of(kind), Unavailable)


@pytest.mark.parametrize("kind", REBALANCES)
def test_a_rebalance_has_its_own_code(kind: str) -> None:
    assert (type(of(kind)).__base__, of(kind).code) == (KafkaUnavailable, "kafka_rebalancing")


@pytest.mark.parametrize("kind", STAYING)
def test_what_stays_is_refused(kind: str) -> None:
    assert isinstance(of(kind), KafkaRefused)


def test_a_missing_topic_and_a_fenced_producer_are_told_apart() -> None:
    assert isinstance(of("UnknownTopicOrPartitionError"), KafkaTopicMissing)
    assert isinstance(of("ProducerFencedError"), ProducerFenced)
