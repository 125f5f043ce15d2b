"""Checks on texts and times that every command passes, whatever it is about."""

import re
from datetime import datetime
from typing import Any

import msgspec

from quorate_events.errors import Invalid

# All but line breaks and tabs. One search of a compiled class costs a tenth of a loop over the characters.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class BlankText(Invalid):
    """A text that must say something says nothing."""

    code = "blank_text"


class TextTooLong(Invalid):
    """A text is longer than the limit."""

    code = "text_too_long"


class ControlCharacters(Invalid):
    """A text holds control characters other than line breaks and tabs."""

    code = "control_characters"


class TimeWithoutZone(Invalid):
    """A time does not say which zone it is in."""

    code = "time_without_zone"


def well_formed(value: Any, limit: int, field: str = "command") -> None:
    """Check every text and time anywhere inside ``value``.

    ``limit`` is in bytes of UTF-8. Raises ``TextTooLong``, ``ControlCharacters`` or ``TimeWithoutZone``; the
    message names the field, never its content.
    """
    if isinstance(value, str):
        _check_text(value, limit, field)
    elif isinstance(value, datetime):
        if value.tzinfo is None:
            raise TimeWithoutZone(f"The time in {field} has no time zone.", "Send times with an offset or Z.")
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            well_formed(getattr(value, name), limit, name)
    elif isinstance(value, dict):
        for key, item in value.items():
            well_formed(key, limit, field)
            well_formed(item, limit, field)
    elif isinstance(value, tuple | list):
        for item in value:
            well_formed(item, limit, field)


def _check_text(text: str, limit: int, field: str) -> None:
    if text.isascii() and text.isprintable() and len(text) <= limit:
        return
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise ControlCharacters(
            f"The text in {field} is not valid Unicode.", "Paste the text again as plain text."
        ) from None
    if size > limit:
        raise TextTooLong(
            f"The text in {field} is {size} bytes long; the limit is {limit}.",
            "Split the text into several parts, or leave out what is not relevant.",
        )
    if _CONTROLS.search(text):
        raise ControlCharacters(
            f"The text in {field} holds control characters.", "Paste the text again as plain text."
        )


def require_text(text: str, field: str) -> None:
    """Raise ``BlankText`` when ``text`` says nothing."""
    if not text.strip():
        raise BlankText(f"{field} must not be empty.", "Say it in one sentence.")
