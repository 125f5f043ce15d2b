"""What is handed to the log, and what comes back."""

from collections.abc import Mapping, Sequence
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
    events: Sequence[StoredEvent] = ()
    first_versions: Mapping[UUID, int] = field(init=False, repr=False, compare=False)
    """The lowest version written to each stream: neither it nor any other of the append may be there yet."""
    keys: frozenset[UUID] = field(init=False, repr=False, compare=False)
    """The command id and the streams: of two appends that share one, the second waits for the first."""
    size: int = field(init=False, repr=False, compare=False)
    """About how many bytes travel to the server."""

    def __post_init__(self) -> None:
        lowest: dict[UUID, int] = {}
        size = len(self.answer) + 96
        for event in self.events:
            stream = as_uuid(event.originator_id)
            version = event.originator_version
            if version < lowest.get(stream, version + 1):
                lowest[stream] = version
            size += len(event.state) + len(event.topic) + 24
        object.__setattr__(self, "first_versions", lowest)
        object.__setattr__(self, "keys", frozenset((self.command_id, *lowest)))
        object.__setattr__(self, "size", size)


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
