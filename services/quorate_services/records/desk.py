"""Where copies of the record are made and handed out. Asks the policy, and writes down who was handed what."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from msgspec.structs import replace

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.policy import Decision, Look, Reason
from quorate_events.access.resources import Circumstances, CopyFacts, PartFacts
from quorate_events.access.sight import Sight, sight_of_part
from quorate_events.command_service import Receipt
from quorate_events.meetings.errors import MeetingNotFound
from quorate_events.meetings.meeting import Meeting
from quorate_events.meetings.record_copies import (
    MakeRecordCopy,
    RecordCopyMade,
    RecordMovedOn,
    require_left_out,
)
from quorate_events.meetings.vocabulary import Audience, RecordVariant
from quorate_graphql.office import Office
from quorate_projections.as_it_was.meeting import PastMeeting, past_meeting
from quorate_projections.information_shared.state import SharedPart
from quorate_projections.record_copies.compose import Composed, Wanted, compose
from quorate_projections.record_copies.document import LAYOUT, code_of, hash_of
from quorate_services.records.copies import HandedOut, MadeCopy, Stamp
from quorate_services.records.errors import CopyNotAsIssued, CopyNotForYou, CopyNotFound, FullRecordNotYours

WHAT = "record_copy"
_ATTEMPTS = 3
_NOBODY = UUID(int=0)


class CopyWanted(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Which version for whom: an agency, or a person by name; ``attendee_id`` is the person in the attendance."""

    variant: RecordVariant
    agency_id: UUID | None = None
    attendee_id: UUID | None = None
    recipient: str = ""


class RecordDesk:
    """Makes and hands out copies in one ledger."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def make(
        self, actor: Actor, meeting_id: UUID, wanted: CopyWanted, command_id: UUID | None = None
    ) -> MadeCopy:
        """Put a copy together, and record that it was issued, with its hash; with the same ``command_id`` once.

        Raises ``MeetingNotFound``, also where the meeting is not for the actor; :class:`FullRecordNotYours`; what
        :class:`~quorate_events.meetings.record_copies.MakeRecordCopy` refuses; ``LooksNotKept``.
        """
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return await self._make(actor, meeting_id, wanted, command_id or uuid4())
            except RecordMovedOn:
                if attempt == _ATTEMPTS:
                    raise
        raise AssertionError("unreachable")

    async def _make(self, actor: Actor, meeting_id: UUID, wanted: CopyWanted, command_id: UUID) -> MadeCopy:
        office, now = self._office, self._office.clock.now()
        meeting = await past_meeting(office.past, meeting_id)
        aggregate = await office.commands.find(meeting_id)
        if meeting is None or not isinstance(aggregate, Meeting):
            await self._look(actor, Decision(), meeting_id, None)
            raise MeetingNotFound
        decision = decide(actor, Action.EXPORT_MEETING, meeting.circle, Circumstances(now))
        await self._look(actor, decision, meeting_id, meeting)
        if not decision.allowed:
            raise MeetingNotFound
        version = len(meeting.events)
        command = MakeRecordCopy(
            meeting_id=meeting_id,
            variant=wanted.variant,
            agency_id=wanted.agency_id,
            attendee_id=wanted.attendee_id,
            recipient=wanted.recipient,
            made_of=version,
            taken_at=now,
            layout=LAYOUT,
            sha256="",
        )
        first = await office.commands.answered(command, command_id=command_id, by=actor.recorder)
        if first is not None:
            return await self._made(meeting_id, first)
        if wanted.variant is RecordVariant.FULL and not _reads_everything(actor, meeting, now):
            raise FullRecordNotYours
        require_left_out(aggregate, wanted.variant, wanted.attendee_id)
        composed = await compose(office.past, meeting, _wanted(wanted, version, now, LAYOUT))
        command = replace(command, sha256=hash_of(composed.document))
        receipt = await office.commands.execute(command, command_id=command_id, by=actor.recorder)
        return await self._made(meeting_id, receipt)

    async def _made(self, meeting_id: UUID, receipt: Receipt) -> MadeCopy:
        """Say what the log says of the copy: it may have been made when the same was asked before."""
        (copy_id,) = receipt.answer.created
        meeting = await past_meeting(self._office.past, meeting_id)
        found = None if meeting is None else copy_in(meeting, copy_id)
        if found is None:
            raise CopyNotFound
        _, made = found
        return MadeCopy(
            meeting_id, copy_id, made.variant, made.sha256, code_of(made.sha256), receipt.position
        )

    async def hand_out(self, actor: Actor, meeting_id: UUID, copy_id: UUID) -> HandedOut:
        """Return a copy that was made, to be printed.

        Raises :class:`CopyNotFound`, also where it is not for the actor; :class:`CopyNotForYou`;
        :class:`CopyNotAsIssued`; ``LooksNotKept``.
        """
        office, now = self._office, Circumstances(self._office.clock.now())
        meeting = await past_meeting(office.past, meeting_id)
        found = None if meeting is None else copy_in(meeting, copy_id)
        if meeting is None or found is None:
            await self._look(actor, Decision(), meeting_id, None)
            raise CopyNotFound
        position, made = found
        decision = decide(actor, Action.READ_COPY, CopyFacts(meeting.circle, made.agency_id), now)
        if not decision.allowed:
            await self._look(actor, decision, meeting_id, meeting)
            raise CopyNotFound
        composed = await said_by(office, meeting, made)
        readable = all(_reads(actor, meeting, part, now) for part in composed.parts)
        await self._look(actor, decision if readable else Decision(), meeting_id, meeting, composed)
        if not readable:
            raise CopyNotForYou
        checkpoint = await office.evidence.cosigned_checkpoint(position)
        note = None if checkpoint is None else checkpoint.note
        stamp = Stamp(office.ledger, meeting_id, copy_id, made.sha256, position, made.timestamp, note)
        return HandedOut(composed.document, stamp)

    async def _look(
        self,
        actor: Actor,
        decision: Decision,
        meeting_id: UUID,
        meeting: PastMeeting | None,
        shown: Composed | None = None,
    ) -> None:
        refused = None if decision.allowed else decision.reason or Reason.NOT_CONCERNED
        look = Look(
            actor,
            WHAT,
            decision.ground,
            refused,
            meeting_id=meeting_id,
            child_ids=() if meeting is None else meeting.today.standing.child_ids,
            part_ids=() if shown is None else tuple(part.part_id for part in shown.parts),
        )
        await self._office.looks.write(look, self._office.clock.now())


def copy_in(meeting: PastMeeting, copy_id: UUID) -> tuple[int, RecordCopyMade] | None:
    """Return the position and the event of a copy; None where the meeting has no such copy."""
    for past in meeting.events:
        if isinstance(past.event, RecordCopyMade) and past.event.copy_id == copy_id:
            return past.position, past.event
    return None


async def said_by(office: Office, meeting: PastMeeting, made: RecordCopyMade) -> Composed:
    """Put a copy together again. Raises :class:`CopyNotAsIssued` where it does not say what was issued."""
    wanted = CopyWanted(made.variant, made.agency_id, made.attendee_id, made.recipient)
    composed = await compose(office.past, meeting, _wanted(wanted, made.made_of, made.taken_at, made.layout))
    if hash_of(composed.document) != made.sha256:
        raise CopyNotAsIssued
    return composed


def _wanted(copy: CopyWanted, version: int, taken_at: datetime, layout: int) -> Wanted:
    return Wanted(copy.variant, copy.agency_id, copy.attendee_id, copy.recipient, version, taken_at, layout)


def _reads_everything(actor: Actor, meeting: PastMeeting, now: datetime) -> bool:
    hidden = PartFacts(meeting.circle, _NOBODY, Audience.RESTRICTED, released=False, withdrawn=True)
    return decide(actor, Action.READ_PART, hidden, Circumstances(now)).allowed


def _reads(actor: Actor, meeting: PastMeeting, part: SharedPart, now: Circumstances) -> bool:
    today = meeting.today.part(part)
    opened = meeting.today.standing.opened_at is not None
    released = today.is_released(sitting_opened=opened, now=now.now)
    return sight_of_part(actor, today.facts(meeting.circle, released=released), now) is Sight.TEXT
