"""A process that appends as fast as it can. Run as a script: DSN, number of appends; prints what was
acknowledged.

Some appends go through a group commit, some through transactions that are slow or are rolled back.
"""

import asyncio
import json
import random
import sys
from uuid import UUID, uuid4

from eventsourcing.persistence import StoredEvent

from quorate_events.store import Append, EventCodec, open_log
from quorate_events.store.batch import batch_arguments
from quorate_events.store.connections import connector


def an_append() -> Append:
    stream = uuid4()
    events = [StoredEvent(stream, version, "t", stream.bytes) for version in range(1, random.randint(2, 4))]
    return Append(uuid4(), b"", b"", events)


async def slow_or_rolled_back(dsn: str, seen: dict[str, int]) -> None:
    connection = await connector(dsn, "slow")()
    transaction = connection.transaction()
    await transaction.start()
    append = an_append()
    (base,) = await connection.fetch(*batch_arguments("stoke", [append]))
    await asyncio.sleep(random.random() / 100)
    if random.random() < 0.5:
        await transaction.rollback()
    else:
        await transaction.commit()
        remember(seen, append, base["last_position"] + 1)
    await connection.close()


def remember(seen: dict[str, int], append: Append, first: int) -> None:
    for number, event in enumerate(append.events):
        assert isinstance(event.originator_id, UUID)
        seen[f"{event.originator_id} {event.originator_version}"] = first + number


async def main(dsn: str, count: int) -> None:
    acknowledged: dict[str, int] = {}
    async with open_log(dsn, "stoke", EventCodec([]), pool_size=1) as log:

        async def one() -> None:
            append = an_append()
            appended = await log.appender.append(append)
            remember(acknowledged, append, appended.first_position or 0)

        for _ in range(count // 25):
            await asyncio.gather(*(one() for _ in range(24)), slow_or_rolled_back(dsn, acknowledged))
    sys.stdout.write(json.dumps(acknowledged))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
