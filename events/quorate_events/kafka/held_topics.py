"""The topics that a producer has to do with, as they were when it took over: with others it does nothing."""

import asyncio
from collections.abc import Sequence

from quorate_events.kafka.errors import KafkaTopicReplaced
from quorate_events.kafka.ports import Admin, Partition, Record, TransactionalProducer
from quorate_events.kafka.taking_over import open_in, take_over

_MARKS_TAKE = 1.0
"""Seconds after its answer in which a broker has written the marks of a commit."""
_BETWEEN_LOOKS = 0.05


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

    async def publish(self, records: Sequence[Record]) -> None:
        """Publish in one transaction, into the topics that were there at the beginning or nowhere.

        What a broker left open of the last commit is ended before: it would share the outcome of this transaction,
        and where that is aborted, be lost behind a position that stays. Raises what :meth:`look`,
        ``TransactionalProducer.publish`` and ``end`` raise.
        """
        await self._finish()
        await self._producer.publish(records, before_commit=self.look)

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
        await self._finish()

    async def _finish(self) -> None:
        """Wait until nothing stands open. What does for longer than marks take is committed if it is our own."""
        clock = asyncio.get_running_loop().time
        until = clock() + _MARKS_TAKE
        still = set(await open_in(self._admin, self._written))
        while still and clock() < until:
            await asyncio.sleep(_BETWEEN_LOOKS)
            still &= set(await open_in(self._admin, self._written))
        if still:
            await self._producer.end(sorted(still), committed=True)
