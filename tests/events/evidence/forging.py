"""What a forger does who knows how the tree is made: works it out anew over an altered log, and signs it."""

from quorate_events.evidence.edge import TileEdge
from quorate_events.evidence.entry import entry_of
from quorate_events.evidence.signing_key import SigningKey
from quorate_events.evidence.tree_store import evidence_sql, read_root, write_segments
from quorate_events.store.connections import Connection


async def forge_tree(connection: Connection, ledger: str) -> None:
    """Replace the tables of the tree by those of the log as it is now."""
    await connection.execute("delete from quorate.tree_hashes")
    edge = TileEdge()
    for row in await connection.fetch(evidence_sql("select_rows"), ledger, 0, 10**9, None):
        edge.add(entry_of(ledger, *row).leaf)
    await write_segments(connection, ledger, edge.take())


async def resign(connection: Connection, ledger: str, key: SigningKey) -> None:
    """Replace every checkpoint by one over the tree as it is now, signed with ``key``."""
    for row in await connection.fetch("select size from quorate.checkpoints order by size"):
        root = await read_root(connection, ledger, row["size"])
        note = key.sign(row["size"], root).encode()
        await connection.execute(
            "update quorate.checkpoints set root = $1, note = $2 where size = $3", root, note, row["size"]
        )
