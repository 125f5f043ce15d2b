"""Takes a transactional id over so that nothing which was begun under it stands open.

Kafka promises that when a producer opens. It does not keep it where a broker is killed between the answer to a commit
and the marks in the partitions, and there is no other: once back, it takes the transaction for complete and writes no
marks in the partitions that have none yet (Kafka 4.3: the log of transactions says prepared, then complete; a partition
holds the records alone, while another may have its mark). Such records are seen by nobody until the next transaction
under the same id ends, and then they share its outcome. A position that is read meanwhile is too old, and what follows
it would be published twice.

They get here the outcome that the broker had noted. Where it had noted none they are aborted, and published again by
whoever goes on from the position that is read then, as long as that position was not committed with them.
"""

import asyncio
from collections.abc import Sequence

from quorate_events.kafka.errors import KafkaUnavailable
from quorate_events.kafka.ports import Admin, Partition, TransactionalProducer

_BETWEEN_LOOKS = 0.05


async def take_over(
    producer: TransactionalProducer,
    admin: Admin,
    topics: Sequence[str],
    patience: float = 10.0,
    noted: set[Partition] | None = None,
) -> None:
    """Open ``producer``; return once all that was ever published in ``topics`` before is committed or aborted.

    Waits up to ``patience`` seconds for transactions of others. ``noted`` is what a caller that tries again hands over
    each time: partitions of which a broker once said that what stands open there is committed, for it has forgotten
    that after the opening. Where nobody remembers it, it is aborted. Raises what ``open`` raises,
    ``KafkaTopicMissing``, and ``KafkaUnavailable`` when a transaction of somebody else's stands open for longer.
    """
    # Opening makes the broker forget how the last transaction ended. What begins after this look is of a later one.
    noted = set() if noted is None else noted
    lost = await open_in(admin, topics)
    if lost and await admin.ends_committed(producer.transactional_id):
        noted.update(lost)
    await producer.open()
    left_open = await open_in(admin, topics)
    if known := [each for each in left_open if each in noted]:
        await producer.end(known, committed=True)
    noted.clear()
    if others := [each for each in left_open if each not in known]:
        await producer.end(others, committed=False)
    try:
        async with asyncio.timeout(patience):
            while left_open := await open_in(admin, topics):  # noqa: ASYNC110 - nobody tells us
                await asyncio.sleep(_BETWEEN_LOOKS)
    except TimeoutError:
        names = ", ".join(sorted({each.topic for each in left_open}))
        raise KafkaUnavailable(
            f"A transaction stands open in {names}, and nothing that was published after it can be read.",
            "It ends by itself if its producer lives. If it stays, find it with kafka-transactions.sh find-hanging, "
            "and abort it.",
        ) from None


async def open_in(admin: Admin, topics: Sequence[str]) -> Sequence[Partition]:
    """Return the partitions of ``topics`` in which a transaction stands open. Raises ``KafkaTopicMissing``."""
    return [each for topic in topics for each in sorted(await admin.unfinished(topic))]
