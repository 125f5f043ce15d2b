"""Followers of one process share reads, and never one that is over."""

import asyncio

from quorate_projections.engine.feed import FeedPage
from quorate_projections.engine.reading import SharedReader


class Empty:
    """A feed that holds nothing, and lets somebody else go on before those who wait for it hear of it."""

    ledger = "test"

    def __init__(self, meanwhile):
        self.reads = 0
        self._meanwhile = meanwhile

    async def read(self, after, limit, topics):
        self.reads += 1
        if self.reads == 1:
            asyncio.get_running_loop().call_soon(self._meanwhile)
        return FeedPage(after, after, ())


async def test_those_who_stand_at_the_same_place_share_a_read():
    feed = Empty(lambda: None)
    reader = SharedReader(feed, lambda record: record, frozenset())
    await asyncio.gather(reader.page(0, 10), reader.page(0, 10))
    assert feed.reads == 1


async def test_whoever_asks_when_a_read_is_over_and_not_yet_told_waits_for_a_new_one():
    answers = []

    def ask_again():
        # The event loop has not turned since the read ended.
        asking = reader.page(0, 10)
        try:
            asking.send(None)
        except StopIteration:
            answers.append("the old read")
        else:
            answers.append("a new read")
            asking.close()

    feed = Empty(ask_again)
    reader = SharedReader(feed, lambda record: record, frozenset())
    await reader.page(0, 10)
    await asyncio.sleep(0)
    assert answers == ["a new read"]
