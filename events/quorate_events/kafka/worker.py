"""A thread that does one blocking thing after another, for callers on the event loop."""

import asyncio
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from quorate_events.kafka.errors import KafkaUnavailable

T = TypeVar("T")

_Task = tuple[Callable[[], Any], "asyncio.Future[Any]", asyncio.AbstractEventLoop]


class Worker:
    """Runs calls in its own thread, one at a time, in the order in which they came.

    At most ``waiting`` calls wait. The thread is a daemon: one that hangs in a call which never returns keeps
    nobody from ending.
    """

    def __init__(self, name: str, waiting: int = 16) -> None:
        self._tasks: queue.Queue[_Task | None] = queue.Queue(waiting)
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    async def do(self, call: Callable[[], T], timeout: float) -> T:  # noqa: ASYNC109
        """Run ``call`` in the thread and return what it returns; raise what it raises.

        After ``timeout`` seconds raises ``KafkaUnavailable``. Then, and when cancelled, the call goes on in the
        thread and its outcome is dropped. Once closed raises ``KafkaUnavailable``.
        """
        if self._closed:
            raise KafkaUnavailable("This client of Kafka is closed.", "Open a new one.")
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[T] = loop.create_future()
        try:
            self._tasks.put_nowait((call, outcome, loop))
        except queue.Full:
            raise _too_slow() from None
        try:
            async with asyncio.timeout(timeout):
                return await outcome
        except TimeoutError:
            raise _too_slow() from None

    async def close(self, timeout: float) -> None:  # noqa: ASYNC109
        """End the thread after the calls that wait; return after ``timeout`` seconds in any case."""
        self._closed = True
        try:
            self._tasks.put_nowait(None)
        except queue.Full:
            return
        await asyncio.to_thread(self._thread.join, timeout)

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            call, outcome, loop = task
            try:
                result = call()
            except BaseException as error:
                _tell(loop, _fail, outcome, error)
            else:
                _tell(loop, _succeed, outcome, result)


def _too_slow() -> KafkaUnavailable:
    return KafkaUnavailable(
        "Kafka does not answer in time.", "Check that Kafka runs and that QUORATE_KAFKA_BOOTSTRAP names it."
    )


def _tell(loop: asyncio.AbstractEventLoop, how: Callable[..., None], *what: object) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(how, *what)


def _succeed(outcome: "asyncio.Future[Any]", result: object) -> None:
    if not outcome.done():
        outcome.set_result(result)


def _fail(outcome: "asyncio.Future[Any]", error: BaseException) -> None:
    if not outcome.done():
        outcome.set_exception(error)
