"""The topics that a producer has to do with, as they were when it took over: with others it does nothing."""

import asyncio
from collections.abc import Sequence

from quorate_events.kafka.errors import KafkaTopicReplaced
from quorate_events.kafka.ports import Admin, Partition, TransactionalProducer
from quorate_events.kafka.taking_over import open_in, take_over

_MARKS_TAKE = 1.0
"""Seconds after its answer in which a broker has written the marks of a commit."""


class HeldTopics:
    """``written`` are the topics that ``producer`` publishes to, ``watched`` is the one that must not become another,
    ``noted`` what :func:`take_over` remembers from one try to the next.

    After any error throw it away, and look anew where things stand.
    """

    def __init__(
        self,
        producer: TransactionalProducer,
        admin: Admin,
        written: Sequence[str],
        watched: str,
        noted: set[Partition],
    ) -> None:
        self._producer = producer
        self._admin = admin
        self._written = written
        self._watched = watched
        self._noted = noted
        self.watched_id = ""
        """What tells the watched topic from others of its name."""

    async def begin(self) -> None:
        """Take over. Raises ``KafkaTopicMissing``, before anybody is fenced, and what :func:`take_over` raises."""
        for topic in (*self._written, self._watched):
            await self._admin.extents(topic)
        await take_over(self._producer, self._admin, self._written, noted=self._noted)
        self.watched_id = await self._admin.topic_id(self._watched)

    async def look(self) -> None:
        """Raise ``KafkaTopicReplaced`` when the watched topic is another one than at the beginning."""
        if await self._admin.topic_id(self._watched) != self.watched_id:
            raise KafkaTopicReplaced(
                f"The topic {self._watched} was deleted and made anew.",
                "It is begun with anew; nothing needs to be done.",
            )

    async def look_over(self) -> None:
        """Look while nothing happens: as :meth:`look`, and end what a broker left open of the last commit.

        That happens where it was killed between its answer and the marks. What is open of somebody else stays so.
        Raises what ``TransactionalProducer.end`` raises.
        """
        await self.look()
        if first := set(await open_in(self._admin, self._written)):
            await asyncio.sleep(_MARKS_TAKE)
            if still := sorted(first & set(await open_in(self._admin, self._written))):
                await self._producer.end(still, committed=True)
