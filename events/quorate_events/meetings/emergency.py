"""Opening a record in an emergency: somebody who is not invited has to know at once, and says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from quorate_events.checks import require_text
from quorate_events.errors import Refused
from quorate_events.meetings.errors import MeetingNotFound
from quorate_events.meetings.event import Command, Context, MeetingEvent, MeetingStream

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting

EMERGENCY_LASTS = timedelta(minutes=60)
"""How long a record stays open to whoever opened it: one hour, long enough to act on what is read."""


class OpenToYouAlready(Refused):
    """Whoever may read the meeting anyway has no emergency to declare."""

    code = "open_to_you_already"

    def __init__(self) -> None:
        super().__init__("You may read this meeting already.", "Read it; no emergency needs to be declared.")


@dataclass(frozen=True)
class OpenedInEmergency(MeetingEvent):
    """Somebody who is not invited opened the record, for ``reason``. It closes by itself at ``until`` (UTC)."""

    TOPIC: ClassVar[str] = "quorate.meeting.opened_in_emergency"
    CREATES: ClassVar[str] = "opening_id"

    opening_id: UUID
    reason: str
    until: datetime

    def apply(self, meeting: "Meeting") -> None:
        """Nothing that a later decision needs."""


class OpenInEmergency(Command, frozen=True, kw_only=True):
    """Open the record of a meeting in an emergency, and say why: for one hour, and the chair is told."""

    reason: str

    def decide(self, meeting: "Meeting | None", context: Context) -> Sequence[MeetingEvent]:
        """Refuse an unknown meeting, one that excluded the person, one that is open anyway, and no reason."""
        if not isinstance(meeting, MeetingStream):
            raise MeetingNotFound
        return self.decide_on(meeting, context)

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Decide on an existing meeting."""
        circle = meeting.circle
        if context.by.practitioner_id in circle.excluded_practitioner_ids:
            raise MeetingNotFound
        if context.by.agency_id in circle.reading_agency_ids or context.by.practitioner_id == circle.chair_id:
            raise OpenToYouAlready
        require_text(self.reason, "reason")
        return [
            OpenedInEmergency(
                *context.stamp(meeting),
                opening_id=context.new_id(),
                reason=self.reason,
                until=context.now + EMERGENCY_LASTS,
            )
        ]
