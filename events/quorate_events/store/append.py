"""What is handed to the log, and what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from eventsourcing.persistence import StoredEvent


@dataclass(frozen=True)
class Append:
    """One command's events, written together or not at all.

    ``content_hash`` is taken over the command; ``answer`` is kept and given again when the same command is
    sent again. Events may belong to several streams, in order of version within each. With no events only
    the receipt is written.
    """

    command_id: UUID
    content_hash: bytes
    answer: bytes
    events: Sequence[StoredEvent] = field(default=())

    def first_versions(self) -> dict[UUID, int]:
        """Return the lowest version written to each stream: it must be beyond what the stream holds."""
        lowest: dict[UUID, int] = {}
        for event in self.events:
            stream = as_uuid(event.originator_id)
            version = event.originator_version
            if version < lowest.get(stream, version + 1):
                lowest[stream] = version
        return lowest

    def size(self) -> int:
        """Return about how many bytes travel to the server."""
        size = len(self.answer) + 96
        for event in self.events:
            size += len(event.state) + len(event.topic) + 24
        return size


@dataclass(frozen=True)
class Appended:
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
