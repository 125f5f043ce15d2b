"""The base of everything that happens in a meeting, and of every command to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events import command
from quorate_events.command import Context
from quorate_events.context import Recorder
from quorate_events.meetings.errors import MeetingNotFound

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting

__all__ = ["Command", "Context", "MeetingEvent"]


class MeetingStream(Aggregate):
    """What a meeting's stream tells of, and what no other stream does: see :class:`.meeting.Meeting`."""

    chair_id: UUID


@dataclass(frozen=True)
class MeetingEvent(Aggregate.Event):
    """Something that happened in a meeting. ``timestamp`` is when it was recorded, ``by`` who recorded it."""

    TOPIC: ClassVar[str] = "quorate.meeting.event"

    by: Recorder

    def apply(self, meeting: "Meeting") -> None:
        """Fold this event into ``meeting``."""
        raise NotImplementedError

    def subjects_after(self, subjects: Sequence[UUID]) -> Sequence[UUID]:
        """Return whom the meeting is about from this event on, where it was about ``subjects`` before."""
        return subjects


class Command(command.Command, frozen=True, kw_only=True):
    """A command to a meeting."""

    meeting_id: UUID

    @property
    def stream_id(self) -> UUID:
        """The meeting."""
        return self.meeting_id

    def decide(self, meeting: "Meeting | None", context: Context) -> Sequence[Aggregate.Event]:
        """Return what happens; raises ``Refused`` where the rules do not allow it. Changes nothing."""
        # Whoever has no part in a meeting is not told that it exists.
        if not isinstance(meeting, MeetingStream) or not meeting.concerns(context.by):
            raise MeetingNotFound
        return self.decide_on(meeting, context)

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[Aggregate.Event]:
        """Decide on an existing meeting. Every command but convening defines this."""
        raise NotImplementedError
