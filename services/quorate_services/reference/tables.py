"""Small pieces of Markdown."""

import inspect
import re
from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, ending in a line break. Cells may hold Markdown; line breaks in them become spaces."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def in_words(docstring: str | None) -> str:
    """Return a docstring as one paragraph of Markdown: code in single backticks, no roles."""
    text = inspect.cleandoc(docstring or "").replace("``", "`")
    text = re.sub(r":[a-z]+:`~?([^`]+)`", r"`\1`", text)
    return " ".join(text.split())


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
