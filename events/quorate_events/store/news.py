"""Tells whoever listens inside this process that the log has grown, as soon as it has."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Hear = Callable[[], None]
"""Is told that something was committed. Returns at once."""


class News:
    """Passes news on from an appender to followers in the same process.

    Other processes hear of it by NOTIFY, and whoever hears nothing polls.
    """

    def __init__(self) -> None:
        self._listeners: list[Hear] = []

    def tell(self) -> None:
        """Say that the log has grown."""
        for hear in self._listeners:
            hear()

    @contextmanager
    def heard_by(self, hear: Hear) -> Iterator[None]:
        """Tell ``hear`` while the block runs."""
        self._listeners.append(hear)
        try:
            yield
        finally:
            self._listeners.remove(hear)
