"""Opening the records about a child in an emergency: whoever has the child in front of them knows no meeting."""

from collections.abc import Sequence
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events import command
from quorate_events.checks import require_text
from quorate_events.command import Context
from quorate_events.context import Recorder
from quorate_events.meetings.emergency import OpenToYouAlready, opened, shut_out
from quorate_events.meetings.meeting import Meeting
from quorate_events.people.child import Child
from quorate_events.people.emergencies import require_room, sender
from quorate_events.people.event import NotRegistered


class OpenChildInEmergency(command.Command, frozen=True, kw_only=True):
    """Open the records of all meetings about a child in an emergency, and say why; the chair of each is told.

    For the time that the installation sets. Meetings that are convened later are not among them.
    """

    child_id: UUID
    reason: str

    @property
    def stream_id(self) -> UUID:
        """The child."""
        return self.child_id

    def also(self, by: Recorder) -> tuple[UUID, ...]:
        """The person, whose openings are counted."""
        return (by.practitioner_id,)

    def decide(self, aggregate: Child | None, context: Context) -> Sequence[Aggregate.Event]:
        """Refuse no reason, one too many, and a child without a meeting that is closed to the person.

        The meetings come from outside with the decision; those that are not about the child are left out. A
        child without any is refused like one that is not registered.
        """
        require_text(self.reason, "reason")
        require_room(sender(context).emergencies, context.now, context.emergencies)
        found = (context.known.get(each) for each in context.read)
        about = [each for each in found if isinstance(each, Meeting) and self.child_id in each.children]
        allowed = [each for each in about if not shut_out(each, context.by)]
        outside = [each for each in allowed if not each.circle.reads(context.by)]
        if isinstance(aggregate, Child) and outside:
            return opened(outside, self.reason, self.child_id, context)
        raise OpenToYouAlready if allowed else NotRegistered
