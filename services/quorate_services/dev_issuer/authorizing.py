"""The authorization code flow of the development issuer, as RFC 6749 §4.1 and RFC 7636 have it: always with PKCE."""

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import msgspec

from quorate_services.dev_issuer.issuer import CLIENT

_GOOD_FOR = 60.0
"""Seconds within which a code is redeemed."""
_MOST = 1_000
_HERE = ("127.0.0.1", "::1", "localhost")


class Authorization(msgspec.Struct, frozen=True):
    """What a relying party asks for: to be told who somebody is, at an address of this machine."""

    client_id: str
    redirect_uri: str
    state: str
    code_challenge: str
    nonce: str = ""
    scope: str = ""

    @property
    def origin(self) -> str:
        """Where the answer goes, for the policy of the page that sends it."""
        parts = urlsplit(self.redirect_uri)
        return f"{parts.scheme}://{parts.netloc}"

    def answered(self, code: str) -> str:
        """Return the address to which the browser takes the code."""
        joint = "&" if "?" in self.redirect_uri else "?"
        return f"{self.redirect_uri}{joint}{urlencode({'code': code, 'state': self.state})}"


def authorization_from(asked: Mapping[str, str]) -> Authorization | None:
    """Return what is asked for; None for anything that this issuer does not answer."""
    redirect = urlsplit(asked.get("redirect_uri", ""))
    agreed = (
        asked.get("response_type") == "code"
        and asked.get("client_id") == CLIENT
        and "openid" in asked.get("scope", "").split()
        and asked.get("code_challenge_method") == "S256"
        and redirect.scheme == "http"
        and redirect.hostname in _HERE
        and not redirect.fragment
    )
    if not agreed or not asked.get("code_challenge") or not asked.get("state"):
        return None
    return msgspec.convert(
        {name: asked.get(name, "") for name in Authorization.__struct_fields__}, Authorization
    )


class Codes:
    """The codes that were given out and not yet redeemed. Each is good once, for a minute.

    Whoever asks for ``offline_access`` gets a refresh token, good once as well.
    """

    def __init__(self) -> None:
        self._renewable: dict[str, str] = {}
        self._given: dict[str, tuple[float, Authorization, str]] = {}

    def give(self, authorization: Authorization, subject: str) -> str:
        """Return a code by which ``subject`` signs in."""
        while len(self._given) >= _MOST:
            del self._given[next(iter(self._given))]
        code = secrets.token_urlsafe(32)
        self._given[code] = (time.monotonic(), authorization, subject)
        return code

    def renewable(self, subject: str) -> str:
        """Return a refresh token by which ``subject`` stays signed in."""
        while len(self._renewable) >= _MOST:
            del self._renewable[next(iter(self._renewable))]
        token = secrets.token_urlsafe(32)
        self._renewable[token] = subject
        return token

    def renew(self, token: str) -> str | None:
        """Return the subject of a refresh token, which is used up."""
        return self._renewable.pop(token, None)

    def redeem(self, told: Mapping[str, str]) -> tuple[str, Authorization] | None:
        """Return subject and what was asked for, where everything fits; the code is used up in any case."""
        given = self._given.pop(told.get("code", ""), None)
        if given is None:
            return None
        at, authorization, subject = given
        fits = (
            time.monotonic() - at <= _GOOD_FOR
            and told.get("client_id") == authorization.client_id
            and told.get("redirect_uri") == authorization.redirect_uri
            and hmac.compare_digest(_challenge(told.get("code_verifier", "")), authorization.code_challenge)
        )
        return (subject, authorization) if fits else None


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode("ascii", errors="replace")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
