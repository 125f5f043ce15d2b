"""What an agency had to do with the child: declared, challenged, settled. The denominator of attendance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from quorate_events.checks import require_text
from quorate_events.errors import Invalid
from quorate_events.meetings.checks import not_confirmed, require_invited, runs, speaks_for_or_convened
from quorate_events.meetings.errors import (
    InvolvementLowered,
    InvolvementSettledAlready,
    NoInvolvementDeclared,
)
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.vocabulary import InvolvementLevel

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class SignificantWithoutInvolvement(Invalid):
    """No involvement cannot be significant."""

    code = "significant_without_involvement"


@dataclass(slots=True)
class Involvement:
    """What is on the record about one agency."""

    level: InvolvementLevel
    significant: bool
    challenged: bool = False
    settled: bool = False

    def weight(self) -> tuple[bool, bool]:
        """Order involvements by the denominators of attendance that they belong to."""
        return self.level is not InvolvementLevel.NONE, self.significant


def _consistent(level: InvolvementLevel, significant: bool) -> None:
    if significant and level is InvolvementLevel.NONE:
        raise SignificantWithoutInvolvement(
            "An agency without involvement cannot have significant involvement.",
            "Choose historic or current involvement, or untick significant.",
        )


@dataclass(frozen=True)
class InvolvementDeclared(MeetingEvent):
    """The agency declared what it had to do with the child or family. A later declaration supersedes."""

    TOPIC: ClassVar[str] = "quorate.meeting.involvement_declared"

    agency_id: UUID
    level: InvolvementLevel
    significant: bool
    summary: str

    def apply(self, meeting: "Meeting") -> None:
        """Keep the declaration."""
        meeting.involvements[self.agency_id] = Involvement(self.level, self.significant)


@dataclass(frozen=True)
class InvolvementChallenged(MeetingEvent):
    """The chair, or another agency, holds that the declaration does not match what is known."""

    TOPIC: ClassVar[str] = "quorate.meeting.involvement_challenged"

    agency_id: UUID
    reason: str

    def apply(self, meeting: "Meeting") -> None:
        """Mark the declaration as challenged."""
        meeting.involvements[self.agency_id].challenged = True


@dataclass(frozen=True)
class InvolvementSettled(MeetingEvent):
    """The chair settled what the involvement was; this is what counts from here on."""

    TOPIC: ClassVar[str] = "quorate.meeting.involvement_settled"

    agency_id: UUID
    level: InvolvementLevel
    significant: bool
    reason: str

    def apply(self, meeting: "Meeting") -> None:
        """Keep what was settled."""
        meeting.involvements[self.agency_id] = Involvement(self.level, self.significant, settled=True)


class DeclareInvolvement(Command, frozen=True, kw_only=True):
    """Declare what the agency had to do with the child: none, historic or current; significant or not."""

    agency_id: UUID
    level: InvolvementLevel
    significant: bool = False
    summary: str = ""

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse an uninvited or another agency, a confirmed record, what is settled, and taking back once it sat."""
        not_confirmed(meeting)
        require_invited(meeting, self.agency_id)
        speaks_for_or_convened(context, self.agency_id, meeting)
        declared = meeting.involvements.get(self.agency_id)
        if declared is not None and declared.settled:
            raise InvolvementSettledAlready
        _consistent(self.level, self.significant)
        if declared is not None and meeting.sittings and self._weight() < declared.weight():
            # Whoever stayed away must not leave the denominator of attendance afterwards.
            raise InvolvementLowered
        return [
            InvolvementDeclared(
                *context.stamp(meeting),
                agency_id=self.agency_id,
                level=self.level,
                significant=self.significant,
                summary=self.summary,
            )
        ]

    def _weight(self) -> tuple[bool, bool]:
        return Involvement(self.level, self.significant).weight()


class ChallengeInvolvement(Command, frozen=True, kw_only=True):
    """Say why an agency's declaration does not match what is known."""

    agency_id: UUID
    reason: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse somebody who neither runs the meeting nor was invited, and where nothing has been declared."""
        if not any(each.agency_id == context.by.agency_id for each in meeting.invitations.values()):
            runs(meeting, context.by)
        not_confirmed(meeting)
        require_text(self.reason, "reason")
        if self.agency_id not in meeting.involvements:
            raise NoInvolvementDeclared
        return [InvolvementChallenged(*context.stamp(meeting), agency_id=self.agency_id, reason=self.reason)]


class SettleInvolvement(Command, frozen=True, kw_only=True):
    """The chair settles what an agency's involvement was, with the reason."""

    agency_id: UUID
    level: InvolvementLevel
    reason: str
    significant: bool = False

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse an agency that was not invited and a confirmed record."""
        runs(meeting, context.by)
        not_confirmed(meeting)
        require_invited(meeting, self.agency_id)
        require_text(self.reason, "reason")
        _consistent(self.level, self.significant)
        return [
            InvolvementSettled(
                *context.stamp(meeting),
                agency_id=self.agency_id,
                level=self.level,
                significant=self.significant,
                reason=self.reason,
            )
        ]
