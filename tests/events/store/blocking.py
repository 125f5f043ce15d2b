"""The library's blocking recorders over ours, for its own test cases: a loop in a thread answers each
call.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from threading import Event, Thread
from typing import Any

from eventsourcing.persistence import (
    Notification,
    ProcessRecorder,
    StoredEvent,
    Tracking,
    WaitInterruptedError,
)

from quorate_events.store import AsyncProcessRecorder, EventLog, open_log

from .examples import CODEC


class LoopThread:
    """An event loop of its own, with a log open on it."""

    def __init__(self, dsn: str) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self._stack = AsyncExitStack()
        self.log: EventLog = self.call(self._stack.enter_async_context(open_log(dsn, "stoke", CODEC)))

    def call(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def close(self) -> None:
        self.call(self._stack.aclose())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


class BlockingSubscription:
    def __init__(self, thread: LoopThread, recorder: Any, gt: int | None, topics: Sequence[str]) -> None:
        self._thread = thread
        self._inner = thread.call(self._subscribe(recorder, gt, topics))

    async def _subscribe(self, recorder: Any, gt: int | None, topics: Sequence[str]) -> Any:
        return recorder.subscribe(gt, topics)

    def __enter__(self) -> "BlockingSubscription":
        self._thread.call(self._inner.__aenter__())
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._thread.call(self._inner.__aexit__(*exc_info))

    def __iter__(self) -> "BlockingSubscription":
        return self

    def __next__(self) -> Notification:
        try:
            return self._thread.call(self._inner.__anext__())
        except StopAsyncIteration:
            raise StopIteration from None

    def stop(self) -> None:
        self._thread.call(self._stop())

    async def _stop(self) -> None:
        self._inner.stop()


class BlockingRecorder(ProcessRecorder):
    """All of the library's recorder interfaces at once."""

    def __init__(self, thread: LoopThread) -> None:
        self._thread = thread
        log = thread.log
        self._inner = AsyncProcessRecorder(log.pool, log.appender, log.listener)

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        return self._thread.call(self._inner.insert_events(stored_events, **kwargs))

    def select_events(self, originator_id: Any, **kwargs: Any) -> Sequence[StoredEvent]:
        return self._thread.call(self._inner.select_events(originator_id, **kwargs))

    def select_notifications(self, *args: Any, **kwargs: Any) -> Sequence[Notification]:
        return self._thread.call(self._inner.select_notifications(*args, **kwargs))

    def max_notification_id(self) -> int | None:
        return self._thread.call(self._inner.max_notification_id())

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Any:
        return BlockingSubscription(self._thread, self._inner, gt, topics)

    def insert_tracking(self, tracking: Tracking) -> None:
        self._thread.call(self._inner.insert_tracking(tracking))

    def max_tracking_id(self, application_name: str) -> int | None:
        return self._thread.call(self._inner.max_tracking_id(application_name))

    def has_tracking_id(self, application_name: str, notification_id: int | None) -> bool:
        return self._thread.call(self._inner.has_tracking_id(application_name, notification_id))

    def wait(
        self,
        application_name: str,
        notification_id: int | None,
        timeout: float = 1.0,
        interrupt: Event | None = None,
    ) -> None:
        # Interrupting is cancelling the task in asyncio; an event of threads has no twin.
        if interrupt is not None and interrupt.is_set():
            raise WaitInterruptedError
        self._thread.call(self._inner.wait(application_name, notification_id, timeout))
