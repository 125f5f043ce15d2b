"""Cosignatures of witnesses as C2SP tlog-cosignature defines them (version 1, Ed25519)."""

import struct
from datetime import UTC, datetime

from quorate_events.evidence.note import Kind, Note, Signature, Signer, VerifierKey

_SIGNATURE = struct.Struct(">Q64s")
LENGTH = _SIGNATURE.size
"""Bytes of a cosignature behind the key's id: a time and an Ed25519 signature."""


def cosign(witness: Signer, text: str, at: datetime) -> Signature:
    """Say that the witness saw the checkpoint of ``text``, and what came before it, to be consistent."""
    seconds = int(at.timestamp())
    signature = witness.private.sign(_message(seconds, text))
    return Signature(witness.name, witness.verifier.key_id, _SIGNATURE.pack(seconds, signature))


def cosigned_at(witness: VerifierKey, text: str, signature: Signature) -> datetime | None:
    """Return when the witness cosigned ``text``; None where the signature is not the witness's."""
    ours = (witness.name, witness.key_id) == (signature.name, signature.key_id)
    if witness.kind is not Kind.COSIGNATURE or not ours or len(signature.signature) != LENGTH:
        return None
    seconds, raw = _SIGNATURE.unpack(signature.signature)
    if not witness.is_signed(_message(seconds, text), raw):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def has_cosigned(witness: VerifierKey, note: Note) -> bool:
    """Return whether the note carries a cosignature of the witness."""
    return any(cosigned_at(witness, note.text, each) is not None for each in note.signatures)


def _message(seconds: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
