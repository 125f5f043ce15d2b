"""Opening the records about a child in an emergency: whoever has the child in front of them knows no meeting."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events import command
from quorate_events.checks import require_text
from quorate_events.command import Context
from quorate_events.context import Recorder
from quorate_events.errors import Invalid, Refused
from quorate_events.meetings.emergency import opened, shut_out
from quorate_events.meetings.meeting import Meeting
from quorate_events.people.child import Child
from quorate_events.people.emergencies import require_room, tried
from quorate_events.people.nhs_number import require_nhs_number
from quorate_events.people.practitioner import Practitioner, require_practitioner


class NameTheChild(Invalid):
    """A child is named in exactly one way."""

    code = "name_the_child"

    def __init__(self) -> None:
        super().__init__(
            "Which child it is has to be said in one way.",
            "Give the NHS number, or the name with the date of birth, or the child's id.",
        )


class NothingToOpen(Refused):
    """No child, several, or none with a record that is closed to the sender: nobody is told which of them."""

    code = "nothing_to_open"

    def __init__(self) -> None:
        super().__init__(
            "Nothing was opened, and the attempt is counted.",
            "Check the number, or the name and the date of birth; telephone children's social care if a child is "
            "at risk now.",
        )


class OpenChildInEmergency(command.Command, frozen=True, kw_only=True):
    """Open the records of all meetings about a child in an emergency, and say why; the chair of each is told.

    The child is named by ``nhs_number``, by ``name`` and ``date_of_birth`` exactly as registered, or by
    ``child_id``. Nothing is listed: unless exactly one child fits, nothing is opened. Every attempt counts among
    the sender's openings. For the time that the installation sets; meetings that are convened later are not
    among them.
    """

    reason: str
    child_id: UUID | None = None
    nhs_number: str | None = None
    name: str | None = None
    date_of_birth: date | None = None

    def stream_of(self, by: Recorder) -> UUID:
        """The person, whose attempts are counted."""
        return by.practitioner_id

    def require_named(self, *, synthetic: bool) -> None:
        """Raise ``NameTheChild`` unless the child is named in one way, ``NhsNumberInvalid`` for no such number."""
        by_name = (self.name is not None, self.date_of_birth is not None)
        ways = (self.child_id is not None, self.nhs_number is not None, any(by_name))
        if sum(ways) != 1 or any(by_name) != all(by_name):
            raise NameTheChild
        if self.nhs_number is not None:
            require_nhs_number(self.nhs_number, synthetic=synthetic)

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[Aggregate.Event]:
        """Refuse no reason, one attempt too many, and a child named in no way or in two.

        The child and the meetings come from outside with the decision; those that are not about the child are
        left out. Where there is nothing to open, that is what happened: it creates nothing.
        """
        require_text(self.reason, "reason")
        self.require_named(synthetic=context.synthetic_people)
        person = require_practitioner(aggregate)
        require_room(person.emergencies, context.now, context.emergencies)
        found = [context.known[each] for each in context.read if each in context.known]
        child = next((each for each in found if isinstance(each, Child)), None)
        outside = [
            each
            for each in found
            if isinstance(each, Meeting)
            and child is not None
            and child.id in each.children
            and not shut_out(each, context.by)
            and not each.circle.reads(context.by)
        ]
        if child is None or not outside:
            return [tried(person, context)]
        return opened(person, outside, self.reason, child.id, context)
