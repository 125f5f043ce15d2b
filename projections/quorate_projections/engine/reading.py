"""Reads what comes next, once for all followers of a process."""

import asyncio
from collections import deque
from collections.abc import Collection
from functools import partial
from uuid import UUID

from quorate_events.store.news import Written
from quorate_projections.engine.decoding import Page, decode_page
from quorate_projections.engine.feed import Decode, Feed, keyed_by, ready
from quorate_projections.engine.handed_over import HandedOver
from quorate_projections.engine.history import History


class SharedReader:
    """Reads and decodes a feed for several followers, each event once while they keep together.

    What an appender in this process has written comes from memory, everything else from the feed. ``history``
    reads streams from their beginning.
    """

    def __init__(self, feed: Feed, decode: Decode, topics: frozenset[str], pages_kept: int = 4) -> None:
        self.feed = feed
        self.history = History(feed, decode)
        self._decode = decode
        self._topics = topics
        self._keyed = keyed_by(decode)
        self._handed_over = HandedOver(decode, topics)
        self._recent: deque[Page] = deque(maxlen=pages_kept)
        self._reading: dict[int, asyncio.Task[Page]] = {}
        if self._keyed is not None:
            self._keyed.when_erased(self._forget_erased)

    def hear(self, written: Written) -> None:
        """Take what an appender in this process has just written, and wake those who wait for it."""
        if written.ledger == self.feed.ledger:
            self._handed_over.take(written)
            self.feed.hint(written.position)

    async def page(self, after: int, limit: int) -> Page:
        """Return what stands behind ``after``: at most ``limit`` positions, unless more is at hand."""
        if self._keyed is not None:
            await self._have_keys(after)
        handed_over = self._handed_over.page(after)
        if handed_over is not None:
            return handed_over
        for page in self._recent:
            if page.after <= after < page.through:
                return page.behind(after)
        task = self._reading.get(after)
        if task is None or task.done():
            # A read that is over is older than what has been announced since: whoever were given it again, without
            # a turn of the event loop, would ask for it for ever.
            task = self._reading[after] = asyncio.create_task(self._read(after, limit))
            task.add_done_callback(partial(self._forget, after))
        return await asyncio.shield(task)

    async def _have_keys(self, after: int) -> None:
        """Bring the keys to hand for what was handed over, and for what came while that was done."""
        count = 0
        while len(waiting := self._handed_over.undecoded(after)) > count:
            count = len(waiting)
            await ready(self._decode, waiting)

    def _forget_erased(self, _: Collection[UUID]) -> None:
        """Drop what was decoded while the keys were there."""
        self.history.forget_all()
        self._handed_over.forget_all()
        self._recent.clear()
        self._reading.clear()

    def _forget(self, after: int, task: "asyncio.Task[Page]") -> None:
        if self._reading.get(after) is task:
            del self._reading[after]

    async def _read(self, after: int, limit: int) -> Page:
        read = await self.feed.read(after, limit, self._topics)
        await ready(self._decode, read.records)
        page = decode_page(read, self._decode)
        if page.through > after:
            self._recent.append(page)
        return page
