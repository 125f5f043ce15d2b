"""Everything that one process needs of one ledger, opened and closed together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from quorate_events.access.purpose import Purpose
from quorate_events.store.announcer import Announcer
from quorate_events.store.appender import AppenderLimits, GroupCommitAppender
from quorate_events.store.codec import EventCodec
from quorate_events.store.connections import Pool, close_pool, connector, open_pool
from quorate_events.store.decisions import DecisionLog
from quorate_events.store.event_store import AsyncEventStore
from quorate_events.store.failures import translated
from quorate_events.store.listener import LogListener
from quorate_events.store.loader import StreamLoader
from quorate_events.store.news import News
from quorate_events.store.receipts import Receipts
from quorate_events.store.recorders import AsyncApplicationRecorder
from quorate_events.store.repository import AsyncRepository


@dataclass(frozen=True)
class EventLog:
    """The parts of an open log. ``decisions`` writes, ``recorder`` reads and follows."""

    ledger: str
    codec: EventCodec
    pool: Pool
    appender: GroupCommitAppender
    recorder: AsyncApplicationRecorder
    listener: LogListener
    events: AsyncEventStore
    loader: StreamLoader
    receipts: Receipts

    def decisions(self, *, cache_size: int = 10_000, attempts: int = 5) -> DecisionLog[Any]:
        """Return the command path for one kind of aggregate, with a cache of its own."""
        repository: AsyncRepository[Any] = AsyncRepository(self.events, self.loader, cache_size=cache_size)
        if self.codec.keyring is not None:
            self.codec.keyring.when_erased(lambda _: repository.evict_all())
        return DecisionLog(repository, self.appender, self.receipts, self.codec, attempts=attempts)


@asynccontextmanager
async def open_log(
    dsn: str,
    ledger: str,
    codec: EventCodec,
    *,
    pool_size: int = 10,
    limits: AppenderLimits | None = None,
    news: News | None = None,
) -> AsyncIterator[EventLog]:
    """Open the log of ``ledger`` with the application's role. Closing writes what still waits.

    ``news`` tells followers in this process whenever the log has grown.

    Raises ``LogUnavailable`` when the database cannot be reached.
    """
    async with AsyncExitStack() as stack:
        async with translated():
            pool = await open_pool(dsn, max_size=pool_size, purpose=Purpose.COMMANDS)
        stack.push_async_callback(close_pool, pool)
        listener = LogListener(connector(dsn, "quorate listener"))
        stack.push_async_callback(listener.close)
        announcer = Announcer(connector(dsn, "quorate announcer"), news=news)
        stack.push_async_callback(announcer.close)
        appender = GroupCommitAppender(
            connector(dsn, "quorate appender"), ledger, limits=limits, announcer=announcer
        )
        stack.push_async_callback(appender.close)
        recorder = AsyncApplicationRecorder(pool, appender, listener)
        yield EventLog(
            ledger=ledger,
            codec=codec,
            pool=pool,
            appender=appender,
            recorder=recorder,
            listener=listener,
            events=AsyncEventStore(codec, recorder),
            loader=StreamLoader(pool, ledger),
            receipts=Receipts(pool, ledger),
        )
