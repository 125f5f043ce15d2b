"""The hashes of the tree in PostgreSQL: read by tile, whoever reads; written by segment."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol

from quorate_events.evidence.edge import Segment, TileEdge, edge_tiles
from quorate_events.evidence.errors import TreeIncomplete
from quorate_events.evidence.hashing import HASH_SIZE
from quorate_events.evidence.proofs import Part, make_proof
from quorate_events.evidence.tiles import Tile, node_in_tile, tile_of
from quorate_events.evidence.tree import Node, fold_peaks, peaks
from quorate_events.store.connections import Connection
from quorate_events.store.statements import load_sql


class Fetch(Protocol):
    """Asks the database; a connection, a pool, or the views as somebody may see them."""

    async def fetch(self, query: str, *args: Any) -> Sequence[Any]:
        """Return all rows."""
        ...


def evidence_sql(name: str) -> str:
    """Return the text of a statement of the evidence."""
    return load_sql("quorate_events.evidence", name)


async def tree_size(reader: Fetch, ledger: str) -> int:
    """Return how many leaves the tree has."""
    rows = await reader.fetch(evidence_sql("select_tree_size"), ledger)
    return int(rows[0]["size"]) if rows else 0


async def read_tiles(reader: Fetch, ledger: str, tiles: Collection[Tile]) -> dict[Tile, list[bytes]]:
    """Return the hashes of tiles, as many as each is wide. Raises ``TreeIncomplete``."""
    wanted = [tile for tile in tiles if tile.width]
    sql = evidence_sql("select_tiles")
    rows = await reader.fetch(sql, ledger, [tile.level for tile in wanted], [tile.start for tile in wanted])
    found: dict[tuple[int, int], list[bytes]] = {}
    for row in rows:
        hashes = found.setdefault((row["level"], row["start"]), [])
        if row["first_number"] != row["start"] + len(hashes):
            raise TreeIncomplete
        hashes += split(row["hashes"])
    told = {tile: found.get((tile.level, tile.start), [])[: tile.width] for tile in wanted}
    if any(len(hashes) != tile.width for tile, hashes in told.items()):
        raise TreeIncomplete
    return told


async def read_nodes(reader: Fetch, ledger: str, nodes: Iterable[Node]) -> dict[Node, bytes]:
    """Return the hashes of full subtrees. Raises ``TreeIncomplete``."""
    wanted = list(nodes)
    widths: dict[tuple[int, int], int] = {}
    for node in wanted:
        tile, at = tile_of(node)
        place = (tile.level, tile.number)
        widths[place] = max(widths.get(place, 0), at + (1 << node.height % 8))
    tiles = {place: Tile(*place, width) for place, width in widths.items()}
    hashes = await read_tiles(reader, ledger, tiles.values())
    found = {}
    for node in wanted:
        tile, _ = tile_of(node)
        found[node] = node_in_tile(node, hashes[tiles[tile.level, tile.number]])
    return found


async def read_root(reader: Fetch, ledger: str, size: int) -> bytes:
    """Return the root of the tree's first ``size`` leaves. Raises ``TreeIncomplete``."""
    nodes = peaks(size)
    found = await read_nodes(reader, ledger, nodes)
    return fold_peaks([found[node] for node in nodes])


async def read_proof(reader: Fetch, ledger: str, parts: Sequence[Part]) -> list[bytes]:
    """Return the hashes of a proof. Raises ``TreeIncomplete``."""
    found = await read_nodes(reader, ledger, {node for part in parts for node in part.nodes})
    return make_proof(parts, found.__getitem__)


async def read_edge(reader: Fetch, ledger: str, size: int) -> TileEdge:
    """Return the right edge of the tree's first ``size`` leaves. Raises ``TreeIncomplete``."""
    tiles = edge_tiles(size)
    hashes = await read_tiles(reader, ledger, tiles)
    return TileEdge(size, [hashes.get(tile, []) for tile in tiles])


async def write_segments(connection: Connection, ledger: str, segments: Sequence[Segment]) -> None:
    """Add hashes to the tree."""
    await connection.execute(
        evidence_sql("insert_hashes"),
        ledger,
        [each.level for each in segments],
        [each.first_number for each in segments],
        [b"".join(each.hashes) for each in segments],
    )


def split(hashes: bytes) -> list[bytes]:
    """Return single hashes from many."""
    return [hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE)]
