"""How somebody becomes a member: invited, accepts with a one-time code, is confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.access.actor import Duty
from quorate_events.checks import require_name
from quorate_events.command import Command, Context
from quorate_events.context import Recorder
from quorate_events.people.errors import (
    ExpiryInvalid,
    InvitationExpired,
    InvitationNotAccepted,
    OwnMembership,
    SecondPersonNeeded,
    WrongStanding,
)
from quorate_events.people.event import AlreadyRegistered, DirectoryEvent
from quorate_events.people.one_time_code import fits, require_hash
from quorate_events.people.practitioner import Practitioner, in_order, require_practitioner
from quorate_events.people.sign_in import SignedIn, link
from quorate_events.people.standing import MembershipStatus
from quorate_events.personal import CodeHash, OfPerson

MOST_DAYS = 30
"""Days that an invitation may stay open."""


@dataclass(frozen=True)
class MemberInvited(DirectoryEvent, Aggregate.Created):
    """A person was invited to take part for an agency. Of the one-time code only the hash is kept."""

    TOPIC: ClassVar[str] = "quorate.practitioner.invited"

    name: OfPerson
    agency_id: UUID
    title: OfPerson
    duties: tuple[Duty, ...]
    code_hash: CodeHash
    expires_at: datetime

    def apply(self, aggregate: Practitioner) -> None:
        """Remember what the invitation says."""
        aggregate.agency_id = self.agency_id
        aggregate.duties = frozenset(self.duties)
        aggregate.status = MembershipStatus.INVITED
        aggregate.code_hash = self.code_hash
        aggregate.expires_at = self.expires_at
        aggregate.invited_by = self.by.practitioner_id


@dataclass(frozen=True)
class MemberInvitationAccepted(DirectoryEvent):
    """The invited person signed in and accepted. ``sign_in_id`` is the stream of that account."""

    TOPIC: ClassVar[str] = "quorate.practitioner.invitation_accepted"

    sign_in_id: UUID

    def apply(self, aggregate: Practitioner) -> None:
        """Wait for the confirmation."""
        aggregate.status = MembershipStatus.ACCEPTED
        aggregate.sign_ins |= {self.sign_in_id}


@dataclass(frozen=True)
class MemberConfirmed(DirectoryEvent):
    """Somebody else confirmed that the right person had accepted: the membership is active."""

    TOPIC: ClassVar[str] = "quorate.practitioner.confirmed"

    def apply(self, aggregate: Practitioner) -> None:
        """The membership is active."""
        aggregate.status = MembershipStatus.ACTIVE


class InviteMember(Command, frozen=True, kw_only=True):
    """Invite a person to take part for an agency.

    The sender makes a random one-time code of at least 24 characters, hands it to the person by another way,
    and sends its SHA-256 as ``code_hash``.
    """

    practitioner_id: UUID
    name: str
    agency_id: UUID
    title: str = ""
    duties: tuple[Duty, ...] = (Duty.PRACTITIONER,)
    code_hash: str
    expires_at: datetime

    @property
    def stream_id(self) -> UUID:
        """The practitioner-to-be."""
        return self.practitioner_id

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse a taken id, an empty name, what is no hash, and an expiry past or too far away."""
        if aggregate is not None:
            raise AlreadyRegistered
        require_name(self.name, "name")
        require_hash(self.code_hash)
        if not context.now < self.expires_at <= context.now + timedelta(days=MOST_DAYS):
            raise ExpiryInvalid(MOST_DAYS)
        return [
            MemberInvited(
                originator_id=self.practitioner_id,
                originator_version=1,
                timestamp=context.now,
                originator_topic="quorate.practitioner",
                by=context.by,
                name=self.name,
                agency_id=self.agency_id,
                title=self.title,
                duties=in_order(self.duties),
                code_hash=self.code_hash,
                expires_at=self.expires_at,
            )
        ]


class AcceptInvitation(Command, frozen=True, kw_only=True):
    """Accept an invitation with its one-time code. The account signed in with becomes the person's."""

    practitioner_id: UUID
    code: str
    signed_in: SignedIn

    @property
    def stream_id(self) -> UUID:
        """The practitioner-to-be."""
        return self.practitioner_id

    def also(self, by: Recorder) -> tuple[UUID, ...]:
        """The sign-in."""
        return (self.signed_in.id,)

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse a wrong id or code alike; an expired invitation; an account that is somebody's already."""
        invited = aggregate if isinstance(aggregate, Practitioner) else None
        code_fits = fits(self.code, invited.code_hash if invited is not None else "")
        if invited is None or not code_fits or invited.status is not MembershipStatus.INVITED:
            raise InvitationNotAccepted
        if invited.expires_at is None or invited.expires_at <= context.now:
            raise InvitationExpired
        person = Recorder(invited.id, invited.agency_id)
        sign_in = context.known.get(self.signed_in.id)
        linked = link(self.signed_in, sign_in, self.practitioner_id, context.now, person, waits=False)
        accepted = MemberInvitationAccepted(
            invited.id, invited.version + 1, context.now, person, self.signed_in.id
        )
        return [linked, accepted]


class ConfirmMember(Command, frozen=True, kw_only=True):
    """Confirm that the right person has accepted. From then on the person is let in.

    Another person than the one who invited confirms: nobody makes a member alone.
    """

    practitioner_id: UUID

    @property
    def stream_id(self) -> UUID:
        """The practitioner."""
        return self.practitioner_id

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse to confirm oneself, whom one invited oneself, and anybody who has not just accepted."""
        practitioner = require_practitioner(aggregate)
        if context.by.practitioner_id == practitioner.id:
            raise OwnMembership
        if practitioner.status is not MembershipStatus.ACCEPTED:
            raise WrongStanding(practitioner.status, MembershipStatus.ACCEPTED)
        if context.by.practitioner_id == practitioner.invited_by:
            raise SecondPersonNeeded
        return [MemberConfirmed(*context.stamp(practitioner))]
