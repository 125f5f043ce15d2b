"""Batches reads of the same kind within one request, where the shape of a query demands it."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any, TypeVar

from strawberry.dataloader import DataLoader

from quorate_projections.asking import Asked
from quorate_projections.scoped_views import ScopedViews

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Load = Callable[[Asked, list[K]], Awaitable[Sequence[V]]]
"""Reads the values of many keys at once, in one transaction, in the order of the keys."""


class Loaders:
    """The data loaders of one request, made when first asked for. ``views`` gives the views of who asks."""

    def __init__(self, views: Callable[[], ScopedViews]) -> None:
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


def _bound(load: Load[K, V], views: Callable[[], ScopedViews]) -> Callable[[list[K]], Awaitable[Sequence[V]]]:
    async def read(keys: list[K]) -> Sequence[V]:
        async with views().together() as connection:
            return await load(connection, keys)

    return read
