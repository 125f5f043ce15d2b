"""What happened, told to subscriptions: one listener per process, latest wins, nobody is waited for."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID


class Happened(NamedTuple):
    """One thing that happened, as a topic without content; ``part_id`` where it is about a part.

    Not everybody who sees a meeting may know of every part: the policy is asked before a topic is told.
    """

    topic: str
    part_id: UUID | None = None


@dataclass(frozen=True)
class Change:
    """What happened on one stream up to ``position``. Of a part there is the id, and nothing else."""

    stream_id: UUID
    position: int
    happened: frozenset[Happened]

    @property
    def topics(self) -> frozenset[str]:
        """The topics of everything that happened, told or not."""
        return frozenset(each.topic for each in self.happened)

    def joined(self, later: "Change") -> "Change":
        """Return both as one: what a slow reader is told of two changes."""
        return Change(self.stream_id, max(self.position, later.position), self.happened | later.happened)


@dataclass(frozen=True)
class News:
    """What a subscriber finds in the box. ``missed``: there was more than the box could hold."""

    changes: tuple[Change, ...]
    missed: bool = False


class Watch:
    """One subscriber's letter box. It holds at most one change per stream; a newer one joins the older.

    It is emptied when more than ``room`` streams wait; the reader is then told that it missed some.
    """

    def __init__(self, wants: Callable[[Change], bool], room: int) -> None:
        self._wants = wants
        self._room = room
        self._waiting: dict[UUID, Change] = {}
        self._missed = False
        self._news = asyncio.Event()

    def tell(self, change: Change) -> None:
        """Put a change into the box. Never waits."""
        if not self._wants(change):
            return
        before = self._waiting.get(change.stream_id)
        self._waiting[change.stream_id] = change if before is None else before.joined(change)
        if len(self._waiting) > self._room:
            self._waiting.clear()
            self._missed = True
        self._news.set()

    @property
    def waiting(self) -> int:
        """How many streams wait in the box."""
        return len(self._waiting)

    async def next(self, seconds: float | None = None) -> News:
        """Wait for news, for at most ``seconds``, and take everything out of the box: nothing, if none came."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()
        self._news.clear()
        news = News(tuple(self._waiting.values()), self._missed)
        self._waiting.clear()
        self._missed = False
        return news


class Changes:
    """Fans what happened out to the subscribers of this process, in memory."""

    def __init__(self, room: int = 1_000) -> None:
        self._room = room
        self._watches: set[Watch] = set()

    @property
    def subscribers(self) -> int:
        """How many watch."""
        return len(self._watches)

    @property
    def waiting(self) -> int:
        """How many changes wait in all boxes together."""
        return sum(watch.waiting for watch in self._watches)

    def publish(self, changes: Iterable[Change]) -> None:
        """Tell every subscriber who wants to know."""
        for change in changes:
            for watch in self._watches:
                watch.tell(change)

    @contextmanager
    def watch(self, wants: Callable[[Change], bool]) -> Iterator[Watch]:
        """Watch while the block runs."""
        watch = Watch(wants, self._room)
        self._watches.add(watch)
        try:
            yield watch
        finally:
            self._watches.discard(watch)
