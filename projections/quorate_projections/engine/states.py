"""The states that a build's writer keeps in memory in front of the database."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID


class StateCache:
    """Keeps the states (or the rows) of the streams touched last, at most ``capacity`` of them.

    ``complete`` holds while no state can exist that is not in the cache.
    """

    def __init__(self, capacity: int, complete: bool) -> None:
        self._capacity = capacity
        self._states: dict[UUID, Any] = {}
        self.complete = complete

    def among(self, streams: Iterable[UUID]) -> dict[UUID, Any]:
        """Return the states at hand of the named streams."""
        states = self._states
        return {stream: states[stream] for stream in streams if stream in states}

    def put(self, states: Mapping[UUID, Any]) -> None:
        """Remember new states, and forget those that were not touched for longest."""
        kept = self._states
        for stream, state in states.items():
            kept.pop(stream, None)  # a dict keeps the order of insertion: the oldest are first
            kept[stream] = state
        surplus = len(kept) - self._capacity
        if surplus > 0:
            self.complete = False
            for stream in list(kept)[:surplus]:
                del kept[stream]
