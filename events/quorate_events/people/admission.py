"""How the first member of a partnership is admitted: by whoever operates the installation, at the server.

Every later member is invited and confirmed by members. Where nobody is left who may do that, or nobody but the
one who invited, the operator is the missing person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.access.actor import Duty
from quorate_events.checks import require_name
from quorate_events.command import Command, Context
from quorate_events.context import Recorder
from quorate_events.people.admissions import ADMISSIONS, entered
from quorate_events.people.event import AlreadyRegistered, DirectoryEvent
from quorate_events.people.practitioner import Practitioner, in_order
from quorate_events.people.sign_in import SignedIn, link

OPERATOR = UUID("0f0e6a52-6c1f-5b5e-9d0e-51b7f2c3a9d4")
"""Who signs what the operator does. It is nobody's id in the directory."""


def operator_for(agency_id: UUID) -> Recorder:
    """Return how the operator signs what is done for an agency."""
    return Recorder(OPERATOR, agency_id)


@dataclass(frozen=True)
class MemberAdmitted(DirectoryEvent, Aggregate.Created):
    """A person was admitted at the server, an active member from then on. ``sign_in_id`` is the account's stream."""

    TOPIC: ClassVar[str] = "quorate.practitioner.admitted"

    name: str
    agency_id: UUID
    title: str
    duties: tuple[Duty, ...]
    sign_in_id: UUID

    def apply(self, aggregate: Practitioner) -> None:
        """Remember agency, duties and account."""
        aggregate.agency_id = self.agency_id
        aggregate.duties = frozenset(self.duties)
        aggregate.sign_ins = frozenset({self.sign_in_id})


class AdmitMember(Command, frozen=True, kw_only=True):
    """Admit a person with the account by which the person signs in. Not sent by members, but at the server.

    ``seen`` is how many admissions and corrections were there when the operator looked whether anybody keeps members.
    """

    practitioner_id: UUID
    name: str
    agency_id: UUID
    title: str
    duties: tuple[Duty, ...]
    issuer: str
    subject: str
    seen: int = 0

    @property
    def account(self) -> SignedIn:
        """The account by which the person signs in."""
        return SignedIn(self.issuer, self.subject)

    @property
    def stream_id(self) -> UUID:
        """The practitioner."""
        return self.practitioner_id

    def also(self, by: Recorder) -> tuple[UUID, ...]:
        """The sign-in, and what was admitted before."""
        return (self.account.id, ADMISSIONS)

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse a taken id, an empty name, an account of somebody's, and an admission that was not seen."""
        if aggregate is not None:
            raise AlreadyRegistered
        require_name(self.name, "name")
        account = self.account
        sign_in = context.known.get(account.id)
        linked = link(account, sign_in, self.practitioner_id, context.now, context.by, waits=False)
        admitted = MemberAdmitted(
            originator_id=self.practitioner_id,
            originator_version=1,
            timestamp=context.now,
            originator_topic="quorate.practitioner",
            by=context.by,
            name=self.name,
            agency_id=self.agency_id,
            title=self.title,
            duties=in_order(self.duties),
            sign_in_id=account.id,
        )
        return [entered(self.seen, self.practitioner_id, context), linked, admitted]
