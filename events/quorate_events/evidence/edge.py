"""The right edge of a tree in tiles: what is needed to go on, and what has to be kept of what came."""

from collections.abc import Sequence
from typing import NamedTuple

from quorate_events.evidence.hashing import full_root
from quorate_events.evidence.tiles import TILE_HEIGHT, TILE_WIDTH, Tile
from quorate_events.evidence.tree import fold_peaks, peaks


class Segment(NamedTuple):
    """Consecutive hashes of one tile: its level, the number of the first within the level."""

    level: int
    first_number: int
    hashes: tuple[bytes, ...]


def edge_tiles(size: int) -> list[Tile]:
    """Return the tiles that are not full in a tree of ``size`` leaves, from level 0 up; empty ones as well."""
    found, level = [], 0
    while size >> (TILE_HEIGHT * level):
        complete = size >> (TILE_HEIGHT * level)
        found.append(Tile(level, complete // TILE_WIDTH, complete % TILE_WIDTH))
        level += 1
    return found


class TileEdge:
    """The tiles that are not full, and the segments that have come since :meth:`take` was last asked."""

    def __init__(self, size: int = 0, levels: Sequence[Sequence[bytes]] = ()) -> None:
        if [len(each) for each in levels] != [tile.width for tile in edge_tiles(size)]:
            raise ValueError("the hashes are not those of the right edge")
        self.size = size
        self._levels = [list(each) for each in levels]
        self._kept = [len(each) for each in levels]
        self._full: list[Segment] = []

    def add(self, leaf: bytes) -> None:
        """Add a leaf by its hash."""
        self.size += 1
        self._add(0, leaf)

    def take(self) -> list[Segment]:
        """Return the segments that have come, each once."""
        found, self._full = self._full, []
        for tile in edge_tiles(self.size):
            kept = self._kept[tile.level]
            if tile.width > kept:
                new = tuple(self._levels[tile.level][kept:])
                found.append(Segment(tile.level, tile.start + kept, new))
                self._kept[tile.level] = tile.width
        return found

    @property
    def root(self) -> bytes:
        """The root as it stands."""
        hashes = []
        for level in reversed(self._levels):
            for node in peaks(len(level)):
                start = node.number << node.height
                hashes.append(full_root(level[start : start + (1 << node.height)]))
        return fold_peaks(hashes)

    def _add(self, level: int, told: bytes) -> None:
        if level == len(self._levels):
            self._levels.append([])
            self._kept.append(0)
        hashes = self._levels[level]
        hashes.append(told)
        if len(hashes) == TILE_WIDTH:
            # The tile ends where the leaves that have come so far end.
            end = self.size >> (TILE_HEIGHT * level)
            kept = self._kept[level]
            self._full.append(Segment(level, end - TILE_WIDTH + kept, tuple(hashes[kept:])))
            root = full_root(hashes)
            self._levels[level], self._kept[level] = [], 0
            self._add(level + 1, root)
