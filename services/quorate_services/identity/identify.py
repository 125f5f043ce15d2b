"""From the header ``Authorization`` to the member whom the log knows."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quorate_events.context import Clock, SystemClock
from quorate_events.errors import Unavailable
from quorate_events.members import Members, NotAdmitted
from quorate_events.people.sign_in import SignedIn
from quorate_graphql.identity import NOBODY, Identity
from quorate_services.identity.issuers import TrustedIssuer
from quorate_services.identity.keys import KeySource
from quorate_services.identity.refusals import IdentityUnavailable, TokenMalformed, TokenNotTrusted
from quorate_services.identity.tokens import (
    Token,
    read_token,
    require_agreed,
    require_signature,
    require_valid,
)


class Trusted(NamedTuple):
    """An issuer, and where its keys come from."""

    issuer: TrustedIssuer
    keys: KeySource


class TokenIdentity:
    """An ``Identify`` that believes bearer tokens of trusted issuers about who somebody is.

    Agency, duties and membership come from the log. ``clock`` is compared with the times in tokens.
    """

    def __init__(self, trusted: Sequence[Trusted], members: Members, clock: Clock | None = None) -> None:
        self._trusted = {each.issuer.issuer: each for each in trusted}
        self._members = members
        self._clock = clock or SystemClock()

    async def __call__(self, claims: Mapping[str, str]) -> Identity:
        """Return who asks. Raises a ``TokenRefused``, ``KeysUnavailable`` or ``IdentityUnavailable``."""
        sent = claims.get("authorization")
        if sent is None:
            return NOBODY
        scheme, _, text = sent.partition(" ")
        if scheme.lower() != "bearer":
            raise TokenMalformed
        token = read_token(text.strip(" "))
        await self._check(token)
        signed_in = SignedIn(token.claims.iss, token.claims.sub)
        expires_at = token.claims.expires_at
        try:
            actor = await self._members.actor_of(signed_in)
        except NotAdmitted as refusal:
            return Identity(signed_in, refusal=refusal, expires_at=expires_at)
        except Unavailable:
            raise IdentityUnavailable from None
        return Identity(signed_in, actor, expires_at=expires_at)

    async def _check(self, token: Token) -> None:
        trusted = self._trusted.get(token.claims.iss)
        if trusted is None:
            raise TokenNotTrusted
        key = await trusted.keys.find(require_agreed(token.header, trusted.issuer))
        if key is None:
            raise TokenNotTrusted
        require_signature(token, key)
        require_valid(token.claims, trusted.issuer, self._clock.now())
