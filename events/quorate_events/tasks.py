"""Ends background tasks for certain, and only when they were asked to end."""

import asyncio
from typing import Any

_AGAIN_AFTER = 0.1
"""Seconds until a task that goes on is asked again to end."""


async def end(*tasks: "asyncio.Task[Any] | None") -> None:
    """Cancel ``tasks`` and return once all have ended; what they end with is nobody's any more.

    A cancellation can get lost: where it meets the very moment at which what was awaited came, libraries hand
    on the result instead (``asyncio.wait_for`` of Python 3.11 does). So it is repeated until it is heard.
    """
    running = {task for task in tasks if task is not None}
    while pending := {task for task in running if not task.done()}:
        for task in pending:
            task.cancel()
        await asyncio.wait(pending, timeout=_AGAIN_AFTER)
    await asyncio.gather(*running, return_exceptions=True)


def asked_to_end() -> bool:
    """Return whether somebody cancels the task that runs now.

    What a task awaits may end as cancelled by itself, as a future that was given up does. A task that runs as long as
    the process must not take that for its own end: it would be gone without a word.
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
