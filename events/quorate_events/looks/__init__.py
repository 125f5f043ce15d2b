"""The record of looks: who read what, when, on what ground. Only ever added to."""

from quorate_events.looks.book import LookBook, LooksNotKept
from quorate_events.store.migrate import MigrationSource

LOOKS = MigrationSource("looks", "quorate_events.looks")
"""The migrations of the record of looks; they come after the log's."""

__all__ = ["LOOKS", "LookBook", "LooksNotKept"]
