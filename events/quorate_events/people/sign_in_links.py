"""Accounts that keepers of members link, confirm and take away. It takes two of them to let an account in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from quorate_events.access.actor import ActorKind
from quorate_events.checks import require_text
from quorate_events.command import Command, Context
from quorate_events.context import Recorder
from quorate_events.people.errors import (
    IssuerNotTrusted,
    OwnMembership,
    PersonHasSignIn,
    SecondPersonNeeded,
    SignInNotLinked,
    SignInNotWaiting,
    WrongStanding,
)
from quorate_events.people.event import DirectoryEvent
from quorate_events.people.practitioner import Practitioner, require_practitioner
from quorate_events.people.sign_in import SignedIn, SignIn, link, sign_in_id
from quorate_events.people.standing import MembershipStatus
from quorate_events.personal import OfPractitioner


@dataclass(frozen=True)
class SignInConfirmed(DirectoryEvent):
    """A second person confirmed that the account is the member's: it lets the member in."""

    TOPIC: ClassVar[str] = "quorate.sign_in.confirmed"

    practitioner_id: UUID

    def apply(self, aggregate: SignIn) -> None:
        """It waits no longer."""
        aggregate.waits = False


@dataclass(frozen=True)
class SignInUnlinked(DirectoryEvent):
    """An account no longer belongs to a member."""

    TOPIC: ClassVar[str] = "quorate.sign_in.unlinked"

    practitioner_id: UUID
    reason: OfPractitioner

    def apply(self, aggregate: SignIn) -> None:
        """It is nobody's."""
        aggregate.belongs_to(None)


@dataclass(frozen=True)
class SignInAdded(DirectoryEvent):
    """A member has a further account. ``sign_in_id`` is its stream."""

    TOPIC: ClassVar[str] = "quorate.practitioner.sign_in_added"

    sign_in_id: UUID

    def apply(self, aggregate: Practitioner) -> None:
        """Remember the account."""
        aggregate.sign_ins |= {self.sign_in_id}


@dataclass(frozen=True)
class SignInRemoved(DirectoryEvent):
    """A member has an account no longer."""

    TOPIC: ClassVar[str] = "quorate.practitioner.sign_in_removed"

    sign_in_id: UUID

    def apply(self, aggregate: Practitioner) -> None:
        """Forget the account."""
        aggregate.sign_ins -= {self.sign_in_id}


class _OfAMember(Command, frozen=True, kw_only=True):
    """A command about one account of one member."""

    issuer: str
    subject: str
    practitioner_id: UUID

    @property
    def stream_id(self) -> UUID:
        """The sign-in."""
        return sign_in_id(self.issuer, self.subject)

    def also(self, by: Recorder) -> tuple[UUID, ...]:
        """The member."""
        return (self.practitioner_id,)

    def member(self, context: Context) -> Practitioner:
        """Return the member as it stands. Raises ``NotRegistered``."""
        return require_practitioner(context.known.get(self.practitioner_id))


class LinkSignIn(_OfAMember, frozen=True, kw_only=True):
    """Say to whom an account belongs, by ``issuer`` and ``subject`` as its tokens have them.

    For an agency's software, and for a person who has no account yet. It lets nobody in until a second person
    has sent ``confirmSignIn``. A further account is accepted by the person, with ``acceptSignIn``.
    """

    def decide(self, aggregate: SignIn | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse an issuer not trusted, an account of somebody, a person's further one, whoever is not active."""
        member = self.member(context)
        if member.status is not MembershipStatus.ACTIVE:
            raise WrongStanding(member.status, MembershipStatus.ACTIVE)
        if context.issuers and self.issuer not in context.issuers:
            raise IssuerNotTrusted
        account = SignedIn(self.issuer, self.subject)
        linked = link(account, aggregate, member.id, context.now, context.by, waits=True)
        if member.kind is ActorKind.PERSON and member.sign_ins:
            raise PersonHasSignIn
        return [linked, SignInAdded(*context.stamp(member), account.id)]


class ConfirmSignIn(_OfAMember, frozen=True, kw_only=True):
    """Confirm that an account is the member's. Another person than the one who linked it does.

    Ask the member for ``issuer`` and ``subject``, by another way than through whoever linked the account.
    """

    def decide(self, aggregate: SignIn | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse what does not wait for this member, and whoever linked it or is the member."""
        if (
            not isinstance(aggregate, SignIn)
            or aggregate.practitioner_id != self.practitioner_id
            or not aggregate.waits
        ):
            raise SignInNotWaiting
        if context.by.practitioner_id == self.practitioner_id:
            raise OwnMembership
        if context.by.practitioner_id == aggregate.linked_by:
            raise SecondPersonNeeded
        return [SignInConfirmed(*context.stamp(aggregate), self.practitioner_id)]


class UnlinkSignIn(_OfAMember, frozen=True, kw_only=True):
    """Take an account away from a member: its tokens let nobody in from then on."""

    reason: str

    def decide(self, aggregate: SignIn | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse an account that is not this member's, and an empty reason."""
        member = self.member(context)
        if not isinstance(aggregate, SignIn) or aggregate.practitioner_id != member.id:
            raise SignInNotLinked
        require_text(self.reason, "reason")
        return [
            SignInUnlinked(*context.stamp(aggregate), member.id, self.reason),
            SignInRemoved(member.id, member.version + 1, context.now, context.by, aggregate.id),
        ]
