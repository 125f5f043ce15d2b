"""What may be told of one request afterwards: nothing that somebody wrote, no name, no id of a record."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import uuid4

from quorate_events.access.actor import Actor


@dataclass
class Note:
    """One request, as the log may know it.

    ``request_id`` is made here and told to the client. ``document`` is the text that was asked, for the log to
    make a hash of; ``trusted`` says that it is one of the trusted documents, whose ``operation`` names are
    known in advance; ``cost`` is in values; ``codes`` are the codes of what was refused.
    """

    request_id: str = field(default_factory=lambda: uuid4().hex)
    actor: Actor | None = None
    document: str | None = None
    operation: str | None = None
    trusted: bool = False
    cost: int = 0
    codes: list[str] = field(default_factory=list)


_current: ContextVar[Note | None] = ContextVar("quorate_note", default=None)


def note() -> Note:
    """Return the note of the request under way; one that nobody reads where there is none."""
    return _current.get() or Note()


def request_under_way() -> str | None:
    """Return the id of the request under way, if there is one."""
    current = _current.get()
    return None if current is None else current.request_id


def milliseconds_since(began: float) -> float:
    """Return the milliseconds since ``began``, a reading of ``time.perf_counter``."""
    return round((time.perf_counter() - began) * 1000, 1)


@contextmanager
def taking_notes() -> Iterator[Note]:
    """Begin a new note for what happens within the block."""
    taken = Note()
    before = _current.set(taken)
    try:
        yield taken
    finally:
        _current.reset(before)
