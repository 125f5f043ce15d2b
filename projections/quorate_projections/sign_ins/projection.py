"""Keeps what happened to each account. Rows are never taken away: what was linked once stays to be seen."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import msgspec

from quorate_events.people.further_sign_in import SignInAccepted, SignInOffered, SignInOfferedAgain
from quorate_events.people.sign_in import SignInLinked, SignInLinkedAgain
from quorate_events.people.sign_in_links import SignInConfirmed, SignInUnlinked
from quorate_projections.engine.projection import Projection, RecordedEvent, Rows, table


class SignInChange(StrEnum):
    """What happened to an account of a member."""

    LINKED = "linked"
    """It lets the member in: the member accepted an invitation with it, or was admitted at the server."""
    WAITS = "waits"
    """A keeper of members linked it. It lets nobody in until a second one confirms."""
    CONFIRMED = "confirmed"
    ACCEPTED = "accepted"
    """The member accepted it as a further one."""
    UNLINKED = "unlinked"


_LETS_IN = frozenset({SignInChange.LINKED, SignInChange.CONFIRMED, SignInChange.ACCEPTED})
"""After which of them an account lets its member in."""


class Happened(msgspec.Struct, frozen=True, gc=False):
    """One change: to whose account, what, when (UTC), and by whom for which agency."""

    version: int
    practitioner_id: UUID
    change: SignInChange
    at: datetime
    by_practitioner_id: UUID
    by_agency_id: UUID


class Account(msgspec.Struct, frozen=True, gc=False):
    """An account of ``issuer``, and all that happened to it."""

    issuer: str
    happened: tuple[Happened, ...] = ()


class SignInsProjection(Projection[Account]):
    """One row for each change of an account that is, or was, a member's, and one for each that lets somebody in.

    An offer nobody took leaves none.
    """

    name: ClassVar[str] = "sign_ins"
    version: ClassVar[int] = 2
    state = Account
    topics: ClassVar[frozenset[str]] = frozenset(
        event.TOPIC
        for event in (
            SignInLinked,
            SignInLinkedAgain,
            SignInConfirmed,
            SignInUnlinked,
            SignInOffered,
            SignInOfferedAgain,
            SignInAccepted,
        )
    )
    tables = (
        table(
            "changes",
            {"sign_in_id": "uuid", "version": "bigint"},
            {
                "issuer": "text",
                "practitioner_id": "uuid",
                "change": "text",
                "at": "timestamptz",
                "by_practitioner_id": "uuid",
                "by_agency_id": "uuid",
            },
        ),
        table("let_in", {"sign_in_id": "uuid"}, {"practitioner_id": "uuid"}),
    )

    def fold(self, state: Account | None, event: RecordedEvent) -> Account:
        """Add what happened."""
        happened = event.event
        if isinstance(happened, SignInLinked | SignInOffered):
            state = Account(happened.issuer)
        if state is None:
            raise ValueError(f"{event.topic} before the account was known")
        match happened:
            case SignInOffered() | SignInOfferedAgain():
                return state
            case SignInLinked(waits=waits) | SignInLinkedAgain(waits=waits):
                change = SignInChange.WAITS if waits else SignInChange.LINKED
            case SignInConfirmed():
                change = SignInChange.CONFIRMED
            case SignInAccepted():
                change = SignInChange.ACCEPTED
            case SignInUnlinked():
                change = SignInChange.UNLINKED
            case _:
                raise ValueError(f"{event.topic} is not about an account")
        row = Happened(
            happened.originator_version,
            happened.practitioner_id,
            change,
            happened.timestamp,
            happened.by.practitioner_id,
            happened.by.agency_id,
        )
        return msgspec.structs.replace(state, happened=(*state.happened, row))

    def rows(self, stream_id: UUID, state: Account) -> Rows:
        """One row for each change, and one where the account lets somebody in now."""
        latest = state.happened[-1:]
        return {
            "let_in": [(stream_id, each.practitioner_id) for each in latest if each.change in _LETS_IN],
            "changes": [
                (
                    stream_id,
                    each.version,
                    state.issuer,
                    each.practitioner_id,
                    each.change,
                    each.at,
                    each.by_practitioner_id,
                    each.by_agency_id,
                )
                for each in state.happened
            ],
        }
