"""Node hashes straight from the leaves, for trees that are small."""

from collections.abc import Callable, Sequence
from functools import cache

from quorate_events.evidence.hashing import full_root
from quorate_events.evidence.tree import Node


def nodes_of(leaves: Sequence[bytes]) -> Callable[[Node], bytes]:
    """Return a function that gives the hash of a full subtree over these leaf hashes."""

    @cache
    def node(asked: Node) -> bytes:
        start = asked.number << asked.height
        return full_root(leaves[start : start + (1 << asked.height)])

    return node
