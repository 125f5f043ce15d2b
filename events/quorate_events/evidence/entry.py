"""What a leaf of the tree says: one row of the log, in one canonical encoding.

An entry holds the SHA-256 of the stored bytes, not the bytes: so it is small whatever was written (entry bundles
of C2SP tlog-tiles bound an entry to 65,535 bytes), and somebody can check that an event is on the log, unchanged,
whose bytes they may not read.

    entry = 0x01
            len8(ledger)  ledger, UTF-8
            position      8 bytes
            stream        16 bytes, the UUID
            version       8 bytes
            len16(topic)  topic, UTF-8
            commit        16 bytes, the UUID of the command
            recorded      8 bytes, signed: microseconds since 1970-01-01T00:00:00Z
            SHA-256(stored bytes), 32 bytes

Numbers are big-endian. The transaction id of the row is left out: it is a matter of the server's, not of the
record, and restoring a dump may leave it meaningless.
"""

import struct
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from quorate_events.evidence.hashing import leaf_hash

FORMAT = 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400
"""Seconds."""
_PLACE = struct.Struct(">Q16sQH")
_END = struct.Struct(">16sq32s")


class Entry(NamedTuple):
    """One row of the log as the tree knows it. ``position`` is from 1; ``digest`` is that of the stored bytes."""

    ledger: str
    position: int
    stream_id: UUID
    version: int
    topic: str
    commit_id: UUID
    recorded_at: datetime
    digest: bytes

    @property
    def leaf_index(self) -> int:
        """The index of the leaf."""
        return self.position - 1

    @property
    def recorded(self) -> int:
        """When it was recorded, in microseconds since 1970-01-01T00:00:00Z."""
        since = self.recorded_at - _EPOCH
        # In whole numbers; dividing by a timedelta would cost twice as much.
        return (since.days * _DAY + since.seconds) * 1_000_000 + since.microseconds

    def encode(self) -> bytes:
        """Return the entry in the canonical encoding."""
        topic = self.topic.encode()
        place = _PLACE.pack(self.position, self.stream_id.bytes, self.version, len(topic))
        end = _END.pack(self.commit_id.bytes, self.recorded, self.digest)
        return b"".join((head(self.ledger), place, topic, end))

    @property
    def leaf(self) -> bytes:
        """The hash of the leaf."""
        return leaf_hash(self.encode())


@cache
def head(ledger: str) -> bytes:
    """Return what every entry of a ledger begins with."""
    name = ledger.encode()
    return bytes((FORMAT, len(name))) + name


def entry_of(
    ledger: str,
    position: int,
    stream_id: UUID,
    version: int,
    topic: str,
    commit_id: UUID,
    recorded_at: datetime,
    state: bytes,
) -> Entry:
    """Return the entry of a row; ``state`` are the stored bytes."""
    digest = sha256(state).digest()
    return Entry(ledger, position, stream_id, version, topic, commit_id, recorded_at, digest)
