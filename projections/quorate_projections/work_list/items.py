"""The kinds of work, and one item of it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec


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


class Item(msgspec.Struct, frozen=True):
    """One thing to do in one meeting.

    ``link_id`` is what the work is about: the invitation, action, dissent, escalation, emergency
    opening, agency or meeting; of a change of the chair, the chair before.
    ``due`` is a London date, ``since`` when it came up. ``why`` is in the words of whoever asked for it.
    """

    kind: WorkKind
    link_id: UUID
    why: str
    due: date | None
    since: datetime
    agency_id: UUID | None = None
    practitioner_id: UUID | None = None

    @property
    def key(self) -> str:
        """What tells the item apart within its meeting."""
        return f"{self.kind}:{self.link_id}"
