"""A further account of a person: offered by whoever holds it, accepted by the person with the account they have.

Nobody else can do either part. Of the one-time code that joins the two only the hash is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.command import Command, Context
from quorate_events.context import Recorder
from quorate_events.people.errors import (
    NotYourSignIn,
    OfferExpired,
    OfferNotAccepted,
    OfferOpen,
    SignInTaken,
    WrongStanding,
)
from quorate_events.people.event import DirectoryEvent
from quorate_events.people.one_time_code import fits, require_hash
from quorate_events.people.practitioner import require_practitioner
from quorate_events.people.sign_in import SignedIn, SignIn
from quorate_events.people.sign_in_links import SignInAdded
from quorate_events.people.standing import MembershipStatus
from quorate_events.personal import CodeHash, IssuerAddress


@dataclass(frozen=True)
class SignInOffered(DirectoryEvent, Aggregate.Created):
    """Whoever holds an account that is nobody's offered it to the person who knows the code."""

    TOPIC: ClassVar[str] = "quorate.sign_in.offered"

    issuer: IssuerAddress
    code_hash: CodeHash
    expires_at: datetime

    def apply(self, aggregate: SignIn) -> None:
        """Remember the code and its time."""
        aggregate.code_hash, aggregate.expires_at = self.code_hash, self.expires_at


@dataclass(frozen=True)
class SignInOfferedAgain(DirectoryEvent):
    """An account that is on the record and nobody's was offered."""

    TOPIC: ClassVar[str] = "quorate.sign_in.offered_again"

    code_hash: CodeHash
    expires_at: datetime

    def apply(self, aggregate: SignIn) -> None:
        """Remember the code and its time."""
        aggregate.code_hash, aggregate.expires_at = self.code_hash, self.expires_at


@dataclass(frozen=True)
class SignInAccepted(DirectoryEvent):
    """A person, signed in with an account they had, accepted a further one as their own."""

    TOPIC: ClassVar[str] = "quorate.sign_in.accepted"

    practitioner_id: UUID

    def apply(self, aggregate: SignIn) -> None:
        """Remember whose it is; the code is used up."""
        aggregate.belongs_to(self.practitioner_id, self.practitioner_id)


class OfferSignIn(Command, frozen=True, kw_only=True):
    """Offer the account signed in with to a member, who accepts it with ``acceptSignIn`` and the one-time code.

    The sender makes a random code of at least 24 characters, shows it with the ``streamId`` of the answer, and
    sends its SHA-256 as ``code_hash``. The account must be nobody's. The offer is open for the minutes that the
    installation's settings say.
    """

    code_hash: str
    signed_in: SignedIn

    @property
    def stream_id(self) -> UUID:
        """The sign-in."""
        return self.signed_in.id

    def decide(self, aggregate: SignIn | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse what is no hash, an account that is somebody's, and a second offer while one is open."""
        require_hash(self.code_hash)
        self.signed_in.require_valid()
        expires_at = context.now + context.sign_in_code_lasts
        if not isinstance(aggregate, SignIn):
            return [
                SignInOffered(
                    originator_id=self.stream_id,
                    originator_version=1,
                    timestamp=context.now,
                    originator_topic="quorate.sign_in",
                    by=context.by,
                    issuer=self.signed_in.issuer,
                    code_hash=self.code_hash,
                    expires_at=expires_at,
                )
            ]
        if aggregate.practitioner_id is not None:
            raise SignInTaken
        if aggregate.expires_at is not None and context.now < aggregate.expires_at:
            raise OfferOpen
        return [SignInOfferedAgain(*context.stamp(aggregate), self.code_hash, expires_at)]


class AcceptSignIn(Command, frozen=True, kw_only=True):
    """Accept a further account as one's own, with the one-time code that was shown where it was offered.

    Whoever holds that account is let in as ``practitioner_id``, who has to be the sender: accept none but your own.
    """

    practitioner_id: UUID
    sign_in_id: UUID
    code: str

    @property
    def stream_id(self) -> UUID:
        """The sign-in."""
        return self.sign_in_id

    def also(self, by: Recorder) -> tuple[UUID, ...]:
        """The member."""
        return (self.practitioner_id,)

    def decide(self, aggregate: SignIn | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse anybody but the person; a wrong id and a wrong code alike; an offer that has expired."""
        if context.by.practitioner_id != self.practitioner_id:
            raise NotYourSignIn
        member = require_practitioner(context.known.get(self.practitioner_id))
        if member.status is not MembershipStatus.ACTIVE:
            raise WrongStanding(member.status, MembershipStatus.ACTIVE)
        offered = aggregate if isinstance(aggregate, SignIn) else None
        code_fits = fits(self.code, offered.code_hash if offered is not None else "")
        if offered is None or not code_fits or offered.expires_at is None:
            raise OfferNotAccepted
        if offered.expires_at <= context.now:
            raise OfferExpired
        return [
            SignInAccepted(*context.stamp(offered), member.id),
            SignInAdded(member.id, member.version + 1, context.now, context.by, offered.id),
        ]
