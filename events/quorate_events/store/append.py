"""What is handed to the log, and what comes back."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from eventsourcing.persistence import StoredEvent


class Append(msgspec.Struct, frozen=True):
    """One command's events, written together or not at all.

    ``content_hash`` is taken over the command; ``answer`` is kept and given again when the same command is
    sent again. Events may belong to several streams, in order of version within each. With no events only
    the receipt is written.
    """

    command_id: UUID
    content_hash: bytes
    answer: bytes
    events: Sequence[StoredEvent] = ()

    def keys(self) -> frozenset[int]:
        """Return the command id and the streams: of two appends that share one, the second waits for the first.

        As numbers, which are hashed and compared without a call.
        """
        streams = [as_uuid(event.originator_id).int for event in self.events]
        return frozenset([self.command_id.int, *streams])

    def size(self) -> int:
        """Return about how many bytes travel to the server."""
        size = len(self.answer) + 96
        for event in self.events:
            size += len(event.state) + len(event.topic) + 24
        return size


class Appended(msgspec.Struct, frozen=True):
    """The answer of the log. Positions are those of the ledger, both included.

    ``first_position`` is ``None`` when the command wrote no event; ``last_position`` is then the head as it
    was. ``replayed`` says that the command had been carried out before, and ``answer`` is the one given
    then.
    """

    first_position: int | None
    last_position: int
    answer: bytes
    replayed: bool


def as_uuid(originator_id: UUID | str) -> UUID:
    """Return a stream's id as a UUID. The library's records allow text as well."""
    return originator_id if isinstance(originator_id, UUID) else UUID(originator_id)
