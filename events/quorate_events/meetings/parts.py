"""What happens to one part after it was submitted: released, corrected, withdrawn. Nothing is overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from quorate_events.checks import require_text
from quorate_events.meetings.checks import may_speak_for, not_confirmed
from quorate_events.meetings.contributions import KeptPart
from quorate_events.meetings.errors import PartAlreadyReleased, PartNotFound, PartWithdrawnAlready
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.vocabulary import ContributionStatus
from quorate_events.personal import OfSubjects

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


@dataclass(frozen=True)
class PartReleased(MeetingEvent):
    """A part was made readable to its audience before its time, or by hand."""

    TOPIC: ClassVar[str] = "quorate.meeting.part_released"

    agency_id: UUID
    part_id: UUID

    def apply(self, meeting: "Meeting") -> None:
        """Mark the part as released."""
        meeting.parts[self.part_id].released = True


@dataclass(frozen=True)
class PartCorrected(MeetingEvent):
    """The text of a part was corrected. The old text stays on the record."""

    TOPIC: ClassVar[str] = "quorate.meeting.part_corrected"

    agency_id: UUID
    part_id: UUID
    text: OfSubjects
    reason: OfSubjects

    def apply(self, meeting: "Meeting") -> None:
        """Nothing that a later decision needs."""


@dataclass(frozen=True)
class PartWithdrawn(MeetingEvent):
    """A part was withdrawn, with the reason. It stays on the record as withdrawn."""

    TOPIC: ClassVar[str] = "quorate.meeting.part_withdrawn"

    agency_id: UUID
    part_id: UUID
    reason: OfSubjects

    def apply(self, meeting: "Meeting") -> None:
        """Mark the part, and the contribution when nothing of it is left."""
        meeting.parts[self.part_id].withdrawn = True
        contribution = meeting.contributions[self.agency_id]
        if all(meeting.parts[part_id].withdrawn for part_id in contribution.parts):
            contribution.status = ContributionStatus.WITHDRAWN


def _own_part(meeting: "Meeting", part_id: UUID, context: Context) -> KeptPart:
    not_confirmed(meeting)
    part = meeting.parts.get(part_id)
    # Another agency's part is answered like one that does not exist: it may be hidden from whoever asks.
    if part is None or not may_speak_for(context.by, part.agency_id):
        raise PartNotFound
    if part.withdrawn:
        raise PartWithdrawnAlready
    return part


class ReleasePart(Command, frozen=True, kw_only=True):
    """Make a part readable to its audience now."""

    part_id: UUID

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a part that is unknown, another agency's, withdrawn, or released already."""
        part = _own_part(meeting, self.part_id, context)
        if part.is_released(meeting, context.now):
            raise PartAlreadyReleased
        return [PartReleased(*context.stamp(meeting), agency_id=part.agency_id, part_id=self.part_id)]


class CorrectPart(Command, frozen=True, kw_only=True):
    """Correct the text of a part, and say why. Both texts stay on the record."""

    part_id: UUID
    text: str
    reason: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a part that is unknown, another agency's or withdrawn, and a confirmed record."""
        part = _own_part(meeting, self.part_id, context)
        require_text(self.text, "text")
        require_text(self.reason, "reason")
        return [
            PartCorrected(
                *context.stamp(meeting),
                agency_id=part.agency_id,
                part_id=self.part_id,
                text=self.text,
                reason=self.reason,
            )
        ]


class WithdrawPart(Command, frozen=True, kw_only=True):
    """Withdraw a part, and say why."""

    part_id: UUID
    reason: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a part that is unknown, another agency's or withdrawn, and a confirmed record."""
        part = _own_part(meeting, self.part_id, context)
        require_text(self.reason, "reason")
        return [
            PartWithdrawn(
                *context.stamp(meeting), agency_id=part.agency_id, part_id=self.part_id, reason=self.reason
            )
        ]
