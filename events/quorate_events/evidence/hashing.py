"""Merkle tree hashes as RFC 6962 §2.1 and RFC 9162 §2.1.1 define them, over SHA-256."""

from collections.abc import Sequence
from hashlib import sha256

HASH_SIZE = 32
"""Bytes of a hash."""

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node from the hashes of its children."""
    return sha256(b"\x01" + left + right).digest()


def full_root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over a power of two of hashes."""
    level = list(hashes)
    while len(level) > 1:
        level = [node_hash(level[at], level[at + 1]) for at in range(0, len(level), 2)]
    return level[0]


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over any number of leaf hashes, as the definition says it: by splitting."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = largest_power_below(len(leaves))
    return node_hash(tree_root(leaves[:split]), tree_root(leaves[split:]))


def largest_power_below(size: int) -> int:
    """Return the largest power of two that is smaller than ``size``; ``size`` is at least 2."""
    return 1 << ((size - 1).bit_length() - 1)
