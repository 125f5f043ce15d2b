"""A sign-in: the account of a trusted issuer by which one person, or one agency's software, is known.

The stream's id is worked out from issuer and subject, so that the log itself holds that an account belongs to
one member. The subject is not kept: whoever has the account's token finds the stream.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid5

import msgspec
from eventsourcing.domain import Aggregate

from quorate_events.context import Recorder
from quorate_events.people.errors import SignInInvalid, SignInTaken
from quorate_events.people.event import DirectoryEvent
from quorate_events.personal import IssuerAddress

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

    def require_valid(self) -> None:
        """Raise ``SignInInvalid`` for what no token can say."""
        for text in (self.issuer, self.subject):
            if not text or len(text) > LONGEST or not text.isprintable():
                raise SignInInvalid


def sign_in_id(issuer: str, subject: str) -> UUID:
    """Return the stream that belongs to an account."""
    return uuid5(_NAMESPACE, msgspec.json.encode((issuer, subject)).decode())


class SignIn(Aggregate):
    """An account, and whose it is: None where it is nobody's.

    ``waits`` while a second person has not confirmed the link that ``linked_by`` made: it lets nobody in until
    then. ``code_hash`` and ``expires_at`` are those of an open offer; empty and None otherwise.
    """

    practitioner_id: UUID | None
    linked_by: UUID | None
    waits: bool
    code_hash: str
    expires_at: datetime | None

    def __init__(self) -> None:
        """Begin as nobody's; the first event says more."""
        self.belongs_to(None)

    def belongs_to(
        self, practitioner_id: UUID | None, linked_by: UUID | None = None, waits: bool = False
    ) -> None:
        """Change hands. An offer that was open is over."""
        self.practitioner_id, self.linked_by, self.waits = practitioner_id, linked_by, waits
        self.code_hash, self.expires_at = "", None


@dataclass(frozen=True)
class SignInLinked(DirectoryEvent, Aggregate.Created):
    """An account belongs to a member from now on. Where it ``waits``, a second person has to confirm first."""

    TOPIC: ClassVar[str] = "quorate.sign_in.linked"

    issuer: IssuerAddress
    practitioner_id: UUID
    waits: bool

    def apply(self, aggregate: SignIn) -> None:
        """Remember whose it is."""
        aggregate.belongs_to(self.practitioner_id, self.by.practitioner_id, self.waits)


@dataclass(frozen=True)
class SignInLinkedAgain(DirectoryEvent):
    """An account that had been offered, or taken away from a member, belongs to one, the same or another."""

    TOPIC: ClassVar[str] = "quorate.sign_in.linked_again"

    practitioner_id: UUID
    waits: bool

    def apply(self, aggregate: SignIn) -> None:
        """Remember whose it is."""
        aggregate.belongs_to(self.practitioner_id, self.by.practitioner_id, self.waits)


def link(
    signed_in: SignedIn,
    sign_in: Aggregate | None,
    practitioner_id: UUID,
    now: datetime,
    by: Recorder,
    *,
    waits: bool,
) -> DirectoryEvent:
    """Return the event by which an account, ``sign_in`` as it stands, becomes a member's.

    Raises ``SignInInvalid`` and ``SignInTaken``.
    """
    signed_in.require_valid()
    if isinstance(sign_in, SignIn):
        if sign_in.practitioner_id is not None:
            raise SignInTaken
        return SignInLinkedAgain(sign_in.id, sign_in.version + 1, now, by, practitioner_id, waits)
    return SignInLinked(
        originator_id=signed_in.id,
        originator_version=1,
        timestamp=now,
        originator_topic="quorate.sign_in",
        by=by,
        issuer=signed_in.issuer,
        practitioner_id=practitioner_id,
        waits=waits,
    )
