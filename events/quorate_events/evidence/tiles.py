"""The layout of C2SP tlog-tiles: hashes in tiles of 256, entries in bundles of 256, and their addresses."""

import re
import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quorate_events.evidence.hashing import full_root
from quorate_events.evidence.tree import Node

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
HIGHEST_LEVEL = 63

_PATH = re.compile(r"(?:(entries)|(0|[1-9][0-9]?))/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


class Tile(NamedTuple):
    """A tile: its level, its number within the level, how many hashes it holds."""

    level: int
    number: int
    width: int = TILE_WIDTH

    @property
    def start(self) -> int:
        """The index of its first hash within the level."""
        return self.number * TILE_WIDTH


class TileAddress(NamedTuple):
    """What an address below ``/tile/`` names; ``of_entries`` where it is a bundle of entries."""

    tile: Tile
    of_entries: bool


def width_at(size: int, level: int, index: int) -> int:
    """Return how many hashes a tile has in a tree of ``size`` leaves: 0 to 256."""
    complete = size >> (TILE_HEIGHT * level)
    return max(0, min(TILE_WIDTH, complete - index * TILE_WIDTH))


def read_address(path: str) -> TileAddress | None:
    """Read what stands behind ``/tile/``; None where it names no tile."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    level = int(found[2] or 0)
    index = int(found[3].replace("x", "").replace("/", ""))
    width = int(found[4] or TILE_WIDTH)
    if level > HIGHEST_LEVEL or (found[4] and width >= TILE_WIDTH) or number_path(index) != found[3]:
        return None
    return TileAddress(Tile(level, index, width), found[1] is not None)


def number_path(index: int) -> str:
    """Write the index of a tile: 1234067 is ``x001/x234/067``."""
    last, rest = f"{index % 1000:03}", index // 1000
    while rest:
        last, rest = f"x{rest % 1000:03}/{last}", rest // 1000
    return last


def address(tile: Tile, *, of_entries: bool = False) -> str:
    """Write the address of a tile, below ``/tile/``."""
    partial = "" if tile.width == TILE_WIDTH else f".p/{tile.width}"
    return f"{'entries' if of_entries else tile.level}/{number_path(tile.number)}{partial}"


def tile_of(node: Node) -> tuple[Tile, int]:
    """Return the tile whose hashes a node is made of, and where in it the node's first hash stands."""
    level, rest = divmod(node.height, TILE_HEIGHT)
    first = node.number << rest
    return Tile(level, first // TILE_WIDTH), first % TILE_WIDTH


def node_in_tile(node: Node, hashes: Sequence[bytes]) -> bytes:
    """Return the hash of a node from the hashes of its tile."""
    _, at = tile_of(node)
    count = 1 << node.height % TILE_HEIGHT
    return full_root(hashes[at : at + count])


def bundle(entries: Iterable[bytes]) -> bytes:
    """Return a bundle of entries: each behind its length, two bytes."""
    return b"".join(struct.pack(">H", len(each)) + each for each in entries)
