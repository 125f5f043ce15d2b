"""What an agency's system is told of a message: carried out, or refused."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from quorate_events.command_service import Receipt
from quorate_events.errors import QuorateError
from quorate_events.kafka.ports import Headers, Received, Record
from quorate_services.feeds.messages import message_id

ACCEPTED = "quorate.reply.accepted"
REFUSED = "quorate.reply.refused"


class Accepted(msgspec.Struct, frozen=True):
    """The command was carried out, or had been before (``replayed``); it is durable.

    ``position`` is the ledger's position of its last event, ``stream_id`` the meeting, ``created`` the ids of
    what the command made, in order. ``offset`` is the message's place in the topic of commands.
    """

    position: int
    stream_id: UUID
    created: tuple[UUID, ...]
    replayed: bool
    offset: int


class RefusedReply(msgspec.Struct, frozen=True):
    """The command was not carried out, and nothing was written.

    ``code`` is stable, for programs; ``message`` is one sentence, for people; ``suggestion`` says what to do
    next. ``offset`` is the message's place in the topic of commands.
    """

    code: str
    message: str
    suggestion: str
    offset: int


def accepted(record: Received, receipt: Receipt) -> Accepted:
    """Return the answer to a command that was carried out."""
    answer = receipt.answer
    return Accepted(receipt.position, answer.stream_id, answer.created, receipt.replayed, record.offset)


def refused(record: Received, error: QuorateError) -> RefusedReply:
    """Return the answer to a message that was refused."""
    return RefusedReply(error.code, error.message, error.suggestion, record.offset)


def reply_to(
    record: Received, answer: Accepted | RefusedReply, topic: str, ledger: str, at: datetime
) -> Record:
    """Write an answer as a CloudEvent, keyed by the id of the message that it answers."""
    kind = ACCEPTED if isinstance(answer, Accepted) else REFUSED
    identity = message_id(record)
    headers: Headers = [
        ("ce_specversion", b"1.0"),
        ("content-type", b"application/json"),
        ("ce_id", f"{record.partition.number}/{record.offset}".encode()),
        ("ce_source", f"/quorate/{ledger}".encode()),
        ("ce_type", kind.encode()),
        ("ce_time", at.astimezone(UTC).isoformat().replace("+00:00", "Z").encode()),
    ]
    if identity is not None:
        headers.append(("ce_correlationid", identity))
    return Record(topic, identity, msgspec.json.encode(answer), headers)
