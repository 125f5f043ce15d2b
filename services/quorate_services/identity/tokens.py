"""Reads a bearer token, and checks it: pure but for the key, which the caller looks up in between."""

import base64
import binascii
import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec
from joserfc import jwk, jws
from joserfc.errors import JoseError

from quorate_services.identity.issuers import TrustedIssuer
from quorate_services.identity.refusals import (
    TokenExpired,
    TokenMalformed,
    TokenNotForUs,
    TokenNotTrusted,
    TokenNotYetValid,
    TokenTooLong,
)

LONGEST = 8 * 1024
"""Characters of a token; a longer one is not looked at."""
LEEWAY = 30
"""Seconds by which the issuer's clock may differ from ours."""
_LAST_SECOND = 253_402_300_799
"""The end of the year 9999: no later time can be told."""

_COMPACT = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)", re.ASCII)
_Seconds = int | float


class Header(msgspec.Struct, frozen=True):
    """What a token's header says; nothing of it is believed before the signature fits."""

    alg: str
    kid: str | None = None
    typ: str | None = None
    crit: Any = msgspec.UNSET


class Claims(msgspec.Struct, frozen=True):
    """The claims that are looked at. Others, roles and groups above all, are never read."""

    iss: str
    sub: str
    aud: str | list[str]
    exp: _Seconds
    iat: _Seconds
    nbf: _Seconds | None = None
    azp: str | None = None
    client_id: str | None = None

    @property
    def expires_at(self) -> datetime:
        """When the token ends."""
        return datetime.fromtimestamp(self.exp, UTC)


class Token(NamedTuple):
    """A token taken apart, and still to be checked."""

    text: str
    header: Header
    claims: Claims


_HEADER = msgspec.json.Decoder(Header)
_CLAIMS = msgspec.json.Decoder(Claims)


class _Registry(jws.JWSRegistry):
    """Takes the one algorithm that was agreed, and headers beside those that the library knows."""

    def __init__(self, algorithm: str) -> None:
        super().__init__(algorithms=[algorithm], strict_check_header=False)

    def get_alg(self, name: str) -> Any:
        """Return the algorithm without the library's advice, which would be printed for every token."""
        assert self.allowed is not None
        if name not in self.allowed:
            raise JoseError("another algorithm")
        return self.algorithms[name]


def read_token(text: str) -> Token:
    """Take a token apart. Raises ``TokenTooLong`` and ``TokenMalformed``."""
    if len(text) > LONGEST:
        raise TokenTooLong
    parts = _COMPACT.fullmatch(text)
    if parts is None:
        raise TokenMalformed
    try:
        header = _HEADER.decode(_decoded(parts[1]))
        claims = _CLAIMS.decode(_decoded(parts[2]))
    except (msgspec.MsgspecError, binascii.Error, UnicodeDecodeError, RecursionError):
        raise TokenMalformed from None
    return Token(text, header, claims)


def require_agreed(header: Header, issuer: TrustedIssuer) -> str:
    """Return the id of the key that signed, where the header is as agreed. Raises ``TokenNotTrusted``."""
    kind = (header.typ or "").lower().removeprefix("application/")
    agreed = (each.lower().removeprefix("application/") for each in issuer.token_types)
    if header.alg not in issuer.algorithms or kind not in agreed:
        raise TokenNotTrusted
    # An extension that must be understood is not; and without an id there is no telling which key it was.
    if header.crit is not msgspec.UNSET or header.kid is None:
        raise TokenNotTrusted
    return header.kid


def require_signature(token: Token, key: jwk.Key) -> None:
    """Raise ``TokenNotTrusted`` unless ``key`` signed the token with the algorithm that its header names."""
    algorithm = token.header.alg
    if key.alg is not None and key.alg != algorithm:
        raise TokenNotTrusted
    try:
        jws.deserialize_compact(token.text, key, registry=_Registry(algorithm))
    except (JoseError, ValueError, TypeError):
        raise TokenNotTrusted from None


def require_valid(claims: Claims, issuer: TrustedIssuer, now: datetime) -> None:
    """Check the claims of a token whose signature fits.

    Raises ``TokenNotForUs``, ``TokenExpired``, ``TokenNotYetValid`` or ``TokenMalformed``.
    """
    named = [claims.aud] if isinstance(claims.aud, str) else claims.aud
    if issuer.audience not in named:
        raise TokenNotForUs
    clients = {claims.azp, claims.client_id} - {None}
    if issuer.clients and not (clients and clients.issubset(issuer.clients)):
        raise TokenNotForUs
    times = (claims.exp, claims.iat, claims.nbf or 0)
    if not claims.sub or not all(0 <= each <= _LAST_SECOND for each in times) or claims.iat >= claims.exp:
        raise TokenMalformed
    seconds = now.timestamp()
    if seconds >= claims.exp + LEEWAY:
        raise TokenExpired
    if max(claims.iat, claims.nbf or 0) > seconds + LEEWAY:
        raise TokenNotYetValid


def _decoded(part: str) -> bytes:
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
