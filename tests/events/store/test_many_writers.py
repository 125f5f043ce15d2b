"""Two processes write at once, slowly, quickly and in vain, while a follower reads."""

import asyncio
import json
import sys
from pathlib import Path

from .examples import eventually

WRITER = Path(__file__).with_name("writer_process.py")


async def start_writer(dsn, appends):
    return await asyncio.create_subprocess_exec(
        sys.executable, str(WRITER), dsn, str(appends), stdout=asyncio.subprocess.PIPE
    )


async def test_every_acknowledged_event_is_seen_once_and_in_order(log, database):
    writers = [await start_writer(database.app_dsn, 500) for _ in range(2)]
    seen = []

    async def follow():
        async for event in following:
            seen.append(event)

    async with log.recorder.subscribe() as following:
        follower = asyncio.create_task(follow())
        acknowledged = {}
        for writer in writers:
            output, _ = await writer.communicate()
            acknowledged |= json.loads(output)

        async def caught_up():
            return seen and seen[-1].id >= last

        last = await log.recorder.max_notification_id()
        await eventually(caught_up)
        following.stop()
        await follower

    assert [event.id for event in seen] == list(range(1, last + 1))
    assert {f"{event.originator_id} {event.originator_version}": event.id for event in seen} == acknowledged
