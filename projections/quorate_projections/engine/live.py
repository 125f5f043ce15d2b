"""The projector: all projections of a process following one feed, each with its own transactions."""

import asyncio
from collections.abc import Sequence

from quorate_events.store.news import Written
from quorate_events.tasks import end
from quorate_projections.engine.feed import Decode, Feed
from quorate_projections.engine.follower import Follower, Pace
from quorate_projections.engine.progress import ProgressAnnouncer, ProgressBoard
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.reading import SharedReader


class Projector:
    """Keeps the live builds of several projections up to date while :meth:`run` runs.

    ``dsn`` connects as the projector role. Each projection has one session, which is its lock and writes its
    batches; the feed is read and decoded once for all that stand at the same position. ``board`` shows the
    progress inside this process. A second projector on the same database stands by.
    """

    def __init__(
        self,
        projections: Sequence[AnyProjection],
        feed: Feed,
        decode: Decode,
        dsn: str,
        board: ProgressBoard | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.board = board if board is not None else ProgressBoard()
        self._announcer = ProgressAnnouncer(dsn)
        topics: frozenset[str] = frozenset().union(*(each.topics for each in projections))
        self._reader = SharedReader(feed, decode, topics)
        self._followers = [
            Follower(each, self._reader, dsn, self._progressed, pace or Pace()) for each in projections
        ]

    def hear(self, written: Written) -> None:
        """Take over what an appender in this process has just written, instead of reading it from the log."""
        self._reader.hear(written)

    def stop(self) -> None:
        """Let every projection finish its batch; :meth:`run` then returns."""
        for follower in self._followers:
            follower.stop()

    async def run(self) -> None:
        """Follow until stopped."""
        announcing = asyncio.create_task(self._announcer.run())
        try:
            async with asyncio.TaskGroup() as group:
                for follower in self._followers:
                    group.create_task(follower.run())
        finally:
            await end(announcing)

    def _progressed(self, projection: str, position: int) -> None:
        self.board.advance(projection, position)
        self._announcer.announce()
