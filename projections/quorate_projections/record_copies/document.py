"""What a copy of the record says, whatever it is printed with; and its hash."""

from hashlib import sha256

import msgspec

LAYOUT = 3
"""How copies are put together. Raised with every change that would give another content for the same events.

A copy is put together again in the layout in which it was made. Until 2 it told every agency that another had taken
its answer back; until 3 it named a child who came into the meeting at a sitting that is left out.
"""

CODE_LENGTH = 24
"""Digits of the hash in a verification code: 96 bits, more than anybody can search."""


class Fact(msgspec.Struct, frozen=True):
    """Something with a name: a line of a list of facts."""

    name: str
    value: str


class Table(msgspec.Struct, frozen=True):
    """A table with a caption; every row has a cell for each of ``head``."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Passage(msgspec.Struct, frozen=True):
    """Something that somebody wrote, under a heading of its own: where it comes from, and the text."""

    heading: str
    source: str
    text: str


class Section(msgspec.Struct, frozen=True):
    """One section, with whatever of the four it has."""

    heading: str
    note: str = ""
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    passages: tuple[Passage, ...] = ()


class Document(msgspec.Struct, frozen=True):
    """One version of the record for one recipient. ``version`` says which, in words."""

    title: str
    version: str
    recipient: str
    taken_at: str
    sections: tuple[Section, ...]


def content_of(document: Document) -> bytes:
    """Return the bytes that are hashed: JSON, with the fields in their order."""
    return msgspec.json.encode(document, order="deterministic")


def hash_of(document: Document) -> str:
    """Return the SHA-256 of what a copy says, in hexadecimal digits."""
    return sha256(content_of(document)).hexdigest()


def code_of(digest: str) -> str:
    """Return the verification code that is printed on a copy: the first digits of its hash, in groups."""
    digits = digest[:CODE_LENGTH].upper()
    return "-".join(digits[place : place + 4] for place in range(0, CODE_LENGTH, 4))
