"""Closing a sitting that an old register tells of. Registers hold no decisions, and say themselves whether
the meeting was quorate."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from quorate_events.meetings.checks import in_session, not_in_future
from quorate_events.meetings.errors import MeetingRefusal
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.sittings import SittingClosed, assess_sitting
from quorate_events.meetings.vocabulary import Origin, Quoracy

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class OnlyForImports(MeetingRefusal):
    """A command that belongs to the import of registers."""

    code = "only_for_imports"
    sentence = "Only the import of an old register closes a sitting in this way."
    hint = "Make the decisions for each child, and close the sitting."


class CloseImportedSitting(Command, frozen=True, kw_only=True):
    """Close the only sitting of an imported meeting, and the meeting, without decisions.

    ``recorded`` is the quoracy that the register states; where it states none, the rules decide. Not among
    the commands that the outside world may send.
    """

    closed_at: datetime
    recorded: Quoracy | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse anything that is not imported, a meeting that is not in session, and a time ahead."""
        if context.by.origin is not Origin.IMPORTED:
            raise OnlyForImports
        in_session(meeting)
        not_in_future(self.closed_at, context.now)
        assessment = assess_sitting(meeting, context)
        by_rules = Quoracy.QUORATE if assessment.quorate else Quoracy.INQUORATE_PROCEEDED
        stated = "" if self.recorded is None else "As stated in the imported register. By the rules: "
        return [
            SittingClosed(
                *context.stamp(meeting),
                sitting=len(meeting.sittings),
                at=self.closed_at,
                quoracy=self.recorded or by_rules,
                explanation=f"{stated}{assessment.explanation}",
                final=True,
            )
        ]
