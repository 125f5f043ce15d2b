"""Loads the engine's SQL by name: one statement a file, in ``sql/``."""

from quorate_events.store.statements import load_sql


def statement(name: str) -> str:
    """Return the text of a statement of the engine, e.g. ``statement("read_feed")``."""
    return load_sql("quorate_projections.engine", name)
