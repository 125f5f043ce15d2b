"""What a page shows in the place of a text whose data were erased: a word, and never the sign that the API gives."""

from typing import Any

from quorate_events.personal import ERASED, is_erased

IN_WORDS = "(erased)"


def in_words(value: Any) -> Any:
    """Return ``value`` with a word for every sign of an erased text in it; what is no text stays as it is."""
    if isinstance(value, str) and ERASED in value:
        return value.replace(ERASED, IN_WORDS)
    return value


def to_write_anew(text: str | None) -> str:
    """Return the text that a form begins with: empty where it was erased, since no command may hold the sign."""
    return "" if text is None or is_erased(text) else text
