"""Inclusion and consistency proofs: which nodes they are made of, and how they are checked (RFC 9162 §2.1.3–4).

Making is split in two, so that nodes can be read together: a proof is a list of :class:`Part`, each the root over
a range of leaves that is made of one or more full subtrees.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from quorate_events.evidence.hashing import HASH_SIZE, largest_power_below, node_hash
from quorate_events.evidence.tree import Node, fold_peaks, peaks

NodeHash = Callable[[Node], bytes]
"""Gives the hash of a full subtree."""


class Part(NamedTuple):
    """The leaves from ``start`` up to, not including, ``end``: one hash of a proof."""

    start: int
    end: int

    @property
    def nodes(self) -> list[Node]:
        """The full subtrees that it is made of; ``start`` is a multiple of the size of the largest."""
        return [
            Node(node.height, node.number + (self.start >> node.height))
            for node in peaks(self.end - self.start)
        ]


def inclusion_parts(index: int, size: int) -> list[Part]:
    """Return what proves the leaf ``index`` in a tree of ``size`` leaves. Raises ``ValueError`` outside of it."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    return _path(index, 0, size)


def consistency_parts(first: int, second: int) -> list[Part]:
    """Return what proves that a tree of ``second`` leaves began as one of ``first``. Raises ``ValueError``."""
    if not 0 < first <= second:
        raise ValueError(f"a tree of {second} leaves does not go on from one of {first}")
    return [] if first == second else _subproof(first, 0, second, True)


def make_proof(parts: Sequence[Part], node: NodeHash) -> list[bytes]:
    """Return the hashes of a proof."""
    return [fold_peaks([node(each) for each in part.nodes]) for part in parts]


def root_from_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes | None:
    """Return the root that an inclusion proof leads to; None where it cannot be one."""
    if not 0 <= index < size or any(len(each) != HASH_SIZE for each in (leaf, *proof)):
        return None
    at, last, root = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return None
        if at & 1 or at == last:
            root = node_hash(each, root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = node_hash(root, each)
        at, last = at >> 1, last >> 1
    return root if last == 0 else None


def is_included(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether the proof shows that ``leaf`` (a hash) is the ``index``-th of the tree with this root."""
    return root_from_inclusion(index, size, leaf, proof) == root


def is_consistent(
    first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Return whether the proof shows that the second tree goes on from the first."""
    if not 0 < first <= second or any(len(each) != HASH_SIZE for each in (first_root, second_root, *proof)):
        return False
    if first == second:
        return not proof and first_root == second_root
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not path:
        return False
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(each, old), node_hash(each, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, each)
        at, last = at >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _path(index: int, start: int, end: int) -> list[Part]:
    if end - start == 1:
        return []
    middle = start + largest_power_below(end - start)
    if index < middle:
        return [*_path(index, start, middle), Part(middle, end)]
    return [*_path(index, middle, end), Part(start, middle)]


def _subproof(first: int, start: int, end: int, known: bool) -> list[Part]:
    """``first`` is where the old tree ends; ``known`` says that its root is what the verifier has already."""
    if first == end:
        return [] if known else [Part(start, end)]
    middle = start + largest_power_below(end - start)
    if first <= middle:
        return [*_subproof(first, start, middle, known), Part(middle, end)]
    return [*_subproof(first, middle, end, False), Part(start, middle)]
