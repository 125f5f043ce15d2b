"""What it means: folds from events to the views that people read."""

from quorate_events.store.migrate import MigrationSource

MIGRATIONS = MigrationSource("projections", "quorate_projections")
"""The tables of the projection engine; applied after those of the log."""
