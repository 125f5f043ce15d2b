"""The log: append, load, follow. PostgreSQL by asyncpg, with the records and verbs of ``eventsourcing``."""

from quorate_events.store.announcer import Announcer
from quorate_events.store.append import Append, Appended
from quorate_events.store.appender import AppenderLimits, GroupCommitAppender
from quorate_events.store.codec import EventCodec, UnknownTopic, UnreadableEvent, UnwritableEvent
from quorate_events.store.connections import connector, open_pool
from quorate_events.store.failures import LogBusy, LogUnavailable, StreamConflict, UnstorableEvent
from quorate_events.store.listener import LogListener
from quorate_events.store.migrate import EVENTS, MigrationSource, migrate, pending
from quorate_events.store.recorders import (
    AsyncApplicationRecorder,
    AsyncProcessRecorder,
    AsyncTrackingRecorder,
)
from quorate_events.store.subscription import AsyncSubscription

__all__ = [
    "EVENTS",
    "Announcer",
    "Append",
    "Appended",
    "AppenderLimits",
    "AsyncApplicationRecorder",
    "AsyncProcessRecorder",
    "AsyncSubscription",
    "AsyncTrackingRecorder",
    "EventCodec",
    "GroupCommitAppender",
    "LogBusy",
    "LogListener",
    "LogUnavailable",
    "MigrationSource",
    "StreamConflict",
    "UnknownTopic",
    "UnreadableEvent",
    "UnstorableEvent",
    "UnwritableEvent",
    "connector",
    "migrate",
    "open_pool",
    "pending",
]
