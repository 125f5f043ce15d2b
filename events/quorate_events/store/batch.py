"""One call of ``quorate.append_batch``: the arguments from the appends, the outcomes from the rows."""

from collections.abc import Sequence
from typing import Any

import msgspec

from quorate_events.errors import CommandIdReused, QuorateError
from quorate_events.store.append import Append, Appended, as_uuid
from quorate_events.store.failures import StreamConflict
from quorate_events.store.statements import statement

_encode = msgspec.json.Encoder().encode


def batch_arguments(ledger: str, appends: Sequence[Append]) -> tuple[Any, ...]:
    """Return the statement's text and its four arguments, as ``connection.fetch`` takes them.

    Appends are numbered from 1. Events stand in the order of the appends; that is the order of their
    positions. What is short travels as JSON: the driver takes arrays apart element by element in Python, which
    cost more than to decide on the command. The states travel as they are.
    """
    heads = [(each.command_id, each.content_hash, each.answer, len(each.events)) for each in appends]
    events = [
        (number, as_uuid(event.originator_id), event.originator_version, event.topic)
        for number, append in enumerate(appends, 1)
        for event in append.events
    ]
    states = [event.state for append in appends for event in append.events]
    return statement("append_batch"), ledger, _encode(heads).decode(), _encode(events).decode(), states


def outcomes(appends: Sequence[Append], rows: Sequence[Any]) -> list[Appended | QuorateError]:
    """Read the answer: the head before the batch, and a row for each append that was not accepted.

    Rows are ``(append_no, status, first_position, last_position, answer)``. What was accepted has the positions
    after that head, in order.
    """
    (_, _, _, position, _), *others = rows
    not_accepted = {row[0]: row for row in others}
    results: list[Appended | QuorateError] = []
    for number, append in enumerate(appends, 1):
        if number in not_accepted:
            results.append(_otherwise(not_accepted[number]))
            continue
        first = position + 1 if append.events else None
        position += len(append.events)
        results.append(Appended(first, position, append.answer, replayed=False))
    return results


def _otherwise(row: Any) -> Appended | QuorateError:
    _, status, first, last, answer = row
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
