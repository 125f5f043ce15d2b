"""One call of ``quorate.append_batch``: the arguments from the appends, the outcomes from the rows."""

from collections.abc import Sequence
from typing import Any

from quorate_events.errors import CommandIdReused, QuorateError
from quorate_events.store.append import Append, Appended, as_uuid
from quorate_events.store.failures import StreamConflict
from quorate_events.store.statements import statement


def batch_arguments(ledger: str, appends: Sequence[Append]) -> tuple[Any, ...]:
    """Return the statement's text and its thirteen arguments, as ``connection.fetch`` takes them.

    Appends are numbered from 1. Events stand in the order of the appends; that is the order of their
    positions.
    """
    streams = [(no, *item) for no, append in enumerate(appends, 1) for item in append.first_versions.items()]
    events = [(no, event) for no, append in enumerate(appends, 1) for event in append.events]
    return (
        statement("append_batch"),
        ledger,
        [append.command_id for append in appends],
        [append.content_hash for append in appends],
        [append.answer for append in appends],
        [len(append.events) for append in appends],
        [no for no, _, _ in streams],
        [stream for _, stream, _ in streams],
        [version for _, _, version in streams],
        [no for no, _ in events],
        [as_uuid(event.originator_id) for _, event in events],
        [event.originator_version for _, event in events],
        [event.topic for _, event in events],
        [event.state for _, event in events],
    )


def outcome(append: Append, row: Any) -> Appended | QuorateError:
    """Read one row: ``(status, first_position, last_position, answer)``."""
    status, first, last, answer = row
    if status == "accepted":
        return Appended(first, last, append.answer, replayed=False)
    if status == "replayed":
        return Appended(first, last, answer, replayed=True)
    if status == "reused":
        return reused()
    return StreamConflict("Somebody else changed the same record first.", "Read it again and decide anew.")


def reused() -> CommandIdReused:
    """Return the error for a command id that came before with other content."""
    return CommandIdReused(
        "This command id was used before with other content.", "Make a new id for a new command."
    )
