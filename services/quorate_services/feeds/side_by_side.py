"""Runs the agencies' feeds side by side: what is wrong with one agency's leaves the others going."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress

from quorate_events.errors import QuorateError
from quorate_services.feeds.feed import Feed
from quorate_services.feeds.inbox import Inbox
from quorate_services.feeds.states import FeedFenced

log = logging.getLogger(__name__)

Runner = Feed | Inbox


class SideBySide:
    """Runs all of ``runners``. One that fails begins again after ``pause`` seconds; one that was fenced does not."""

    def __init__(self, runners: Sequence[Runner], pause: float = 30.0) -> None:
        self._runners = runners
        self._pause = pause
        self._stopping = asyncio.Event()
        self._failing: dict[Runner, QuorateError] = {}

    def stop(self) -> None:
        """Let each finish the transaction at hand."""
        self._stopping.set()
        for each in self._runners:
            each.stop()

    async def run(self, *, once: bool = False) -> None:
        """Run until stopped, or with ``once`` until each has told and answered all there is.

        Raises what the first that failed has raised, once all fail at the same time, or have ended.
        """
        async with asyncio.TaskGroup() as group:
            for each in self._runners:
                group.create_task(self._keep(each, once), name="agency feed")
        if self._failing and not (self._stopping.is_set() and len(self._failing) < len(self._runners)):
            raise next(iter(self._failing.values()))

    async def _keep(self, runner: Runner, once: bool) -> None:
        while not self._stopping.is_set():
            try:
                await runner.run(once=once)
                return
            except QuorateError as error:
                log.error("a feed stopped", extra={"codes": [error.code]})
                self._failing[runner] = error
                runner.fail(error)
            if len(self._failing) == len(self._runners):
                self.stop()
            if once or isinstance(self._failing[runner], FeedFenced):
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pause):
                    await self._stopping.wait()
                    return
            del self._failing[runner]
