"""Loads SQL by name: one statement or routine a file, beside the code that runs it."""

from functools import cache
from importlib.resources import files


@cache
def load_sql(package: str, name: str) -> str:
    """Return the text of ``<name>.sql`` in the folder ``sql/`` of ``package``.

    Raises ``FileNotFoundError`` when there is none.
    """
    return files(package).joinpath("sql", f"{name}.sql").read_text("utf-8")


def statement(name: str) -> str:
    """Return the text of a statement of the event store, e.g. ``statement("select_events")``."""
    return load_sql("quorate_events.store", name)
