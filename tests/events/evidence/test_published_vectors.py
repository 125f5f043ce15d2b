"""The vectors that transparency-dev/merkle publishes (rfc6962_test.go, proof/verify_test.go; Apache 2.0)."""

import pytest
from tests.events.evidence.nodes import nodes_of

from quorate_events.evidence.hashing import EMPTY_ROOT, leaf_hash, node_hash, tree_root
from quorate_events.evidence.proofs import (
    consistency_parts,
    inclusion_parts,
    is_consistent,
    is_included,
    make_proof,
)

LEAVES = [
    leaf_hash(bytes.fromhex(each))
    for each in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
B = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
C = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
D = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
E = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
F = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
G = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f"
INCLUSION = {
    (1, 1): [],
    (1, 8): [F, A, E],
    (6, 8): [B, C, ROOTS[3]],
    (3, 3): [ROOTS[1]],
    (2, 5): [ROOTS[0], A, B],
}
"""By number of the leaf, from 1, and size."""
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [F, A, E],
    (6, 8): [D, C, ROOTS[3]],
    (2, 5): [A, B],
    (6, 7): [D, G, ROOTS[3]],
}


def test_hashes() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    leaf = "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    node = "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    assert (EMPTY_ROOT.hex(), leaf_hash(b"L123456").hex()) == (empty, leaf)
    assert node_hash(b"N123", b"N456").hex() == node


@pytest.mark.parametrize("size", range(1, 9))
def test_roots(size: int) -> None:
    assert tree_root(LEAVES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("number", "size"), INCLUSION)
def test_inclusion(number: int, size: int) -> None:
    proof = [bytes.fromhex(each) for each in INCLUSION[number, size]]
    assert make_proof(inclusion_parts(number - 1, size), nodes_of(LEAVES)) == proof
    assert is_included(number - 1, size, LEAVES[number - 1], proof, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("first", "second"), CONSISTENCY)
def test_consistency(first: int, second: int) -> None:
    proof = [bytes.fromhex(each) for each in CONSISTENCY[first, second]]
    assert make_proof(consistency_parts(first, second), nodes_of(LEAVES)) == proof
    roots = [bytes.fromhex(ROOTS[size - 1]) for size in (first, second)]
    assert is_consistent(first, second, roots[0], roots[1], proof)
