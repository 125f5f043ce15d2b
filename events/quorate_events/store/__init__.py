"""The log: append, load, follow. PostgreSQL by asyncpg, with the records and verbs of ``eventsourcing``."""

from quorate_events.store.announcer import Announcer
from quorate_events.store.append import Append, Appended
from quorate_events.store.appender import AppenderLimits, GroupCommitAppender
from quorate_events.store.codec import EventCodec, UnknownTopic, UnreadableEvent, UnwritableEvent
from quorate_events.store.connections import close_pool, connector, open_pool
from quorate_events.store.decisions import Decide, DecisionLog
from quorate_events.store.event_store import AsyncEventStore
from quorate_events.store.failures import LogBusy, LogUnavailable, StreamConflict, UnstorableEvent
from quorate_events.store.listener import LogListener
from quorate_events.store.loader import StreamLoader
from quorate_events.store.log import EventLog, open_log
from quorate_events.store.migrate import EVENTS, MigrationSource, migrate, pending
from quorate_events.store.news import News, Written
from quorate_events.store.receipts import Receipts
from quorate_events.store.recorders import (
    AsyncApplicationRecorder,
    AsyncProcessRecorder,
    AsyncTrackingRecorder,
)
from quorate_events.store.repository import AsyncRepository
from quorate_events.store.statements import load_sql
from quorate_events.store.subscription import AsyncSubscription

__all__ = [
    "EVENTS",
    "Announcer",
    "Append",
    "Appended",
    "AppenderLimits",
    "AsyncApplicationRecorder",
    "AsyncEventStore",
    "AsyncProcessRecorder",
    "AsyncRepository",
    "AsyncSubscription",
    "AsyncTrackingRecorder",
    "Decide",
    "DecisionLog",
    "EventCodec",
    "EventLog",
    "GroupCommitAppender",
    "LogBusy",
    "LogListener",
    "LogUnavailable",
    "MigrationSource",
    "News",
    "Receipts",
    "StreamConflict",
    "StreamLoader",
    "UnknownTopic",
    "UnreadableEvent",
    "UnstorableEvent",
    "UnwritableEvent",
    "Written",
    "close_pool",
    "connector",
    "load_sql",
    "migrate",
    "open_log",
    "open_pool",
    "pending",
]
