"""The right edge of a tree that grows, and which nodes a tree of some size is made of."""

from collections.abc import Sequence
from typing import NamedTuple

from quorate_events.evidence.hashing import EMPTY_ROOT, node_hash


class Node(NamedTuple):
    """The root of the full subtree over ``2 ** height`` leaves, the ``number``-th of its height."""

    height: int
    number: int


def peaks(size: int) -> list[Node]:
    """Return the full subtrees that a tree of ``size`` leaves consists of, from left to right."""
    found, start = [], 0
    for height in reversed(range(size.bit_length())):
        if size >> height & 1:
            found.append(Node(height, start >> height))
            start += 1 << height
    return found


def fold_peaks(hashes: Sequence[bytes]) -> bytes:
    """Return the root over the hashes of the peaks, from left to right."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


class Frontier:
    """The right edge of a tree: enough to go on and to know the root, a hash for each bit of the size.

    ``hashes`` are those of the :func:`peaks` of ``size``.
    """

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        if len(hashes) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(hashes)}")
        self.size = size
        self._hashes = list(hashes)

    def add(self, leaf: bytes) -> None:
        """Add a leaf by its hash."""
        carry, rest = leaf, self.size
        while rest & 1:
            carry = node_hash(self._hashes.pop(), carry)
            rest >>= 1
        self._hashes.append(carry)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The root as it stands."""
        return fold_peaks(self._hashes)

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """The hashes of the peaks, from left to right."""
        return tuple(self._hashes)
