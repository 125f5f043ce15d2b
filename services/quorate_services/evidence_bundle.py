"""Makes the evidence bundle of one meeting: its events with their proofs, for `quorate-verify`."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.policy import Look
from quorate_events.access.resources import Circle, Circumstances, PartFacts
from quorate_events.errors import Invalid
from quorate_events.evidence.checkpoint import read_checkpoint
from quorate_events.evidence.desk import SignedCheckpoint
from quorate_events.evidence.entry import Entry, entry_of
from quorate_events.evidence.errors import NothingSigned
from quorate_events.evidence.note import MalformedNote, read_note
from quorate_events.evidence.tree_store import evidence_sql
from quorate_events.meetings.contributions import ContributionSubmitted
from quorate_events.meetings.errors import MeetingNotFound
from quorate_events.meetings.meeting import Meeting
from quorate_events.meetings.notices import TELLS_OF_AN_OPENING
from quorate_events.meetings.parts import PartCorrected, PartReleased, PartWithdrawn
from quorate_events.meetings.vocabulary import Audience
from quorate_events.store import EventLog
from quorate_graphql.office import Office

FORMAT = "quorate-evidence/1"

_OF_PARTS = (ContributionSubmitted, PartReleased, PartCorrected, PartWithdrawn)
_FOR_THE_CHAIR = frozenset(
    {*(each.TOPIC for each in _OF_PARTS), *(each.TOPIC for each in TELLS_OF_AN_OPENING)}
)
"""Events that say what an agency shared, or about it; and who opened the record in an emergency, and why."""


class NoCheckpointThere(Invalid):
    """What was given as an earlier checkpoint is none, or one over more events than were signed."""

    code = "no_checkpoint_there"

    def __init__(self) -> None:
        super().__init__(
            "This is no checkpoint, or it covers more than was ever signed here.",
            "Give a checkpoint of this log as it was handed out. Where it is one, run `quorate verify`.",
        )


class BundledEvent(msgspec.Struct, frozen=True):
    """An event: what its entry says, its stored bytes (None where they are not for the reader), its proof."""

    position: int
    stream: UUID
    version: int
    topic: str
    command: UUID
    recorded: int
    sha256: str
    bytes: str | None
    proof: tuple[str, ...]


class Since(msgspec.Struct, frozen=True):
    """That the tree goes on from one of ``size`` events."""

    size: int
    proof: tuple[str, ...]


class Bundle(msgspec.Struct, frozen=True):
    """What is exported. ``checkpoint`` carries the cosignatures of witnesses."""

    format: str
    ledger: str
    stream: UUID
    checkpoint: str
    key_statements: tuple[str, ...]
    events: tuple[BundledEvent, ...]
    since: Since | None = None


async def make_bundle(
    office: Office, log: EventLog, actor: Actor, meeting_id: UUID, since: str | None = None
) -> Bundle:
    """Bundle a meeting for ``actor``, as far as the policy lets them take it away; that is written down as a look.

    Whoever may take the record, and may not read every part whatever its state, gets of what agencies shared, and
    of openings in an emergency, the hashes only. ``since`` is a checkpoint that somebody kept.

    Raises ``MeetingNotFound``, also where it is not for them; ``NothingSigned`` until a checkpoint covers the meeting;
    and ``since``; ``NoCheckpointThere``; ``LooksNotKept``.
    """
    now = Circumstances(office.clock.now())
    meeting = await office.commands.find(meeting_id)
    circle = meeting.circle if isinstance(meeting, Meeting) else Circle(_NOBODY, _NOBODY, frozenset())
    decision = decide(actor, Action.EXPORT_MEETING, circle, now)
    hidden = PartFacts(circle, _NOBODY, Audience.RESTRICTED, released=False, withdrawn=True)
    shown_parts = decide(actor, Action.READ_PART, hidden, now).allowed
    taken = meeting if decision.allowed and isinstance(meeting, Meeting) else None
    look = Look(
        actor,
        "export",
        decision.ground,
        decision.reason,
        meeting_id=meeting_id,
        child_ids=() if taken is None else tuple(taken.children),
        part_ids=() if taken is None or not shown_parts else tuple(taken.parts),
    )
    await office.looks.write(look, now.now, "evidence")
    if taken is None:
        raise MeetingNotFound
    rows = await log.pool.fetch(evidence_sql("select_stream"), office.ledger, meeting_id)
    first = None if since is None else _size_of(since)
    checkpoint = await _covering(office, max(rows[-1]["notification_id"], first or 0))
    events = [
        await _event(office, checkpoint.size, row, shown_parts or row["topic"] not in _FOR_THE_CHAIR)
        for row in rows
    ]
    return Bundle(
        FORMAT,
        office.ledger,
        meeting_id,
        checkpoint.note,
        await office.evidence.statements(),
        tuple(events),
        None if first is None else await _since(office, first, checkpoint.size),
    )


async def _covering(office: Office, position: int) -> SignedCheckpoint:
    found = await office.evidence.cosigned_checkpoint(position)
    if found is None:
        raise NothingSigned
    return found


async def _event(office: Office, size: int, row: Any, shown: bool) -> BundledEvent:
    entry: Entry = entry_of(office.ledger, *row)
    proof = await office.evidence.inclusion(entry.position, size)
    if proof is None:
        raise NothingSigned
    return BundledEvent(
        entry.position,
        entry.stream_id,
        entry.version,
        entry.topic,
        entry.commit_id,
        entry.recorded,
        entry.digest.hex(),
        b64encode(row["state"]).decode() if shown else None,
        _texts(proof.hashes),
    )


def _size_of(note: str) -> int:
    try:
        return read_checkpoint(read_note(note).text).size
    except MalformedNote:
        raise NoCheckpointThere from None


async def _since(office: Office, first: int, size: int) -> Since:
    proof = await office.evidence.consistency(first, size)
    if proof is None:
        raise NoCheckpointThere
    return Since(first, _texts(proof.hashes))


def _texts(hashes: Sequence[bytes]) -> tuple[str, ...]:
    return tuple(b64encode(each).decode() for each in hashes)


_NOBODY = UUID(int=0)
