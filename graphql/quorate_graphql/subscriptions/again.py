"""When it is looked anew at who watches, although nothing happened in what they watch."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from quorate_events.access.resources import EmergencyOpening
from quorate_graphql.changes import Change
from quorate_graphql.context import Asking

AT_LEAST_EVERY = 60.0
"""Seconds: for what nothing tells of, such as a key that an issuer has withdrawn."""
AT_MOST_EVERY = 1.0
"""Seconds: a token is believed for a moment longer than it says."""


def concerning(asking: Asking, wants: Callable[[Change], bool]) -> Callable[[Change], bool]:
    """Return what wakes a subscription: what it ``wants``, and what happens to whoever holds it.

    So that a membership that ends, or a sign-in that is taken away, ends what is open at once, and not with the
    next event: the moment of that would tell something.
    """
    signed_in, actor = asking.identity.signed_in, asking.actor
    own: set[UUID] = set() if signed_in is None else {signed_in.id}
    if actor is not None:
        own.add(actor.practitioner_id)
    return lambda change: change.stream_id in own or wants(change)


def seconds_until_checked(asking: Asking, openings: tuple[EmergencyOpening, ...] = ()) -> float:
    """Return after how long to look again: when the token ends, or what was opened in an emergency closes."""
    now, actor = asking.clock.now(), asking.actor
    ends: list[datetime | None] = [asking.identity.expires_at]
    if actor is not None:
        ends += [
            each.until
            for each in openings
            if each.practitioner_id == actor.practitioner_id and each.until > now
        ]
    left = [(each - now).total_seconds() for each in ends if each is not None]
    return max(AT_MOST_EVERY, min([AT_LEAST_EVERY, *left]))
