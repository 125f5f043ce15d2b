"""One relay's hold on the topics: what it publishes goes into those that it found when it began, or nowhere."""

from collections.abc import Sequence

from quorate_events.kafka.cloudevents import PublishedEvent, to_record
from quorate_events.kafka.errors import KafkaRecordTooLarge, KafkaTopicReplaced
from quorate_events.kafka.ports import Admin, TransactionalProducer
from quorate_events.kafka.taking_over import take_over
from quorate_services.relay.positions import committed_position, position_record


class Publication:
    """Publishes batches with their positions; ``topics`` are those of events and of positions.

    After any error throw it away, and look anew where things stand.
    """

    def __init__(self, producer: TransactionalProducer, admin: Admin, topics: tuple[str, str]) -> None:
        self._producer = producer
        self._admin = admin
        self._events, self._positions = topics
        self._topic = ""

    async def begin(self) -> int:
        """Take over, and return the last position that is published.

        Raises what :func:`take_over` and :func:`committed_position` raise.
        """
        # A topic that is missing is told before anybody is fenced.
        await self._admin.extents(self._events)
        await self._admin.extents(self._positions)
        await take_over(self._producer, self._admin, (self._events, self._positions))
        self._topic = await self._admin.topic_id(self._events)
        return await committed_position(self._admin, self._events, self._positions)

    async def publish(self, batch: Sequence[PublishedEvent]) -> None:
        """Publish a batch in one transaction.

        Raises ``KafkaTopicReplaced`` as :meth:`look` does, and what ``TransactionalProducer.publish`` raises.
        """
        records = [to_record(event, self._events) for event in batch]
        records.append(position_record(self._positions, batch[-1].position, self._topic))
        try:
            await self._producer.publish(records, before_commit=self.look)
        except KafkaRecordTooLarge as error:
            if error.number >= len(batch):
                raise
            at = batch[error.number].position
            words = f"The event at position {at} does not go into Kafka. {error.message}"
            raise KafkaRecordTooLarge(words, error.suggestion, error.number) from error

    async def look(self) -> None:
        """Raise ``KafkaTopicReplaced`` when the topic of events is another one than at the beginning."""
        if await self._admin.topic_id(self._events) != self._topic:
            raise KafkaTopicReplaced(
                f"The topic {self._events} was deleted and made anew.",
                "It is filled again from the first event; nothing needs to be done.",
            )
