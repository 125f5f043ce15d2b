"""Events that cannot be decoded or folded: each stops its own stream in one projection, and stays visible."""

from datetime import datetime
from uuid import UUID

import msgspec

from quorate_events.errors import QuorateError
from quorate_events.store.connections import Connection
from quorate_projections.engine.statements import statement


class PoisonReason(msgspec.Struct, frozen=True):
    """Why an event could not be used: the class of the error, and a text only if it is one of ours.

    Texts of other libraries' errors may quote what people wrote, so they are not kept.
    """

    error_code: str
    error_text: str

    @classmethod
    def of(cls, error: Exception) -> "PoisonReason":
        """Describe an error without anything that it quotes."""
        if isinstance(error, QuorateError):
            return cls(error.code, error.message)
        return cls(type(error).__name__, "")


class Poisoned(msgspec.Struct, frozen=True):
    """A stream that a projection has stopped at an event; later events of the stream are held back."""

    stream_id: UUID
    position: int
    topic: str
    error_code: str
    error_text: str


class PoisonRecord(Poisoned, frozen=True):
    """A poisoned stream as the database remembers it; ``at`` is when it was stopped, in UTC."""

    projection: str
    build: int
    at: datetime


async def poisoned_streams(connection: Connection, projection: str | None = None) -> list[PoisonRecord]:
    """Return the streams that live projections have stopped, oldest first; of one projection if named."""
    rows = await connection.fetch(statement("select_poison"), projection)
    return [PoisonRecord(**dict(row)) for row in rows]
