"""When parts are to be released by the clock: the moments that lie ahead, the next one first."""

import heapq
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID


class Due:
    """Which meetings release a part when."""

    def __init__(self, moments: Iterable[tuple[datetime, UUID]] = ()) -> None:
        self._known = set(moments)
        self._heap = list(self._known)
        heapq.heapify(self._heap)

    def expect(self, meeting_id: UUID, moments: Iterable[datetime], behind: datetime) -> None:
        """Remember the moments of a meeting that lie behind ``behind``."""
        for moment in moments:
            each = (moment, meeting_id)
            if moment > behind and each not in self._known:
                self._known.add(each)
                heapq.heappush(self._heap, each)

    def reached(self, now: datetime) -> bool:
        """Return whether there is something to release by ``now``."""
        return bool(self._heap) and self._heap[0][0] <= now

    def seconds(self, now: datetime, at_most: float) -> float:
        """Return how long to wait for the next one."""
        if not self._heap:
            return at_most
        return min(at_most, max(0.0, (self._heap[0][0] - now).total_seconds()))

    def take(self, now: datetime) -> Sequence[UUID]:
        """Take out the meetings that release something by ``now``, each once."""
        found: dict[UUID, None] = {}
        while self.reached(now):
            each = heapq.heappop(self._heap)
            self._known.discard(each)
            found[each[1]] = None
        return list(found)
