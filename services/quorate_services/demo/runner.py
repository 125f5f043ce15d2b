"""Plays a history: day after day, the meetings of a day side by side, each meeting in its order."""

import asyncio
from collections import deque
from collections.abc import Sequence

from quorate_events.tasks import end
from quorate_services.demo.history import Group, History
from quorate_services.demo.progress import Meter, Report
from quorate_services.demo.recorders import GroupRecorder

_DAYS_UNDER_WAY = 4
"""Days whose groups may be under way at once: while one is written, the next is decided."""


async def play(history: History, recorder: GroupRecorder, report: Report | None = None) -> int:
    """Carry out every command of ``history`` and return their number.

    Positions follow the simulated time by day and stream. Raises what the recorder raises; then nothing of
    the later days has been begun, and playing the same history again goes on from there.
    """
    meter, done = Meter(report), 0
    under_way: deque[asyncio.Task[int]] = deque()
    try:
        for groups in history.days():
            under_way.append(asyncio.create_task(_day(groups, recorder)))
            # Let the day's decisions be taken before the next day is told.
            await asyncio.sleep(0)
            while len(under_way) > _DAYS_UNDER_WAY:
                done += await under_way.popleft()
                share = max(history.begun, 1) / len(history.meetings)
                meter.tell(done, max(done, round(done / share)))
        while under_way:
            done += await under_way.popleft()
    finally:
        await end(*under_way)
    meter.tell(done, done, finished=True)
    return done


async def _day(groups: Sequence[Group], recorder: GroupRecorder) -> int:
    """Carry out one day, streams side by side; a stream has one group a day."""
    async with asyncio.TaskGroup() as tasks:
        for group in groups:
            tasks.create_task(recorder.record(group))
    return sum(len(group.steps) for group in groups)
