"""Every pair of sizes up to a bound, and every small change to a proof that holds."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.events.evidence.nodes import nodes_of

from quorate_events.evidence.hashing import leaf_hash, tree_root
from quorate_events.evidence.proofs import (
    consistency_parts,
    inclusion_parts,
    is_consistent,
    is_included,
    make_proof,
)
from quorate_events.evidence.tree import Frontier, peaks

BOUND = 70
LEAVES = [leaf_hash(bytes([number])) for number in range(BOUND)]
ROOTS = [tree_root(LEAVES[:size]) for size in range(BOUND + 1)]
NODE = nodes_of(LEAVES)
STRANGE = leaf_hash(b"something else")


def changed(proof: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Every proof that is one step away: a hash less, one more, one flipped, two in the other order."""
    hashes = list(proof)
    for at in range(len(hashes)):
        yield hashes[:at] + hashes[at + 1 :]
        yield [*hashes[:at], bytes([hashes[at][0] ^ 8]) + hashes[at][1:], *hashes[at + 1 :]]
        yield [*hashes[:at], hashes[at][:-1], *hashes[at + 1 :]]
    for at in range(len(hashes) + 1):
        yield [*hashes[:at], STRANGE, *hashes[at:]]
    for at in range(len(hashes) - 1):
        if hashes[at] != hashes[at + 1]:
            yield [*hashes[:at], hashes[at + 1], hashes[at], *hashes[at + 2 :]]


def test_the_right_edge_has_the_root_of_the_definition_at_every_size() -> None:
    frontier = Frontier()
    for size, root in enumerate(ROOTS):
        assert (frontier.size, frontier.root) == (size, root)
        assert frontier.hashes == tuple(NODE(each) for each in peaks(size))
        assert Frontier(size, frontier.hashes).root == root
        if size < BOUND:
            frontier.add(LEAVES[size])


def test_a_right_edge_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 peaks"):
        Frontier(5, [STRANGE])


@pytest.mark.parametrize("size", range(1, BOUND + 1))
def test_every_leaf_is_proved_and_no_other(size: int) -> None:
    for index in range(size):
        proof = make_proof(inclusion_parts(index, size), NODE)
        assert is_included(index, size, LEAVES[index], proof, ROOTS[size])
        assert not is_included(index, size, STRANGE, proof, ROOTS[size])
        assert not is_included(index, size, LEAVES[index], proof, STRANGE)
        for other in (index - 1, index + 1, index ^ 1, index ^ 2):
            assert not is_included(other, size, LEAVES[index], proof, ROOTS[size])
        for each in changed(proof):
            assert not is_included(index, size, LEAVES[index], each, ROOTS[size])


@pytest.mark.parametrize("second", range(1, BOUND + 1))
def test_every_earlier_tree_is_proved_and_no_other(second: int) -> None:
    for first in range(1, second + 1):
        proof = make_proof(consistency_parts(first, second), NODE)
        assert is_consistent(first, second, ROOTS[first], ROOTS[second], proof)
        assert not is_consistent(first, second, STRANGE, ROOTS[second], proof)
        assert not is_consistent(first, second, ROOTS[first], STRANGE, proof)
        for each in changed(proof):
            assert not is_consistent(first, second, ROOTS[first], ROOTS[second], each)


@given(st.integers(1, BOUND), st.integers(1, BOUND), st.integers(0, BOUND - 1))
def test_a_changed_leaf_fits_no_earlier_root(first: int, second: int, at: int) -> None:
    first, second = min(first, second), max(first, second)
    at %= first
    forged = [*LEAVES[:at], STRANGE, *LEAVES[at + 1 :]]
    proof = make_proof(consistency_parts(first, second), nodes_of(forged))
    assert not is_consistent(first, second, ROOTS[first], tree_root(forged[:second]), proof)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3)])
def test_there_is_no_proof_of_a_leaf_outside(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_parts(index, size)
    assert not is_included(index, size, LEAVES[0], [], LEAVES[0])


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3), (-1, 3)])
def test_there_is_no_proof_from_a_larger_tree_or_none(first: int, second: int) -> None:
    with pytest.raises(ValueError, match="go on"):
        consistency_parts(first, second)
    assert not is_consistent(first, second, ROOTS[0], ROOTS[3], [])


def test_an_empty_proof_proves_only_the_same_tree() -> None:
    assert is_consistent(4, 4, ROOTS[4], ROOTS[4], [])
    assert not is_consistent(4, 5, ROOTS[4], ROOTS[4], [])
    assert not is_consistent(3, 5, ROOTS[3], ROOTS[5], [])
