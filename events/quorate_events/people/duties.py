"""What a member is entrusted with: granted and withdrawn, never taken from a token."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from quorate_events.access.actor import ActorKind, Duty
from quorate_events.checks import require_text
from quorate_events.command import Command, Context
from quorate_events.people.errors import DutiesUnchanged, DutyNotForSystems, OwnMembership, WrongStanding
from quorate_events.people.event import DirectoryEvent
from quorate_events.people.practitioner import Practitioner, in_order, require_practitioner
from quorate_events.people.standing import MembershipStatus
from quorate_events.personal import OfPerson


@dataclass(frozen=True)
class DutiesGranted(DirectoryEvent):
    """A member was entrusted with further duties."""

    TOPIC: ClassVar[str] = "quorate.practitioner.duties_granted"

    duties: tuple[Duty, ...]

    def apply(self, aggregate: Practitioner) -> None:
        """The member has them from now on."""
        aggregate.duties = aggregate.duties.union(self.duties)


@dataclass(frozen=True)
class DutiesWithdrawn(DirectoryEvent):
    """Duties were taken from a member."""

    TOPIC: ClassVar[str] = "quorate.practitioner.duties_withdrawn"

    duties: tuple[Duty, ...]
    reason: OfPerson

    def apply(self, aggregate: Practitioner) -> None:
        """The member no longer has them."""
        aggregate.duties = aggregate.duties.difference(self.duties)


class GrantDuties(Command, frozen=True, kw_only=True):
    """Entrust a member with further duties."""

    practitioner_id: UUID
    duties: tuple[Duty, ...]

    @property
    def stream_id(self) -> UUID:
        """The practitioner."""
        return self.practitioner_id

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse to grant oneself anything, duties held already, and to software what is for people."""
        practitioner = _still_a_member(aggregate)
        if context.by.practitioner_id == practitioner.id:
            raise OwnMembership
        new = in_order(frozenset(self.duties) - practitioner.duties)
        if not new:
            raise DutiesUnchanged
        if practitioner.kind is ActorKind.SYSTEM and new != (Duty.PRACTITIONER,):
            raise DutyNotForSystems
        return [DutiesGranted(*context.stamp(practitioner), duties=new)]


class WithdrawDuties(Command, frozen=True, kw_only=True):
    """Take duties from a member; one may give up one's own."""

    practitioner_id: UUID
    duties: tuple[Duty, ...]
    reason: str

    @property
    def stream_id(self) -> UUID:
        """The practitioner."""
        return self.practitioner_id

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse duties that the member does not have, and an empty reason."""
        practitioner = _still_a_member(aggregate)
        gone = in_order(practitioner.duties.intersection(self.duties))
        if not gone:
            raise DutiesUnchanged
        require_text(self.reason, "reason")
        return [DutiesWithdrawn(*context.stamp(practitioner), duties=gone, reason=self.reason)]


def _still_a_member(aggregate: Practitioner | None) -> Practitioner:
    practitioner = require_practitioner(aggregate)
    if practitioner.status is MembershipStatus.ENDED:
        raise WrongStanding(practitioner.status, "not over")
    return practitioner
