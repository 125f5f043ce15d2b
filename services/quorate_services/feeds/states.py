"""Where a feed stands, what it is not to do twice, and where it is written down what it told."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import msgspec

from quorate_events.access.policy import Look
from quorate_events.errors import QuorateError


class FeedFenced(QuorateError):
    """Another process has taken over the agencies' feeds; this one has stopped."""

    code = "feed_fenced"

    def __init__(self) -> None:
        super().__init__(
            "Another process has taken over an agency's feed, so this one has stopped. Nothing was told twice.",
            "Run quorate feeds once for each ledger, and let the other one go on.",
        )


class FeedState(msgspec.Struct, frozen=True):
    """Where a feed stands. ``failing`` is the code of what it waits out, empty when nothing; ``halted`` counts
    the meetings that this release cannot read."""

    position: int = 0
    head: int = 0
    told: int = 0
    steps: int = 0
    halted: int = 0
    failing: str = ""


OnFeed = Callable[[FeedState], None]


class Looks(Protocol):
    """Where it is written down what an agency was told."""

    async def write(self, look: Look, at: datetime, operation: str = "") -> None:
        """Write a look down. Raises ``LooksNotKept``: then nothing may be told."""
        ...
