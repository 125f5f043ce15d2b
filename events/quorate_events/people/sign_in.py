"""A sign-in: the account of a trusted issuer by which one person, or one agency's software, is known.

The stream's id is worked out from issuer and subject, so that the log itself holds that an account belongs to
one member. The subject is not kept: whoever has the account's token finds the stream.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid5

import msgspec
from eventsourcing.domain import Aggregate

from quorate_events.checks import require_text
from quorate_events.command import Command, Context
from quorate_events.context import Recorder
from quorate_events.people.errors import SignInInvalid, SignInNotLinked, SignInTaken, WrongStanding
from quorate_events.people.event import DirectoryEvent
from quorate_events.people.practitioner import Practitioner
from quorate_events.people.standing import MembershipStatus

LONGEST = 255
"""Characters of an issuer or a subject (OpenID Connect Core 1.0 §2 allows a subject no more)."""

_NAMESPACE = UUID("5b0c3c0e-8c8e-5d0c-9a53-0d5a6f0f7e11")


class SignedIn(msgspec.Struct, frozen=True):
    """Somebody whom a trusted issuer has vouched for, member or not: ``iss`` and ``sub`` of the token."""

    issuer: str
    subject: str

    @property
    def id(self) -> UUID:
        """The stream of this sign-in."""
        return sign_in_id(self.issuer, self.subject)

    @property
    def recorder(self) -> Recorder:
        """How a command is signed by somebody who is in no directory yet."""
        return Recorder(self.id, self.id)


def sign_in_id(issuer: str, subject: str) -> UUID:
    """Return the stream that belongs to an account."""
    return uuid5(_NAMESPACE, msgspec.json.encode((issuer, subject)).decode())


class SignIn(Aggregate):
    """An account, and whose it is: None after the link was taken away."""

    practitioner_id: UUID | None

    def __init__(self) -> None:
        """Begin empty; the first link fills in whose it is."""


@dataclass(frozen=True)
class SignInLinked(DirectoryEvent, Aggregate.Created):
    """An account belongs to a member from now on."""

    TOPIC: ClassVar[str] = "quorate.sign_in.linked"

    issuer: str
    practitioner_id: UUID

    def apply(self, aggregate: SignIn) -> None:
        """Remember whose it is."""
        aggregate.practitioner_id = self.practitioner_id


@dataclass(frozen=True)
class SignInLinkedAgain(DirectoryEvent):
    """An account that had been taken away from a member belongs to one again, the same or another."""

    TOPIC: ClassVar[str] = "quorate.sign_in.linked_again"

    practitioner_id: UUID

    def apply(self, aggregate: SignIn) -> None:
        """Remember whose it is."""
        aggregate.practitioner_id = self.practitioner_id


@dataclass(frozen=True)
class SignInUnlinked(DirectoryEvent):
    """An account no longer belongs to a member."""

    TOPIC: ClassVar[str] = "quorate.sign_in.unlinked"

    practitioner_id: UUID
    reason: str

    def apply(self, aggregate: SignIn) -> None:
        """It is nobody's."""
        aggregate.practitioner_id = None


def link(
    signed_in: SignedIn, sign_in: Aggregate | None, practitioner_id: UUID, context: Context, by: Recorder
) -> DirectoryEvent:
    """Return the event by which an account, ``sign_in`` as it stands, becomes a member's.

    Raises ``SignInInvalid`` and ``SignInTaken``.
    """
    for text in (signed_in.issuer, signed_in.subject):
        if not text or len(text) > LONGEST or not text.isprintable():
            raise SignInInvalid
    if isinstance(sign_in, SignIn):
        if sign_in.practitioner_id is not None:
            raise SignInTaken
        return SignInLinkedAgain(sign_in.id, sign_in.version + 1, context.now, by, practitioner_id)
    return SignInLinked(
        originator_id=signed_in.id,
        originator_version=1,
        timestamp=context.now,
        originator_topic="quorate.sign_in",
        by=by,
        issuer=signed_in.issuer,
        practitioner_id=practitioner_id,
    )


class LinkSignIn(Command, frozen=True, kw_only=True):
    """Say to whom an account belongs, by ``issuer`` and ``subject`` as its tokens have them."""

    issuer: str
    subject: str
    practitioner_id: UUID

    @property
    def stream_id(self) -> UUID:
        """The sign-in."""
        return sign_in_id(self.issuer, self.subject)

    @property
    def also(self) -> tuple[UUID, ...]:
        """The member."""
        return (self.practitioner_id,)

    def decide(self, aggregate: SignIn | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse an account that is somebody's already, and one for a membership that has ended."""
        practitioner = context.known.get(self.practitioner_id)
        if isinstance(practitioner, Practitioner) and practitioner.status is MembershipStatus.ENDED:
            raise WrongStanding(practitioner.status, "not over")
        signed_in = SignedIn(self.issuer, self.subject)
        return [link(signed_in, aggregate, self.practitioner_id, context, context.by)]


class UnlinkSignIn(Command, frozen=True, kw_only=True):
    """Take an account away from whom it belongs to: its tokens let nobody in from then on."""

    issuer: str
    subject: str
    reason: str

    @property
    def stream_id(self) -> UUID:
        """The sign-in."""
        return sign_in_id(self.issuer, self.subject)

    def decide(self, aggregate: SignIn | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse an account that is nobody's, and an empty reason."""
        if not isinstance(aggregate, SignIn) or aggregate.practitioner_id is None:
            raise SignInNotLinked
        require_text(self.reason, "reason")
        return [SignInUnlinked(*context.stamp(aggregate), aggregate.practitioner_id, self.reason)]
