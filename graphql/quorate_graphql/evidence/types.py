"""Checkpoints and proofs, as the API shows them: hashes in base64, as C2SP writes them."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime

import strawberry

from quorate_events.evidence import desk


@strawberry.type(
    description="A signed statement how many events the log has, and the root of the tree over them."
)
class Checkpoint:
    """A checkpoint."""

    origin: str = strawberry.field(description="The name of the log, and of the key that signed.")
    size: int = strawberry.field(description="How many events it covers: all positions up to this one.")
    root_hash: str = strawberry.field(description="The root of the tree.")
    signed_at: datetime = strawberry.field(description="When it was kept.")
    note: str = strawberry.field(
        description="What was signed, with the cosignatures of witnesses: C2SP tlog-checkpoint."
    )
    cosignatures: int = strawberry.field(description="How many witnesses have cosigned it.")


@strawberry.type(description="Proof that an event stands at its position (RFC 9162 §2.1.3).")
class InclusionProof:
    """A proof of inclusion."""

    position: int = strawberry.field(description="The position; the index of the leaf is one less.")
    leaf_hash: str = strawberry.field(description="The hash of the leaf.")
    hashes: list[str] = strawberry.field(description="The proof, from the leaf upwards.")
    checkpoint: Checkpoint = strawberry.field(description="The checkpoint whose root the proof leads to.")


@strawberry.type(description="Proof that a larger tree begins with a smaller one (RFC 9162 §2.1.4).")
class ConsistencyProof:
    """A proof of consistency."""

    from_size: int = strawberry.field(description="The size of the smaller tree.")
    to_size: int = strawberry.field(description="The size of the larger tree.")
    hashes: list[str] = strawberry.field(description="The proof.")


def shown_checkpoint(told: desk.SignedCheckpoint) -> Checkpoint:
    """Return a checkpoint as the API shows it."""
    root = _text(told.root)
    return Checkpoint(
        origin=told.origin,
        size=told.size,
        root_hash=root,
        signed_at=told.signed_at,
        note=told.note,
        cosignatures=told.cosignatures,
    )


def shown_inclusion(told: desk.InclusionProof) -> InclusionProof:
    """Return a proof as the API shows it."""
    return InclusionProof(
        position=told.position,
        leaf_hash=_text(told.leaf),
        hashes=_texts(told.hashes),
        checkpoint=shown_checkpoint(told.checkpoint),
    )


def shown_consistency(told: desk.ConsistencyProof) -> ConsistencyProof:
    """Return a proof as the API shows it."""
    return ConsistencyProof(from_size=told.first, to_size=told.second, hashes=_texts(told.hashes))


def _text(told: bytes) -> str:
    return b64encode(told).decode()


def _texts(told: Sequence[bytes]) -> list[str]:
    return [_text(each) for each in told]
