"""The appends that wait for the next batch."""

import asyncio
from collections import deque
from collections.abc import Set

from quorate_events.errors import QuorateError
from quorate_events.store.append import Append, Appended


class WaitingAppend:
    """An append, and the future that its caller awaits. ``size`` is in bytes."""

    __slots__ = ("append", "future", "keys", "size")

    def __init__(self, append: Append, future: "asyncio.Future[Appended]") -> None:
        self.append = append
        self.future = future
        self.keys = append.keys()
        self.size = append.size()

    def settle(self, result: Appended | QuorateError) -> None:
        """Hand the outcome to the caller, if it is still there."""
        if self.future.done():
            return
        if isinstance(result, QuorateError):
            self.future.set_exception(result)
        else:
            self.future.set_result(result)


class WaitingAppends:
    """First come, first served, with at most one append per stream and command id in a batch.

    A batch judges its appends by what was committed before it, so two of one stream must not share one, nor
    be under way at the same time.
    """

    def __init__(self, batch_appends: int, batch_bytes: int) -> None:
        self._batch_appends = batch_appends
        self._batch_bytes = batch_bytes
        self._queue: deque[WaitingAppend] = deque()
        self.bytes = 0

    @property
    def count(self) -> int:
        """How many appends wait."""
        return len(self._queue)

    def add(self, item: WaitingAppend) -> None:
        """Put an append at the end."""
        self._queue.append(item)
        self.bytes += item.size

    def take(self, *, at_most: int | None = None, busy: Set[int] = frozenset()) -> list[WaitingAppend]:
        """Take the next batch out, of ``at_most`` appends and none that touches what is ``busy``.

        Callers who have gone away are dropped: their appends were never sent. What is too large for any batch
        goes alone.
        """
        appends = self._batch_appends if at_most is None else min(at_most, self._batch_appends)
        taken: list[WaitingAppend] = []
        held_back: list[WaitingAppend] = []
        seen: set[int] = set()
        room = self._batch_bytes
        while self._queue and len(taken) < appends:
            item = self._queue.popleft()
            if item.future.done():
                self.bytes -= item.size
                continue
            if taken and item.size > room:
                held_back.append(item)
                break
            keys = item.keys
            if seen.isdisjoint(keys) and keys.isdisjoint(busy):
                taken.append(item)
                room -= item.size
                self.bytes -= item.size
            else:
                held_back.append(item)
            # What is held back holds back its own streams too, so that each stream keeps its order.
            seen |= keys
        self._queue.extendleft(reversed(held_back))
        return taken
