"""What runs beside the requests outlives the database, whatever it answers, and goes on once it is back."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg

from quorate_projections.engine.feed import Feed, FeedPage
from quorate_projections.engine.progress import CHANNEL, ProgressAnnouncer, ProgressBoard, ProgressWatcher

PATIENCE = 20.0


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await holds():  # noqa: ASYNC110 - another task does it
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(what: Awaitable[None]) -> AsyncIterator["asyncio.Task[None]"]:
    task = asyncio.ensure_future(what)
    yield task
    assert not task.done(), "it ended by itself"
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def cut_projectors(house) -> None:
    """End every session of the projector's role in this database."""
    own = await asyncpg.connect(house.database.projector_dsn)
    await own.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where usename = current_user and datname = current_database() and pid <> pg_backend_pid()"
    )
    await own.close()


async def test_a_watcher_that_is_refused_looks_again(house, boxes, box, caplog):
    await house.rebuilder.ensure_current([boxes])
    board, owner = ProgressBoard(), await asyncpg.connect(house.database.owner_dsn)
    await owner.execute("revoke select on quorate.projection_build from quorate_app")
    watcher = ProgressWatcher(house.database.app_dsn, board, poll_interval=0.01, back_off=0.01)
    async with running(watcher.run()), house.projecting(boxes):

        async def refused() -> bool:
            return any(getattr(each, "kind", "") == "InsufficientPrivilegeError" for each in caplog.records)

        await until(refused)
        await owner.execute("grant select on quorate.projection_build to quorate_app")
        await board.wait_for(["boxes"], await house.append(house.put(box)), PATIENCE)
    await owner.close()


async def test_an_announcer_that_is_refused_announces_again(house, caplog):
    missing = house.database.projector_dsn.replace(house.database.name, "no_such_database")
    announcer = ProgressAnnouncer(missing, back_off=0.01)

    async def refused() -> bool:
        announcer.announce()
        return sum(getattr(each, "kind", "") == "InvalidCatalogNameError" for each in caplog.records) > 1

    async with running(announcer.run()):
        await until(refused)


async def test_an_announcer_whose_session_is_cut_announces_again(house):
    announcer = ProgressAnnouncer(house.database.projector_dsn, back_off=0.01)
    heard = asyncio.Event()
    listener = await asyncpg.connect(house.database.app_dsn)
    await listener.add_listener(CHANNEL, lambda *_: heard.set())

    async def hears() -> bool:
        announcer.announce()
        return heard.is_set()

    async with running(announcer.run()):
        for _ in range(5):
            heard.clear()
            await until(hears)
            await cut_projectors(house)
    await listener.close()


class CancelledOnce:
    """A feed of which one read ends as cancelled, although nobody cancels anything."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self.cancelled = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._feed, name)

    async def read(self, after: int, limit: int, topics: frozenset[str]) -> FeedPage:
        if not self.cancelled:
            self.cancelled = True
            raise asyncio.CancelledError
        return await self._feed.read(after, limit, topics)


async def test_a_view_whose_reading_ends_as_cancelled_goes_on(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    feed = CancelledOnce(house.feed)
    async with house.projecting(boxes, feed=feed):
        await house.visible(await house.append(house.put(box)))
    assert feed.cancelled
