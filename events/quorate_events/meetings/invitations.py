"""Inviting agencies in a role, with why and what is asked, and how they answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from quorate_events.checks import require_name, require_text
from quorate_events.errors import Invalid
from quorate_events.meetings.checks import not_closed, require_role_for, runs, speaks_for_or_convened
from quorate_events.meetings.errors import AlreadyInvited, InvitationNotFound, InvitationOnRecord
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.values import Deputy
from quorate_events.meetings.vocabulary import InvitationAnswer
from quorate_events.rules.clocks import london_date, report_due

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class DeputyNotNamed(Invalid):
    """The answer is a deputy, and nobody is named."""

    code = "deputy_not_named"


@dataclass(slots=True)
class Invitation:
    """One agency asked in one role."""

    agency_id: UUID
    role: str
    practitioner_id: UUID | None
    answer: InvitationAnswer | None = None


@dataclass(frozen=True)
class AgencyInvited(MeetingEvent):
    """An agency was invited in a role and told why and what is asked; ``report_due`` is a London date."""

    TOPIC: ClassVar[str] = "quorate.meeting.agency_invited"
    CREATES: ClassVar[str] = "invitation_id"

    invitation_id: UUID
    agency_id: UUID
    role: str
    practitioner_id: UUID | None
    why: str
    asked: str
    report_due: date | None

    def apply(self, meeting: "Meeting") -> None:
        """Keep the invitation."""
        meeting.invitations[self.invitation_id] = Invitation(self.agency_id, self.role, self.practitioner_id)


@dataclass(frozen=True)
class InvitationWithdrawn(MeetingEvent):
    """An invitation was taken back."""

    TOPIC: ClassVar[str] = "quorate.meeting.invitation_withdrawn"

    invitation_id: UUID
    reason: str

    def apply(self, meeting: "Meeting") -> None:
        """Drop the invitation."""
        del meeting.invitations[self.invitation_id]


@dataclass(frozen=True)
class InvitationAnswered(MeetingEvent):
    """An invited agency accepted, sent apologies, or named a deputy. A later answer supersedes."""

    TOPIC: ClassVar[str] = "quorate.meeting.invitation_answered"

    invitation_id: UUID
    answer: InvitationAnswer
    deputy: Deputy | None
    note: str

    def apply(self, meeting: "Meeting") -> None:
        """Keep the answer."""
        meeting.invitations[self.invitation_id].answer = self.answer


class InviteAgency(Command, frozen=True, kw_only=True):
    """Invite an agency in a role: why it is asked, and what is asked of it."""

    agency_id: UUID
    role: str
    why: str
    asked: str
    practitioner_id: UUID | None = None
    invitation_id: UUID | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a closed meeting, an unknown role, and a second invitation in the same role."""
        runs(meeting, context.by)
        not_closed(meeting)
        rules = context.rules.get(meeting.rule_set)
        require_role_for(rules, self.role, self.agency_id, context)
        require_text(self.why, "why")
        require_text(self.asked, "asked")
        if any(i.agency_id == self.agency_id and i.role == self.role for i in meeting.invitations.values()):
            raise AlreadyInvited
        if self.invitation_id in meeting.invitations:
            raise AlreadyInvited
        calendar = context.rules.calendar_of(rules)
        planned, today = london_date(meeting.scheduled_for), london_date(context.now)
        due = report_due(rules.kinds[meeting.kind], planned, calendar, today)
        return [
            AgencyInvited(
                *context.stamp(meeting),
                invitation_id=self.invitation_id or context.new_id(),
                agency_id=self.agency_id,
                role=self.role,
                practitioner_id=self.practitioner_id,
                why=self.why,
                asked=self.asked,
                report_due=due,
            )
        ]


class WithdrawInvitation(Command, frozen=True, kw_only=True):
    """Take an invitation back, and say why."""

    invitation_id: UUID
    reason: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a closed meeting, an unknown invitation, and a meeting that has sat."""
        runs(meeting, context.by)
        not_closed(meeting)
        require_text(self.reason, "reason")
        if self.invitation_id not in meeting.invitations:
            raise InvitationNotFound
        if meeting.sittings:
            raise InvitationOnRecord
        return [
            InvitationWithdrawn(*context.stamp(meeting), invitation_id=self.invitation_id, reason=self.reason)
        ]


class AnswerInvitation(Command, frozen=True, kw_only=True):
    """Accept, send apologies, or name a deputy. The administrator may take down a telephone answer."""

    invitation_id: UUID
    answer: InvitationAnswer
    deputy: Deputy | None = None
    note: str = ""

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a closed meeting, an unknown invitation, another agency's answer, a nameless deputy."""
        not_closed(meeting)
        invitation = meeting.invitations.get(self.invitation_id)
        if invitation is None:
            raise InvitationNotFound
        speaks_for_or_convened(context, invitation.agency_id, meeting)
        if (self.answer is InvitationAnswer.DEPUTY_NAMED) != (self.deputy is not None):
            raise DeputyNotNamed(
                "A deputy is named exactly when the answer is that a deputy comes.",
                "Give the deputy's name and role with the answer deputy_named.",
            )
        if self.deputy is not None:
            require_name(self.deputy.name, "deputy name")
            rules = context.rules.get(meeting.rule_set)
            require_role_for(rules, self.deputy.role, invitation.agency_id, context)
        return [
            InvitationAnswered(
                *context.stamp(meeting),
                invitation_id=self.invitation_id,
                answer=self.answer,
                deputy=self.deputy,
                note=self.note,
            )
        ]
