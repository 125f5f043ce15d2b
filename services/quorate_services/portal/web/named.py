"""Reads whom or what somebody means: an id, or the address of a page that ends with one."""

import re
from uuid import UUID

_ID = re.compile(r"(?<![0-9a-f-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f-])", re.IGNORECASE)


def id_in(text: str) -> UUID | None:
    """Return the one id in a text; None where there is none, or more than one."""
    found = {UUID(each) for each in _ID.findall(text)}
    return found.pop() if len(found) == 1 else None


def short(value: str) -> str:
    """Return the beginning of an id, by which people tell two apart."""
    return value[:8]
