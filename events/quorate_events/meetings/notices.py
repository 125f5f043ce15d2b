"""Notices: what somebody is told of and only has to note, and how they say that they have.

Two things are told so: to the chair, that somebody opened the record in an emergency; to the chair before, that
somebody else took the chair from them. Both stand in the work list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from quorate_events.errors import NotFound
from quorate_events.meetings.emergency import OpenedInEmergency
from quorate_events.meetings.errors import MeetingNotFound, MeetingRefusal
from quorate_events.meetings.event import Command, Context, MeetingEvent, MeetingStream

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class NoticeNotFound(MeetingRefusal, NotFound):
    """A notice is acknowledged once, by the person to whom it was given."""

    code = "notice_not_found"
    sentence = "No such notice waits for you in this meeting."
    hint = "Take `linkId` from the notice in your work list; one that was acknowledged is not there any more."


@dataclass(frozen=True)
class NoticeAcknowledged(MeetingEvent):
    """Whoever recorded this has taken note: of an opening in an emergency, or that they chair no longer.

    ``link_id`` is the opening, or the chair before.
    """

    TOPIC: ClassVar[str] = "quorate.meeting.notice_acknowledged"

    link_id: UUID

    def apply(self, meeting: "Meeting") -> None:
        """The notice waits for this person no longer; a later chair is told of an opening all the same."""
        if self.link_id in meeting.openings:
            meeting.openings[self.link_id] |= {self.by.practitioner_id}
        meeting.chairs_to_tell.discard(self.link_id)


TELLS_OF_AN_OPENING: tuple[type[MeetingEvent], ...] = (OpenedInEmergency, NoticeAcknowledged)
"""Events that show that a record was opened in an emergency: the chair is told of them, wherever events are told."""


def recipient_of(meeting: "Meeting", link_id: UUID) -> UUID | None:
    """Return for whom the notice of an opening, or to a chair before, waits; None where there is none."""
    if link_id in meeting.openings:
        return None if meeting.chair_id in meeting.openings[link_id] else meeting.chair_id
    return link_id if link_id in meeting.chairs_to_tell else None


class AcknowledgeNotice(Command, frozen=True, kw_only=True):
    """Acknowledge a notice in one's own work list: of an opening in an emergency, or a change of the chair.

    The notice is in the work list no longer. What it told of, and that it was acknowledged, stays on the record.
    """

    link_id: UUID

    def decide(self, meeting: "Meeting | None", context: Context) -> Sequence[MeetingEvent]:
        """Refuse an unknown meeting. Whoever chaired before may have no other part in the meeting now."""
        if not isinstance(meeting, MeetingStream):
            raise MeetingNotFound
        return self.decide_on(meeting, context)

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a notice that waits for nobody, or for somebody else."""
        if recipient_of(meeting, self.link_id) != context.by.practitioner_id:
            raise NoticeNotFound
        return [NoticeAcknowledged(*context.stamp(meeting), link_id=self.link_id)]
