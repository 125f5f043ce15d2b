"""Aggregates from events, with a cache for the command path."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from eventsourcing.domain import Aggregate
from eventsourcing.persistence import StoredEvent

from quorate_events.store.event_store import AsyncEventStore
from quorate_events.store.loader import StreamLoader

A = TypeVar("A", bound=Aggregate)


def fold(events: Iterable[Any], aggregate: Any = None) -> Any:
    """Apply events in order to ``aggregate`` (``None`` before the first), and return the result.

    The library's own projector asks a runtime protocol of every event, which costs more than the fold itself.
    """
    for event in events:
        aggregate = event.mutate(aggregate)
    return aggregate


class Current(NamedTuple, Generic[A]):
    """An aggregate as the command path sees it. ``fresh`` says that it was read from the log just now."""

    aggregate: A | None
    fresh: bool


class AsyncRepository(Generic[A]):
    """Aggregates of one ledger.

    ``load`` and ``load_at`` hand out objects of the caller's own. The other methods
    are for :class:`DecisionLog`, which holds the stream's lock; what they hand out must not be
    changed. At most ``cache_size`` aggregates are kept, those used last.
    """

    def __init__(self, events: AsyncEventStore, loader: StreamLoader, *, cache_size: int = 10_000) -> None:
        self._events = events
        self._loader = loader
        self._cache: OrderedDict[int, A] = OrderedDict()
        """By the number of the stream's id, which is hashed and compared without a call."""
        self._cache_size = cache_size

    async def load(self, stream_id: UUID) -> A | None:
        """Return the aggregate as it stands, or ``None`` when the stream is empty.

        Raises ``LogUnavailable``, ``UnreadableEvent`` and ``UnknownTopic``.
        """
        return await self._fold(await self._loader.events_after(stream_id))

    async def load_at(self, stream_id: UUID, version: int) -> A | None:
        """Return the aggregate as it stood at ``version``, or ``None`` when it was not there yet."""
        aggregate: A | None = fold(await self._events.get(stream_id, lte=version))
        return aggregate

    def cached(self, stream_id: UUID) -> Current[A] | None:
        """Return the cached aggregate, or ``None``."""
        cached = self._cache.get(stream_id.int)
        if cached is None:
            return None
        self._cache.move_to_end(stream_id.int)
        return Current(cached, fresh=False)

    async def current(self, stream_id: UUID) -> Current[A]:
        """Return the cached aggregate, or load it."""
        if cached := self.cached(stream_id):
            return cached
        loaded = await self._fold(await self._loader.events_after(stream_id))
        self._keep(stream_id, loaded)
        return Current(loaded, fresh=True)

    async def refresh(self, stream_id: UUID) -> bool:
        """Bring the cached aggregate up to date; say whether anything was new."""
        known = self._cache.pop(stream_id.int, None)
        newer = await self._loader.events_after(stream_id, known.version if known is not None else None)
        self._keep(stream_id, await self._fold(newer, known))
        return bool(newer)

    def advance(self, stream_id: UUID, aggregate: A | None, events: Sequence[Any]) -> None:
        """Apply events that the log has just accepted to the aggregate they were decided on."""
        try:
            self._keep(stream_id, fold(events, aggregate))
        except Exception:
            # They are on the log whatever the fold makes of them; the next load shows the fault to its
            # caller.
            self.evict(stream_id)

    def evict(self, stream_id: UUID) -> None:
        """Forget the cached aggregate."""
        self._cache.pop(stream_id.int, None)

    def evict_all(self) -> None:
        """Forget every cached aggregate: what was erased is in memory no longer."""
        self._cache.clear()

    async def _fold(self, stored_events: Sequence[StoredEvent], aggregate: A | None = None) -> A | None:
        mapper = self._events.mapper
        await mapper.ready(stored_events)
        folded: A | None = fold(map(mapper.to_domain_event, stored_events), aggregate)
        return folded

    def _keep(self, stream_id: UUID, aggregate: A | None) -> None:
        if aggregate is None:
            return
        self._cache[stream_id.int] = aggregate
        self._cache.move_to_end(stream_id.int)
        while len(self._cache) > self._cache_size:
            self._cache.popitem(last=False)
