"""Opening a record in an emergency: somebody who is not invited has to know at once, and says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.checks import require_text
from quorate_events.context import Recorder
from quorate_events.errors import Refused
from quorate_events.meetings.errors import MeetingNotFound
from quorate_events.meetings.event import Command, Context, MeetingEvent, MeetingStream
from quorate_events.people.emergencies import declared, require_room, sender
from quorate_events.people.practitioner import Practitioner
from quorate_events.personal import OfChild

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class OpenToYouAlready(Refused):
    """Whoever may read the meeting anyway has no emergency to declare."""

    code = "open_to_you_already"

    def __init__(self) -> None:
        super().__init__("You may read this meeting already.", "Read it; no emergency needs to be declared.")


@dataclass(frozen=True)
class OpenedInEmergency(MeetingEvent):
    """Somebody who is not invited opened the record, for ``reason``. It closes by itself at ``until`` (UTC).

    ``child_id`` is the child by whom it was found, where all records about one were opened.
    """

    TOPIC: ClassVar[str] = "quorate.meeting.opened_in_emergency"
    CREATES: ClassVar[str] = "opening_id"

    opening_id: UUID
    reason: OfChild
    until: datetime
    child_id: UUID | None = None

    def apply(self, meeting: "Meeting") -> None:
        """The chair has not taken note of it yet."""
        meeting.openings[self.opening_id] = frozenset()


class OpenInEmergency(Command, frozen=True, kw_only=True):
    """Open the record of a meeting in an emergency, and say why: for a limited time, and the chair is told."""

    reason: str

    def also(self, by: Recorder) -> tuple[UUID, ...]:
        """The person, whose openings are counted."""
        return (by.practitioner_id,)

    def decide(self, meeting: "Meeting | None", context: Context) -> Sequence[Aggregate.Event]:
        """Refuse no reason, one too many, an unknown meeting, one that excluded the person, one open anyway."""
        require_text(self.reason, "reason")
        # Before the meeting is looked at: whoever has opened too many finds nothing out about others.
        if sender(context).opened_until.get(self.meeting_id, context.now) <= context.now:
            require_room(sender(context).emergencies, context.now, context.emergencies)
        if not isinstance(meeting, MeetingStream):
            raise MeetingNotFound
        return self.decide_on(meeting, context)

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[Aggregate.Event]:
        """Decide on an existing meeting."""
        if shut_out(meeting, context.by):
            raise MeetingNotFound
        if sender(context).opened_until.get(meeting.id, context.now) > context.now:
            # It is open to the person: nothing to open, and no place to be used.
            return []
        if meeting.circle.reads(context.by):
            raise OpenToYouAlready
        return opened(sender(context), [meeting], self.reason, None, context)


def shut_out(meeting: "Meeting", by: Recorder) -> bool:
    """Return whether the person is excluded from the meeting, or the person's agency is."""
    return meeting.circle.excludes(by)


def opened(
    person: Practitioner,
    meetings: "Sequence[Meeting]",
    reason: str,
    child_id: UUID | None,
    context: Context,
) -> Sequence[Aggregate.Event]:
    """Return that the sender, ``person``, opened the meetings, in each of them, and once among the person's own."""
    until = context.now + context.emergencies.lasts
    each = [
        OpenedInEmergency(
            meeting.id,
            meeting.version + 1,
            context.now,
            context.by,
            opening_id=context.new_id(),
            reason=reason,
            until=until,
            child_id=child_id,
        )
        for meeting in meetings
    ]
    told = declared(person, child_id, tuple(meeting.id for meeting in meetings), context)
    return [told, *each]
