"""The log and the tree, a page of positions at a time, for verification."""

import struct
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from quorate_events.evidence.entry import Entry, entry_of
from quorate_events.evidence.tree_store import evidence_sql, split
from quorate_events.store.connections import Connection

_NOBODY = UUID(int=0)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_ENTRY = (TypeError, AttributeError, ValueError, OverflowError, struct.error)
"""What is raised by a row of which no entry can be made: no time, a version below zero, a topic too long."""


class LogPage(NamedTuple):
    """The entries of the rows at some positions with the hashes of their leaves, and a position that stands twice."""

    entries: dict[int, Entry]
    leaves: dict[int, bytes]
    twice: int | None


async def read_log(connection: Connection, ledger: str, after: int, count: int) -> LogPage:
    """Return what stands at the ``count`` positions after ``after``.

    A row that was altered so that no entry can be made of it stands there as an entry that was never signed.
    """
    entries: dict[int, Entry] = {}
    leaves: dict[int, bytes] = {}
    twice = None
    for position, row in await _rows(connection, ledger, after, after + count):
        if position in entries and twice is None:
            twice = position
        entries[position], leaves[position] = _entry(ledger, position, row)
    return LogPage(entries, leaves, twice)


async def read_leaves(connection: Connection, ledger: str, after: int, count: int) -> dict[int, bytes]:
    """Return the hashes that the tree has for the ``count`` positions after ``after``."""
    rows = await connection.fetch(evidence_sql("select_leaves"), ledger, after, after + count)
    leaves: dict[int, bytes] = {}
    for row in rows:
        for number, leaf in enumerate(split(row["hashes"] or b""), row["first_number"]):
            if after <= number < after + count:
                leaves[number + 1] = leaf
    return leaves


async def _rows(
    connection: Connection, ledger: str, after: int, end: int
) -> Sequence[tuple[int, Sequence[Any]]]:
    """Return rows with their positions; one with a time that Python does not know is empty."""
    try:
        rows = await connection.fetch(evidence_sql("select_rows"), ledger, after, end, None)
    except _NO_ENTRY:
        if end - after == 1:
            return [(end, ())]
        middle = (after + end) // 2
        return [
            *await _rows(connection, ledger, after, middle),
            *await _rows(connection, ledger, middle, end),
        ]
    return [(row["notification_id"], tuple(row)) for row in rows]


def _entry(ledger: str, position: int, row: Sequence[Any]) -> tuple[Entry, bytes]:
    try:
        entry = entry_of(ledger, *row)
        return entry, entry.leaf
    except _NO_ENTRY:
        never = Entry(ledger, position, _NOBODY, 0, "", _NOBODY, _EPOCH, b"")
        return never, never.leaf
