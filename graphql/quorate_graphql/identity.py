"""Who asks: what a token vouches for, and the member whom the log knows behind it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import ClassVar, TypeAlias

import msgspec

from quorate_events.access.actor import Actor
from quorate_events.errors import Refused
from quorate_events.people.sign_in import SignedIn


class NotIdentified(Refused):
    """Nobody is identified, and the question can be answered only to somebody.

    ``challenge`` is what ``WWW-Authenticate`` says where a whole request is refused (RFC 6750 §3).
    """

    code = "not_identified"
    challenge: ClassVar[str] = "Bearer"

    def __init__(self) -> None:
        super().__init__("It is not known who asks.", "Sign in, and send the request again.")


class Identity(msgspec.Struct, frozen=True):
    """Who asks, as far as it is known: nobody, somebody who has signed in, or an active member.

    ``refusal`` says why somebody who has signed in is no actor. ``expires_at`` is when the token ends.
    """

    signed_in: SignedIn | None = None
    actor: Actor | None = None
    refusal: Refused | None = None
    expires_at: datetime | None = None


NOBODY = Identity()

Identify: TypeAlias = Callable[[Mapping[str, str]], Awaitable[Identity]]
"""Finds out who asks from headers, or from the payload of ``connection_init``, with names in lower case.

Raises ``NotIdentified`` where somebody is claimed who cannot be believed, and ``Unavailable``.
"""


async def nobody(_claims: Mapping[str, str]) -> Identity:
    """Identify nobody, whatever is claimed."""
    return NOBODY
