"""Personal data under keys: a data key for each person, wrapped by a key that the database never sees.

Erasing a person destroys their data key. What was encrypted under it stays on the log as it is, and says nothing to
anybody any more.
"""

from quorate_events.store.migrate import MigrationSource

VAULT = MigrationSource("vault", "quorate_events.vault")
"""The migrations of the data keys. They may be applied to a database of their own."""

__all__ = ["VAULT"]
