"""Works proofs out again here, and never takes the server's word for it: RFC 9162, §2.1.3 and §2.1.4."""

from base64 import b64decode
from typing import Any

import msgspec

from quorate_events.evidence.checkpoint import Checkpoint, read_checkpoint
from quorate_events.evidence.note import LONGEST_NOTE, MalformedNote, read_note
from quorate_events.evidence.proofs import is_consistent, is_included


class Proved(msgspec.Struct, frozen=True):
    """One position with its proof: whether it leads to the root of the checkpoint, and both as the API told them."""

    position: int
    holds: bool
    told: dict[str, Any]


def proved(position: int, told: dict[str, Any] | None) -> Proved | None:
    """Return whether the proof leads to its checkpoint's root; None where no checkpoint covers the position yet."""
    if told is None:
        return None
    checkpoint = told["checkpoint"]
    holds = is_included(
        position - 1,
        checkpoint["size"],
        b64decode(told["leafHash"]),
        [b64decode(each) for each in told["hashes"]],
        b64decode(checkpoint["rootHash"]),
    )
    return Proved(position, holds, told)


def kept_checkpoint(text: str) -> Checkpoint | None:
    """Read a checkpoint that somebody kept, with its signatures or without; None for what is none."""
    if len(text.encode()) > LONGEST_NOTE:
        return None
    lines = text.strip("\n").split("\n")
    try:
        body = read_note(text.strip("\n") + "\n").text if len(lines) > 3 else "\n".join(lines) + "\n"
        found = read_checkpoint(body)
    except MalformedNote:
        return None
    return found if found.size else None


def goes_on(kept: Checkpoint, newest: dict[str, Any], told: dict[str, Any] | None) -> bool:
    """Return whether the log of the newest checkpoint begins with all that ``kept`` covers."""
    root = b64decode(newest["rootHash"])
    if told is None:
        return False
    hashes = [b64decode(each) for each in told["hashes"]]
    return is_consistent(kept.size, newest["size"], kept.root, root, hashes)
