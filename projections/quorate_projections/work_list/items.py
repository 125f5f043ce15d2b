"""The kinds of work, and one item of it."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from quorate_events.rules.clocks import london_date
from quorate_projections.standing import AsItStood


class WorkKind(StrEnum):
    """What has to be done."""

    ANSWER_INVITATION = "answer_invitation"
    CONTRIBUTE = "contribute"
    DECLARE_INVOLVEMENT = "declare_involvement"
    RESPOND_TO_CHALLENGE = "respond_to_challenge"
    ACCEPT_ACTION = "accept_action"
    COMPLETE_ACTION = "complete_action"
    CHAIR_MEETING = "chair_meeting"
    CONFIRM_RECORD = "confirm_record"
    ISSUE_RECORD = "issue_record"
    ISSUE_DECISION_LETTER = "issue_decision_letter"
    ANSWER_DISSENT = "answer_dissent"
    ANSWER_ESCALATION = "answer_escalation"
    NOTE_EMERGENCY_OPENING = "note_emergency_opening"
    """Somebody who is not invited opened the record in an emergency; the reason is theirs."""
    NOTE_CHAIR_CHANGE = "note_chair_change"
    """Somebody else named another chair; told to the chair before, with their reason."""


class Notice(msgspec.Struct, frozen=True, gc=False):
    """Who did what a notice tells of, for which agency; the new chair, or until when the record is open (UTC)."""

    practitioner_id: UUID
    agency_id: UUID
    chair_id: UUID | None = None
    until: datetime | None = None


NOTICE_DAYS = 28
"""How long a notice stays in the work list, counted from the London date of what it tells of."""


class Item(msgspec.Struct, frozen=True, gc=False):
    """One thing to do in one meeting.

    ``link_id`` is what the work is about: the invitation, action, dissent, escalation, emergency
    opening, agency or meeting; of a change of the chair, the chair before.
    ``then`` is how the meeting stood when it came up, for somebody who may not know how it stands.
    ``due`` is a London date, ``since`` when it came up. ``why`` is in the words of whoever asked for it.
    ``notice`` says more of what is only to be noted, which is shown up to ``shown_until`` (a London date).
    """

    kind: WorkKind
    link_id: UUID
    why: str
    due: date | None
    since: datetime
    agency_id: UUID | None = None
    practitioner_id: UUID | None = None
    then: AsItStood | None = None
    notice: Notice | None = None

    @property
    def shown_until(self) -> date | None:
        """The last day of a notice; None for what stays until it is done."""
        return None if self.notice is None else london_date(self.since) + timedelta(days=NOTICE_DAYS)

    @property
    def key(self) -> str:
        """What tells the item apart within its meeting."""
        return f"{self.kind}:{self.link_id}"
