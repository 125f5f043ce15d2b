"""Which partition a stream is in: Kafka's own rule (murmur2 of the key), worked out once a stream."""

from uuid import UUID

_KEPT = 200_000
"""Streams that are remembered; then everything is forgotten, and worked out again."""


class Partitioning:
    """Tells the partition of streams in a topic of ``partitions`` partitions."""

    def __init__(self, partitions: int) -> None:
        # Here, because kafka-python reads a hundred files as it is imported, and most processes have no Kafka.
        from kafka.partitioner.default import murmur2

        self.partitions = partitions
        self._hash = murmur2
        self._known: dict[UUID, int] = {}

    def of(self, stream_id: UUID) -> int:
        """Return the number of the partition in which the records of ``stream_id`` are."""
        number = self._known.get(stream_id)
        if number is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            number = (self._hash(str(stream_id).encode()) & 0x7FFFFFFF) % self.partitions
            self._known[stream_id] = number
        return number
