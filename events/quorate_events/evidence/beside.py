"""Looks through what stands beside the checkpoints: cosignatures of witnesses, and statements of keys about keys.

Neither is needed to tell whether the log was altered; both are handed out with it, and are read by others as proof.
"""

from collections.abc import Sequence
from typing import Any

from quorate_events.evidence.cosignature import LENGTH, cosigned_at
from quorate_events.evidence.findings import Difference, Kind
from quorate_events.evidence.note import MalformedNote, Signature, VerifierKey, read_note, read_signatures
from quorate_events.evidence.statements import read_statement
from quorate_events.evidence.tree_store import evidence_sql
from quorate_events.store.connections import Connection

_PAGE = 1000


async def find_forged(
    connection: Connection, ledger: str, size: int, witnesses: Sequence[VerifierKey] = ()
) -> list[Difference]:
    """Return the first cosignature that is none, and that a statement about keys is none; ``size`` is the tree's.

    Of a witness whose key is not among ``witnesses`` it is only told whether it can be one.
    """
    found = []
    for row in await connection.fetch(evidence_sql("select_statements"), ledger):
        if not is_statement(row["note"]):
            found.append(Difference(Kind.FORGED_STATEMENT, 1, max(size, 1)))
            break
    after = (0, "", b"")
    while rows := await connection.fetch(evidence_sql("select_all_cosignatures"), ledger, *after, _PAGE):
        for row in rows:
            if kept_cosignature(row, row["note"], witnesses) is None:
                return [*found, Difference(Kind.FORGED_COSIGNATURE, row["size"], row["size"])]
        after = (rows[-1]["size"], rows[-1]["witness"], rows[-1]["key_id"])
    return found


def is_statement(note: str | None) -> bool:
    """Return whether a note is a statement about keys that both keys signed."""
    try:
        read_statement(read_note(note or ""))
    except MalformedNote:
        return False
    return True


def kept_cosignature(row: Any, checkpoint: str | None, witnesses: Sequence[VerifierKey]) -> Signature | None:
    """Return the cosignature in a row of ``line``, ``witness`` and ``key_id``; None where it is none of a checkpoint.

    Of a witness whose key is not among ``witnesses``, None where it can be none.
    """
    try:
        (signature,) = read_signatures(row["line"] or "")
        text = read_note(checkpoint or "").text
    except ValueError:  # no note, no signature, or more than one
        return None
    named = (signature.name, signature.key_id)
    if named != (row["witness"], row["key_id"]) or len(signature.signature) != LENGTH:
        return None
    key = next((each for each in witnesses if named == (each.name, each.key_id)), None)
    return signature if key is None or cosigned_at(key, text, signature) is not None else None
