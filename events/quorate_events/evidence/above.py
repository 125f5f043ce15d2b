"""Compares the upper levels of the tree, of which proofs are made, with what follows from the log."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from quorate_events.evidence.findings import Difference, Kind
from quorate_events.evidence.tiles import TILE_HEIGHT
from quorate_events.evidence.tree_store import evidence_sql, split
from quorate_events.store.connections import Connection


async def find_altered(
    connection: Connection, ledger: str, size: int, expected: Mapping[int, Sequence[bytes]]
) -> Difference | None:
    """Return where a hash above those of the events is another, missing or too many; None where none is.

    ``expected`` are the hashes that follow from the log, by level; only what a tree of ``size`` has is compared. The
    positions are those of the events under the hash.
    """
    stored: dict[int, list[tuple[int, bytes]]] = {}
    for row in await connection.fetch(evidence_sql("select_above"), ledger):
        numbered = enumerate(split(row["hashes"] or b""), row["first_number"])
        stored.setdefault(row["level"], []).extend(numbered)
    for level in sorted({*stored, *expected}):
        wide = TILE_HEIGHT * level
        wanted = list(enumerate(expected.get(level, ())[: size >> wide]))
        for number, (here, there) in enumerate(zip_longest(wanted, stored.get(level, ()))):
            if here != there:
                first, last = number << wide, (number + 1) << wide
                return Difference(Kind.TREE_ALTERED, min(first + 1, size), min(last, size))
    return None


async def find_misplaced(connection: Connection, ledger: str, size: int) -> Difference | None:
    """Return where hashes stand twice, between others or outside of every tile; None where none do.

    What they say may be right. The tiles that proofs are made of cannot be put together from them.
    """
    row = await connection.fetchrow(evidence_sql("select_misplaced"), ledger)
    if row is None:
        return None
    first = max(row["first_number"] << (TILE_HEIGHT * max(row["level"], 0)), 0) + 1
    return Difference(Kind.TREE_ALTERED, min(first, max(size, 1)), max(size, 1))
