"""A copy that was made, as it can be printed: what it says, and what proves it."""

from datetime import datetime
from uuid import UUID

import msgspec

from quorate_events.meetings.vocabulary import RecordVariant
from quorate_projections.record_copies.document import Document, code_of


class MadeCopy(msgspec.Struct, frozen=True, rename="camel"):
    """What whoever had a copy made is told: where it is, and its hash."""

    meeting_id: UUID
    copy_id: UUID
    variant: RecordVariant
    sha256: str
    code: str
    position: int


class Stamp(msgspec.Struct, frozen=True):
    """What is printed at the end of a copy. ``position`` is where the log has the hash of what the copy says.

    ``checkpoint`` is one that covers it, as a signed note; None where none was signed yet.
    """

    ledger: str
    meeting_id: UUID
    copy_id: UUID
    sha256: str
    position: int
    made_at: datetime
    checkpoint: str | None

    @property
    def code(self) -> str:
        """The verification code."""
        return code_of(self.sha256)


class HandedOut(msgspec.Struct, frozen=True):
    """A copy to be printed."""

    document: Document
    stamp: Stamp
