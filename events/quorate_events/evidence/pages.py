"""The log and the tree, a page of positions at a time, for verification."""

from typing import NamedTuple

from quorate_events.evidence.entry import Entry, entry_of
from quorate_events.evidence.tree_store import evidence_sql, split
from quorate_events.store.connections import Connection


class LogPage(NamedTuple):
    """The entries of the rows at some positions, and a position that stands there twice."""

    entries: dict[int, Entry]
    twice: int | None


async def read_log(connection: Connection, ledger: str, after: int, count: int) -> LogPage:
    """Return what stands at the ``count`` positions after ``after``."""
    sql = evidence_sql("select_rows")
    rows = await connection.fetch(sql, ledger, after, after + count, None)
    entries: dict[int, Entry] = {}
    twice = None
    for row in rows:
        entry = entry_of(ledger, *row)
        if entry.position in entries and twice is None:
            twice = entry.position
        entries[entry.position] = entry
    return LogPage(entries, twice)


async def read_leaves(connection: Connection, ledger: str, after: int, count: int) -> dict[int, bytes]:
    """Return the hashes that the tree has for the ``count`` positions after ``after``."""
    rows = await connection.fetch(evidence_sql("select_leaves"), ledger, after, after + count)
    leaves: dict[int, bytes] = {}
    for row in rows:
        for number, leaf in enumerate(split(row["hashes"]), row["first_number"]):
            if after <= number < after + count:
                leaves[number + 1] = leaf
    return leaves
