"""Batches reads of the same kind within one request, where the shape of a query demands it."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any, TypeVar

from strawberry.dataloader import DataLoader

from quorate_events.store.connections import Pool

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Load = Callable[[Pool, list[K]], Awaitable[Sequence[V]]]
"""Reads the values of many keys at once, in the order of the keys."""


class Loaders:
    """The data loaders of one request, made when first asked for."""

    def __init__(self, views: Pool) -> None:
        self._views = views
        self._made: dict[object, DataLoader[Any, Any]] = {}

    def of(self, load: Load[K, V]) -> DataLoader[K, V]:
        """Return this request's loader that reads with ``load``, a function at module level."""
        made = self._made.get(load)
        if made is None:
            made = self._made[load] = DataLoader(load_fn=_bound(load, self._views))
        return made

    def forget(self) -> None:
        """Drop what was loaded: a subscription reads anew at every event."""
        self._made.clear()


def _bound(load: Load[K, V], views: Pool) -> Callable[[list[K]], Awaitable[Sequence[V]]]:
    async def read(keys: list[K]) -> Sequence[V]:
        return await load(views, keys)

    return read
