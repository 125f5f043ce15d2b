"""How the operator puts right the account of a first member whom a wrong one keeps out."""

from collections.abc import Sequence
from uuid import UUID

from quorate_events.command import Command, Context
from quorate_events.context import Recorder
from quorate_events.people.admissions import ADMISSIONS, entered
from quorate_events.people.errors import SignInNotLinked
from quorate_events.people.event import DirectoryEvent
from quorate_events.people.practitioner import Practitioner, require_practitioner
from quorate_events.people.sign_in import SignedIn, SignIn, link
from quorate_events.people.sign_in_links import SignInAdded, SignInRemoved, SignInUnlinked

REASON = "Another account was given at the server"


class CorrectAccount(Command, frozen=True, kw_only=True):
    """Give an admitted person another account, and take the wrong ones away. Not sent by members.

    Whoever gives it at the server makes sure before that the person has recorded nothing. ``wrong`` are the
    streams of the person's accounts: the operator does not know their subjects, which no record has. ``seen`` as for
    :class:`.admission.AdmitMember`.
    """

    practitioner_id: UUID
    wrong: tuple[UUID, ...]
    issuer: str
    subject: str
    seen: int = 0

    @property
    def account(self) -> SignedIn:
        """The account by which the person signs in from then on."""
        return SignedIn(self.issuer, self.subject)

    @property
    def stream_id(self) -> UUID:
        """The practitioner."""
        return self.practitioner_id

    def also(self, by: Recorder) -> tuple[UUID, ...]:
        """The accounts, and what was admitted before."""
        return (self.account.id, *self.wrong, ADMISSIONS)

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse accounts that are not the person's to take away, and one to give that is somebody's already."""
        member = require_practitioner(aggregate)
        account = self.account
        sign_in = context.known.get(account.id)
        happened = [link(account, sign_in, member.id, context.now, context.by, waits=False)]
        version = member.version
        for each in self.wrong:
            wrong = context.known.get(each)
            if not isinstance(wrong, SignIn) or wrong.practitioner_id != member.id:
                raise SignInNotLinked
            version += 1
            happened += [
                SignInUnlinked(*context.stamp(wrong), member.id, REASON),
                SignInRemoved(member.id, version, context.now, context.by, each),
            ]
        added = SignInAdded(member.id, version + 1, context.now, context.by, account.id)
        return [entered(self.seen, member.id, context), *happened, added]
