"""Tells whoever listens inside this process what has just been written to the log."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from eventsourcing.persistence import StoredEvent

from quorate_events.errors import QuorateError
from quorate_events.store.append import Append, Appended


class Written(NamedTuple):
    """The outcome of one commit: ``ledger`` has grown to ``position`` at least.

    ``events`` are those that are known to stand on the log now, each with its position, in order. They may be
    fewer than what has come: nothing is known of the events of a command that had been carried out before.
    """

    ledger: str
    position: int
    events: Sequence[tuple[int, StoredEvent]] = ()


def written(
    ledger: str, appends: Sequence[Append], outcomes: Sequence[Appended | QuorateError]
) -> Written | None:
    """Return what a batch has written, ``None`` when all of it was refused."""
    last = 0
    events: list[tuple[int, StoredEvent]] = []
    for append, outcome in zip(appends, outcomes, strict=True):
        if isinstance(outcome, Appended):
            last = max(last, outcome.last_position)
            if outcome.first_position is not None and not outcome.replayed:
                events += enumerate(append.events, outcome.first_position)
    return Written(ledger, last, events) if last else None


Hear = Callable[[Written], None]
"""Is told that something was committed. Returns at once."""


class News:
    """Passes news on from an appender to followers in the same process.

    Other processes hear of it by NOTIFY, and whoever hears nothing polls.
    """

    def __init__(self) -> None:
        self._listeners: list[Hear] = []

    def tell(self, news: Written) -> None:
        """Say that the log has grown."""
        for hear in self._listeners:
            hear(news)

    @contextmanager
    def heard_by(self, hear: Hear) -> Iterator[None]:
        """Tell ``hear`` while the block runs."""
        self._listeners.append(hear)
        try:
            yield
        finally:
            self._listeners.remove(hear)
