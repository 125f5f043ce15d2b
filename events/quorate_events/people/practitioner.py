"""A practitioner: a person who works for an agency, or an agency's own software."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.access.actor import ActorKind, Duty
from quorate_events.checks import require_name
from quorate_events.command import Command, Context
from quorate_events.people.event import AlreadyRegistered, DirectoryEvent, NotRegistered
from quorate_events.people.standing import MembershipStatus
from quorate_events.personal import OfPerson


class Practitioner(Aggregate):
    """Somebody who takes part for an agency, how the membership stands, and with which duties.

    ``code_hash`` and ``expires_at`` are those of an invitation, ``invited_by`` is who invited; empty and None
    for whoever was registered. ``sign_ins`` are the accounts linked, those that wait to be confirmed included.
    ``emergencies`` are the openings of records of the last day: when, and until when (UTC). ``opened_until`` are the
    meetings among them that may still be open, and until when.
    """

    agency_id: UUID
    kind: ActorKind
    status: MembershipStatus
    duties: frozenset[Duty]
    code_hash: str
    expires_at: datetime | None
    invited_by: UUID | None
    sign_ins: frozenset[UUID]
    emergencies: tuple[tuple[datetime, datetime], ...]
    opened_until: dict[UUID, datetime]

    def __init__(self) -> None:
        """Begin with what holds unless the first event says otherwise."""
        self.kind = ActorKind.PERSON
        self.status = MembershipStatus.ACTIVE
        self.code_hash = ""
        self.expires_at = None
        self.invited_by = None
        self.sign_ins = frozenset()
        self.emergencies = ()
        self.opened_until = {}


@dataclass(frozen=True)
class PractitionerRegistered(DirectoryEvent, Aggregate.Created):
    """A person was registered for an agency, with the job title: an active member from then on."""

    TOPIC: ClassVar[str] = "quorate.practitioner.registered"
    class_version: ClassVar[int] = 2

    name: OfPerson
    agency_id: UUID
    title: OfPerson
    duties: tuple[Duty, ...]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Before there were duties, everybody took part as a practitioner."""
        state["duties"] = [Duty.PRACTITIONER]

    def apply(self, aggregate: Practitioner) -> None:
        """Remember agency and duties."""
        aggregate.agency_id = self.agency_id
        aggregate.duties = frozenset(self.duties)


class RegisterPractitioner(Command, frozen=True, kw_only=True):
    """Register a person for an agency. The person is a member at once; signing in needs a linked sign-in."""

    practitioner_id: UUID
    name: str
    agency_id: UUID
    title: str = ""
    duties: tuple[Duty, ...] = (Duty.PRACTITIONER,)

    @property
    def stream_id(self) -> UUID:
        """The practitioner."""
        return self.practitioner_id

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse a taken id and an empty name."""
        if aggregate is not None:
            raise AlreadyRegistered
        require_name(self.name, "name")
        return [
            PractitionerRegistered(
                originator_id=self.practitioner_id,
                originator_version=1,
                timestamp=context.now,
                originator_topic="quorate.practitioner",
                by=context.by,
                name=self.name,
                agency_id=self.agency_id,
                title=self.title,
                duties=in_order(self.duties),
            )
        ]


def in_order(duties: Collection[Duty]) -> tuple[Duty, ...]:
    """Return each duty once, in the order in which they are declared."""
    return tuple(duty for duty in Duty if duty in duties)


def require_practitioner(aggregate: Aggregate | None) -> Practitioner:
    """Return the practitioner that a command is about. Raises ``NotRegistered``."""
    if not isinstance(aggregate, Practitioner):
        raise NotRegistered
    return aggregate
