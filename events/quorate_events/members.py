"""Who somebody is who has signed in: read from the log itself, so that a suspension holds at once."""

import asyncio
from collections import OrderedDict
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.access.actor import Actor
from quorate_events.errors import Refused
from quorate_events.people.practitioner import Practitioner
from quorate_events.people.sign_in import SignedIn, SignIn
from quorate_events.people.standing import MembershipStatus
from quorate_events.store.codec import EventCodec
from quorate_events.store.loader import StreamLoader
from quorate_events.store.repository import fold

_REMEMBERED = 10_000
"""Streams kept in memory: each person has two."""


class NotAdmitted(Refused):
    """Somebody has signed in, and is no active member."""

    code = "not_admitted"


class NotAMember(NotAdmitted):
    """The sign-in belongs to nobody whom the partnership knows."""

    code = "not_a_member"

    def __init__(self) -> None:
        super().__init__(
            "This sign-in belongs to no member of the partnership.",
            "Accept your invitation with its code, ask your agency's coordinator for one, or offer this account to "
            "yourself with `offerSignIn` if you are a member by another.",
        )


class MembershipNotConfirmed(NotAdmitted):
    """The invitation was accepted, and nobody has confirmed the membership yet."""

    code = "membership_not_confirmed"

    def __init__(self) -> None:
        super().__init__(
            "The membership has not been confirmed yet.", "Ask your agency's coordinator to confirm it."
        )


class SignInNotConfirmed(NotAdmitted):
    """Somebody linked the account to a member, and no second person has confirmed that yet."""

    code = "sign_in_not_confirmed"

    def __init__(self) -> None:
        super().__init__(
            "This sign-in has not been confirmed yet.",
            "Ask another coordinator of your agency than the one who linked it, or a safeguarding partner.",
        )


class MembershipSuspended(NotAdmitted):
    """The membership is suspended."""

    code = "membership_suspended"

    def __init__(self) -> None:
        super().__init__("The membership is suspended.", "Ask your agency's coordinator.")


class MembershipOver(NotAdmitted):
    """The membership has ended."""

    code = "membership_ended"

    def __init__(self) -> None:
        super().__init__("The membership has ended.", "Ask your agency's coordinator to invite you anew.")


_KEPT_OUT: dict[MembershipStatus, type[NotAdmitted]] = {
    MembershipStatus.INVITED: MembershipNotConfirmed,
    MembershipStatus.ACCEPTED: MembershipNotConfirmed,
    MembershipStatus.SUSPENDED: MembershipSuspended,
    MembershipStatus.ENDED: MembershipOver,
}


class Members:
    """Finds the member behind a sign-in.

    What was read before is remembered, and the log is asked each time for anything newer: whoever is known
    costs one statement that finds nothing, and nothing remembered is ever believed without it.
    """

    def __init__(self, loader: StreamLoader, codec: EventCodec) -> None:
        self._loader = loader
        self._codec = codec
        self._streams: OrderedDict[UUID, Aggregate] = OrderedDict()

    async def actor_of(self, signed_in: SignedIn) -> Actor:
        """Return the member as it stands at this moment.

        Raises a ``NotAdmitted`` for whoever is no active member, and ``LogUnavailable``.
        """
        sign_in, practitioner = await self._behind(signed_in.id)
        if sign_in is None or practitioner is None:
            raise NotAMember
        if sign_in.waits:
            raise SignInNotConfirmed
        return _active(practitioner)

    async def member(self, practitioner_id: UUID) -> Actor:
        """Return a member by id, as it stands at this moment, for whom somebody who runs Quorate acts.

        Raises a ``NotAdmitted``, and ``LogUnavailable``.
        """
        found = await self._current(practitioner_id)
        return _active(found if isinstance(found, Practitioner) else None)

    async def _behind(self, sign_in_id: UUID) -> tuple[SignIn | None, Practitioner | None]:
        """Return the account, and the member whose it is."""
        remembered = _owner(self._streams.get(sign_in_id))
        if remembered is None:
            sign_in, practitioner = await self._current(sign_in_id), None
        else:
            # Asked for at the same time, both streams come with one statement.
            sign_in, practitioner = await asyncio.gather(self._current(sign_in_id), self._current(remembered))
        owner = _owner(sign_in)
        if owner is not None and owner != remembered:
            practitioner = await self._current(owner)
        if owner is None or not isinstance(sign_in, SignIn) or not isinstance(practitioner, Practitioner):
            return None, None
        return sign_in, practitioner

    async def _current(self, stream_id: UUID) -> Aggregate | None:
        """Return the aggregate as it stands. What is remembered is never changed: others may be reading it."""
        known = self._streams.get(stream_id)
        newer = await self._loader.events_after(stream_id, None if known is None else known.version)
        if newer:
            stored = newer if known is None else await self._loader.events_after(stream_id)
            await self._codec.ready(stored)
            known = fold(map(self._codec.to_domain_event, stored))
        self._remember(stream_id, known)
        return known

    def _remember(self, stream_id: UUID, aggregate: Any) -> None:
        if aggregate is None:
            return
        self._streams[stream_id] = aggregate
        self._streams.move_to_end(stream_id)
        while len(self._streams) > _REMEMBERED:
            self._streams.popitem(last=False)


def _active(practitioner: Practitioner | None) -> Actor:
    if practitioner is None:
        raise NotAMember
    if practitioner.status is not MembershipStatus.ACTIVE:
        raise _KEPT_OUT[practitioner.status]
    return Actor(practitioner.id, practitioner.agency_id, practitioner.duties, practitioner.kind)


def _owner(sign_in: Aggregate | None) -> UUID | None:
    return sign_in.practitioner_id if isinstance(sign_in, SignIn) else None
