"""A checkpoint that somebody kept is read as it was kept; a proof is worked out again and not believed."""

from base64 import b64encode

import pytest

from quorate_events.evidence.hashing import node_hash
from quorate_services.portal.pages.verification.proving import goes_on, kept_checkpoint, proved

LEAVES = [bytes([each]) * 32 for each in range(3)]
PAIR = node_hash(LEAVES[0], LEAVES[1])
ROOT = node_hash(PAIR, LEAVES[2])
BODY = f"log.example/one\n2\n{b64encode(PAIR).decode()}\n"


def text(value: bytes) -> str:
    return b64encode(value).decode()


def told(*hashes: bytes, leaf: bytes = LEAVES[2]) -> dict[str, object]:
    checkpoint = {"size": 3, "rootHash": text(ROOT)}
    return {"leafHash": text(leaf), "hashes": [text(each) for each in hashes], "checkpoint": checkpoint}


def test_a_proof_holds_where_it_leads_to_the_root() -> None:
    right, wrong = proved(3, told(PAIR)), proved(3, told(PAIR, leaf=LEAVES[0]))
    assert right is not None
    assert right.holds
    assert wrong is not None
    assert not wrong.holds
    assert proved(4, None) is None


@pytest.mark.parametrize(
    "kept",
    [
        BODY,
        BODY.strip(),
        f"{BODY}\n— log.example/one {text(bytes(68))}\n",
        f"\n{BODY}\n— a {text(bytes(68))}",
    ],
    ids=["body", "without its last line break", "note", "between empty lines"],
)
def test_a_checkpoint_is_read_with_its_signatures_or_without(kept: str) -> None:
    found = kept_checkpoint(kept)
    assert found is not None
    assert (found.origin, found.size, found.root) == ("log.example/one", 2, PAIR)


@pytest.mark.parametrize(
    "kept", ["", "I lost it", BODY.replace("\n2\n", "\n0\n"), f"{BODY}\nx", "é" * 70_000]
)
def test_what_is_no_checkpoint_is_none(kept: str) -> None:
    assert kept_checkpoint(kept) is None


def test_the_log_goes_on_from_what_was_kept_or_does_not() -> None:
    kept = kept_checkpoint(BODY)
    assert kept is not None
    newest = {"size": 3, "rootHash": text(ROOT)}
    assert goes_on(kept, newest, {"hashes": [text(LEAVES[2])]})
    assert not goes_on(kept, newest, {"hashes": [text(LEAVES[1])]})
    assert not goes_on(kept, newest, None)
