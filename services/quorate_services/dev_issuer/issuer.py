"""The development issuer's key, and the tokens that it signs."""

import base64
import hashlib
import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import msgspec
from joserfc import jwk, jws

from quorate_events.errors import QuorateError
from quorate_events.people.sign_in_links import ConfirmSignIn, LinkSignIn
from quorate_services.identity.identify import Trusted
from quorate_services.identity.issuers import Algorithm, TrustedIssuer
from quorate_services.identity.keys import GivenKeys
from quorate_services.settings import Settings

ISSUER = "http://localhost/dev-issuer"
"""The same on every port, because the log knows people by it."""
AUDIENCE = "quorate"
CLIENT = "quorate-development"
LIFETIME = timedelta(hours=12)
_ALGORITHM: Algorithm = "ES256"
_FILE = "development-issuer.jwk"


class DevelopmentIssuerRefused(QuorateError):
    """The development issuer was asked for where it would let anybody in."""

    code = "development_issuer_refused"


class DevelopmentIssuer:
    """Signs tokens for whoever is asked for. The subject of a token is the practitioner's id."""

    def __init__(self, key: jwk.ECKey | None = None) -> None:
        self._key = key or jwk.ECKey.generate_key("P-256", {"kid": secrets.token_hex(8)}, auto_kid=False)
        self._public = self._key.as_dict(private=False)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the issuer of an installation, with the key in its home, made there when it is missing.

        Raises ``DevelopmentIssuerRefused`` in production, and where other machines can reach the API.
        """
        if not settings.invented_people:
            raise DevelopmentIssuerRefused(
                "The development issuer does not run in production.",
                "Name your issuers in QUORATE_ISSUERS.",
            )
        if not settings.listens_here:
            raise DevelopmentIssuerRefused(
                "The development issuer signs anybody in, and the API would listen beyond this machine.",
                "Set QUORATE_HOST to 127.0.0.1, or name issuers in QUORATE_ISSUERS.",
            )
        return cls(_kept_key(settings.home))

    @property
    def trusted(self) -> Trusted:
        """What the API needs to believe the tokens."""
        rules = TrustedIssuer(issuer=ISSUER, audience=AUDIENCE, clients=(CLIENT,), algorithms=(_ALGORITHM,))
        return Trusted(rules, GivenKeys({self.kid: jwk.import_key(self._public)}))

    @property
    def kid(self) -> str:
        """The id of the key."""
        return str(self._public["kid"])

    @property
    def key_set(self) -> dict[str, Any]:
        """The public key, as a JSON Web Key Set."""
        return {"keys": [{**self._public, "use": "sig", "alg": _ALGORITHM}]}

    def token(self, subject: UUID | str, now: datetime | None = None) -> str:
        """Return a token by which ``subject`` signs in, good for :data:`LIFETIME`."""
        seconds = int((now or datetime.now(UTC)).timestamp())
        return self.sign(
            {
                "iss": ISSUER,
                "sub": str(subject),
                "aud": AUDIENCE,
                "client_id": CLIENT,
                "iat": seconds,
                "exp": seconds + int(LIFETIME.total_seconds()),
            }
        )

    def identity_token(self, subject: str, nonce: str, access_token: str, now: datetime | None = None) -> str:
        """Return an ID token (OpenID Connect Core 1.0 §2) that goes with ``access_token``."""
        seconds = int((now or datetime.now(UTC)).timestamp())
        half = hashlib.sha256(access_token.encode()).digest()[:16]
        claims = {
            "iss": ISSUER,
            "sub": subject,
            "aud": CLIENT,
            "iat": seconds,
            "exp": seconds + 300,
            "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
            **({"nonce": nonce} if nonce else {}),
        }
        return self.sign(claims, {"typ": "JWT"})

    def sign(self, claims: Mapping[str, Any], header: Mapping[str, Any] | None = None) -> str:
        """Return a token with exactly these claims; ``header`` replaces what its header would say."""
        full = {"alg": _ALGORITHM, "kid": self.kid, "typ": "at+jwt", **(header or {})}
        return jws.serialize_compact(full, msgspec.json.encode(claims), self._key, algorithms=[_ALGORITHM])


def link_of(practitioner_id: UUID) -> LinkSignIn:
    """Return the command that links somebody to the development issuer; :func:`confirmation_of` follows."""
    return LinkSignIn(issuer=ISSUER, subject=str(practitioner_id), practitioner_id=practitioner_id)


def confirmation_of(practitioner_id: UUID) -> ConfirmSignIn:
    """Return the command by which another person lets somebody in whom :func:`link_of` linked."""
    return ConfirmSignIn(issuer=ISSUER, subject=str(practitioner_id), practitioner_id=practitioner_id)


def _kept_key(home: Path) -> jwk.ECKey:
    path = home / _FILE
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        made = jwk.ECKey.generate_key("P-256", {"kid": secrets.token_hex(8)}, auto_kid=False)
        unfinished = home / f"{_FILE}.{secrets.token_hex(4)}"
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(made.as_dict(private=True)))
        try:
            # Of several processes that start at once, the first one's key holds.
            os.link(unfinished, path)
        except FileExistsError:
            pass
        finally:
            unfinished.unlink()
    return jwk.ECKey.import_key(msgspec.json.decode(path.read_bytes(), type=dict[str, Any]))
