"""Fills builds from one reading of the log: every page is read and decoded once, each build folds it."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing

from quorate_events.tasks import end
from quorate_projections.engine.batch import BuildWriter
from quorate_projections.engine.decoding import Page, decode_page
from quorate_projections.engine.feed import Decode, Feed

_PAGES_AHEAD = 32

Pages = asyncio.Queue[Page | None]


class Filler:
    """Reads pages of ``page`` positions and hands each to every build.

    A build writes once it has gathered ``batch`` positions. The builds do so in turn, so that the server
    writes for one while the others fold.
    """

    def __init__(self, feed: Feed, decode: Decode, batch: int, page: int) -> None:
        self._feed = feed
        self._decode = decode
        self._batch = batch
        self._page_size = min(page, batch)

    async def fill(
        self, writers: Sequence[BuildWriter], written: Callable[[int], None], through: int | None = None
    ) -> None:
        """Fold everything there is, or up to position ``through``, into all builds.

        ``written`` is told the position that all of them have come to.
        """
        queues = [Pages(_PAGES_AHEAD) for _ in writers]
        tasks = [asyncio.create_task(self._read(writers, queues, through))]
        tasks += [
            asyncio.create_task(self._write(writer, queue, turn / len(writers), lambda: written(_slowest())))
            for turn, (writer, queue) in enumerate(zip(writers, queues, strict=True), 1)
        ]

        def _slowest() -> int:
            return min(writer.build.position for writer in writers)

        try:
            await asyncio.gather(*tasks)
        finally:
            await end(*tasks)

    async def _read(
        self, writers: Sequence[BuildWriter], queues: Sequence[Pages], through: int | None
    ) -> None:
        topics = frozenset[str]().union(*(writer.topics for writer in writers))
        after = min(writer.build.position for writer in writers)
        if through is None or after < through:
            async with aclosing(self._pages(after, topics)) as pages:
                async for page in pages:
                    for queue in queues:
                        await queue.put(page)
                    if through is not None and page.through >= through:
                        break
        for queue in queues:
            await queue.put(None)

    async def _write(
        self, writer: BuildWriter, pages: Pages, share: float, written: Callable[[], None]
    ) -> None:
        limit = writer.build.position + max(1, int(self._batch * share))
        while (page := await pages.get()) is not None:
            await writer.gather(page)
            if writer.gathered >= limit:
                await self._flush(writer)
                limit = writer.build.position + self._batch
                written()
            await asyncio.sleep(0)  # the next page may have come meanwhile
        if writer.gathered > writer.build.position:
            await self._flush(writer)
            written()

    async def _flush(self, writer: BuildWriter) -> None:
        through = writer.gathered
        if not await writer.flush():
            while writer.build.position < through:
                await writer.apply(await self._page(writer.build.position, writer.topics))

    async def _pages(self, after: int, topics: frozenset[str]) -> AsyncGenerator[Page, None]:
        """Read ahead: while one page is folded or written, the next is under way."""
        reading = asyncio.create_task(self._page(after, topics))
        try:
            while (page := await reading).through > page.after:
                reading = asyncio.create_task(self._page(page.through, topics))
                await asyncio.sleep(0)  # lets it send its query before the fold takes the processor
                yield page
        finally:
            reading.cancel()

    async def _page(self, after: int, topics: frozenset[str]) -> Page:
        return decode_page(await self._feed.read(after, self._page_size, topics), self._decode)
