"""How a membership goes on: suspended for a time, resumed, ended for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from quorate_events.checks import require_text
from quorate_events.command import Command, Context
from quorate_events.people.errors import OwnMembership, WrongStanding
from quorate_events.people.event import DirectoryEvent
from quorate_events.people.practitioner import Practitioner, require_practitioner
from quorate_events.people.standing import MembershipStatus
from quorate_events.personal import OfPerson


@dataclass(frozen=True)
class MemberSuspended(DirectoryEvent):
    """A member is kept out for the time being."""

    TOPIC: ClassVar[str] = "quorate.practitioner.suspended"

    reason: OfPerson

    def apply(self, aggregate: Practitioner) -> None:
        """Nobody is let in."""
        aggregate.status = MembershipStatus.SUSPENDED


@dataclass(frozen=True)
class MemberResumed(DirectoryEvent):
    """A suspended member is let in again."""

    TOPIC: ClassVar[str] = "quorate.practitioner.resumed"

    def apply(self, aggregate: Practitioner) -> None:
        """The membership is active again."""
        aggregate.status = MembershipStatus.ACTIVE


@dataclass(frozen=True)
class MembershipEnded(DirectoryEvent):
    """A membership, or an invitation to one, ended for good. What the person recorded stays theirs."""

    TOPIC: ClassVar[str] = "quorate.practitioner.membership_ended"

    reason: OfPerson

    def apply(self, aggregate: Practitioner) -> None:
        """The membership is over."""
        aggregate.status = MembershipStatus.ENDED


class SuspendMember(Command, frozen=True, kw_only=True):
    """Keep a member out for the time being, open subscriptions included."""

    practitioner_id: UUID
    reason: str

    @property
    def stream_id(self) -> UUID:
        """The practitioner."""
        return self.practitioner_id

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse whoever is not an active member, and an empty reason."""
        practitioner = require_practitioner(aggregate)
        if practitioner.status is not MembershipStatus.ACTIVE:
            raise WrongStanding(practitioner.status, MembershipStatus.ACTIVE)
        require_text(self.reason, "reason")
        return [MemberSuspended(*context.stamp(practitioner), reason=self.reason)]


class ResumeMember(Command, frozen=True, kw_only=True):
    """Let a suspended member in again."""

    practitioner_id: UUID

    @property
    def stream_id(self) -> UUID:
        """The practitioner."""
        return self.practitioner_id

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse to resume oneself, and whoever is not suspended."""
        practitioner = require_practitioner(aggregate)
        if context.by.practitioner_id == practitioner.id:
            raise OwnMembership
        if practitioner.status is not MembershipStatus.SUSPENDED:
            raise WrongStanding(practitioner.status, MembershipStatus.SUSPENDED)
        return [MemberResumed(*context.stamp(practitioner))]


class EndMembership(Command, frozen=True, kw_only=True):
    """End a membership for good, or take an invitation to one back."""

    practitioner_id: UUID
    reason: str

    @property
    def stream_id(self) -> UUID:
        """The practitioner."""
        return self.practitioner_id

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse a membership that has ended, and an empty reason."""
        practitioner = require_practitioner(aggregate)
        if practitioner.status is MembershipStatus.ENDED:
            raise WrongStanding(practitioner.status, "not over")
        require_text(self.reason, "reason")
        return [MembershipEnded(*context.stamp(practitioner), reason=self.reason)]
