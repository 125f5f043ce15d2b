"""What other people's programs make of the same leaves and keys. ``oracle/main.go`` printed ``vectors.json``."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.events.evidence.nodes import nodes_of

from quorate_events.evidence.checkpoint import Checkpoint, read_checkpoint
from quorate_events.evidence.cosignature import cosign, cosigned_at, has_cosigned
from quorate_events.evidence.hashing import leaf_hash
from quorate_events.evidence.note import Kind, Signer, read_key, read_note
from quorate_events.evidence.proofs import consistency_parts, inclusion_parts, make_proof
from quorate_events.evidence.tree import Frontier

ORACLE: dict[str, Any] = json.loads((Path(__file__).parent / "oracle" / "vectors.json").read_text("utf-8"))
SIZE = len(ORACLE["roots"]) - 1
LEAVES = [leaf_hash(f"entry {number}".encode()) for number in range(SIZE)]
NODE = nodes_of(LEAVES)


def _signer(name: str, seed: str, kind: Kind = Kind.NOTE) -> Signer:
    return Signer(name, kind, Ed25519PrivateKey.from_private_bytes(sha256(seed.encode()).digest()))


LOG = _signer("quorate.example/stoke", "quorate test log")
WITNESS = _signer("witness.example/police", "quorate test witness", Kind.COSIGNATURE)


def test_every_root_is_the_same() -> None:
    frontier, roots = Frontier(), []
    for leaf in [*LEAVES, b""]:
        roots.append(frontier.root.hex())
        frontier.add(leaf)
    assert roots == ORACLE["roots"]


@pytest.mark.parametrize("kind", ["inclusion", "consistency"])
def test_every_proof_of_every_pair_of_sizes_is_the_same(kind: str) -> None:
    digests = []
    for size in range(1, SIZE + 1):
        told = sha256()
        for at in range(size):
            parts = inclusion_parts(at, size) if kind == "inclusion" else consistency_parts(at + 1, size)
            told.update((" ".join(each.hex() for each in make_proof(parts, NODE)) + "\n").encode())
        digests.append(told.hexdigest())
    assert digests == ORACLE[kind]


def test_keys_are_written_the_same() -> None:
    assert LOG.verifier.encode() == ORACLE["log_key"]
    assert WITNESS.verifier.encode() == ORACLE["witness_key"]
    assert read_key(ORACLE["log_key"]) == LOG.verifier
    assert read_key(ORACLE["witness_key"]) == WITNESS.verifier


def test_a_signed_and_cosigned_checkpoint_is_the_same_byte_for_byte() -> None:
    theirs = read_note(ORACLE["checkpoint"])
    checkpoint = Checkpoint("quorate.example/stoke", SIZE, bytes.fromhex(ORACLE["roots"][SIZE]))
    assert read_checkpoint(theirs.text) == checkpoint
    assert LOG.verifier.signed(theirs)
    assert has_cosigned(WITNESS.verifier, theirs)
    at = cosigned_at(WITNESS.verifier, theirs.text, theirs.signatures[1])
    assert at is not None
    ours = checkpoint.signed(LOG).with_signatures([cosign(WITNESS, theirs.text, at)])
    assert ours.encode() == ORACLE["checkpoint"]
