"""What kind of difference it is where the log first differs from the tree: put in, taken out, swapped or changed."""

from quorate_events.evidence.entry import Entry
from quorate_events.evidence.findings import Difference, Kind
from quorate_events.evidence.pages import read_leaves, read_log
from quorate_events.store.connections import Connection

LOOK_AHEAD = 1000
"""How many positions are looked through."""


async def classify(connection: Connection, ledger: str, position: int) -> Difference:
    """Say what is different at ``position``, the first where log and tree differ."""
    log = await read_log(connection, ledger, position - 1, LOOK_AHEAD)
    leaves = await read_leaves(connection, ledger, position - 1, LOOK_AHEAD)
    here = log.entries.get(position)
    if here is None:
        return Difference(Kind.MISSING, position, position)
    if log.twice == position:
        return Difference(Kind.INSERTED, position, position)
    belongs = _place_of(here, leaves)
    if belongs is not None:
        there = log.entries.get(belongs)
        if there is not None and _as_if_at(there, position) == leaves.get(position):
            return Difference(Kind.SWAPPED, position, belongs)
        return Difference(Kind.MISSING, position, belongs - 1)
    moved = _now_at(leaves.get(position), position, log.entries)
    if moved is not None:
        return Difference(Kind.INSERTED, position, moved - 1)
    return Difference(Kind.CHANGED, position, position)


def _as_if_at(entry: Entry, position: int) -> bytes:
    return entry._replace(position=position).leaf


def _place_of(entry: Entry, leaves: dict[int, bytes]) -> int | None:
    """Return the later position at which the entry was when it was signed."""
    return next((at for at, leaf in leaves.items() if _as_if_at(entry, at) == leaf), None)


def _now_at(leaf: bytes | None, position: int, entries: dict[int, Entry]) -> int | None:
    """Return the later position at which now is what was signed at ``position``."""
    found = (at for at, each in entries.items() if at > position and _as_if_at(each, position) == leaf)
    return next(found, None)
