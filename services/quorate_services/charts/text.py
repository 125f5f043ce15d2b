"""Texts from elsewhere, made fit for a line of a chart, a table or a file."""

import unicodedata

LONGEST = 300
"""Characters of one label; a longer one is cut, and says so."""
_LEFT_OUT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def one_line(text: str) -> str:
    """Return the text on one line, without characters that XML forbids or that turn the reading order."""
    kept = (" " if char.isspace() else char for char in text if char.isspace() or _is_shown(char))
    line = " ".join("".join(kept).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def capital(text: str) -> str:
    """Return the text with a capital at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def _is_shown(char: str) -> bool:
    return unicodedata.category(char) not in _LEFT_OUT
