"""A real issuer behind real HTTP, whose keys and manners a test changes."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx2
import msgspec
import pytest
from joserfc import jwk, jws

from quorate_services.identity.issuers import TrustedIssuer
from quorate_services.identity.keys import FetchedKeys

NAME = "https://login.northbrook.test"
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


class Issuer:
    """An issuer of OpenID Connect. ``down`` makes it answer 503; ``fetches`` counts what was asked of its keys."""

    def __init__(self) -> None:
        self.keys: dict[str, Any] = {}
        self.down = False
        self.fetches = 0
        self.ticks = 0.0
        self.document: bytes | None = None
        self.add("first", jwk.RSAKey.generate_key(2048))
        self.add("curve", jwk.ECKey.generate_key("P-256"))
        self.add("edwards", jwk.OKPKey.generate_key("Ed25519"))

    def add(self, kid: str, key: Any) -> None:
        self.keys[kid] = key

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        self.fetches += scope["path"] == "/keys"
        body = self.document or msgspec.json.encode({"keys": [
            {**key.as_dict(private=False), "kid": kid, "use": "sig"} for kid, key in self.keys.items()
        ]})  # fmt: skip
        if scope["path"] == "/.well-known/openid-configuration":
            body = msgspec.json.encode({"issuer": NAME, "jwks_uri": f"{NAME}/keys"})
        await send({"type": "http.response.start", "status": 503 if self.down else 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    def claims(self, **changed: Any) -> dict[str, Any]:
        """Return good claims; what is changed to None is left out."""
        seconds = int(NOW.timestamp())
        good = {"iss": NAME, "sub": "person-1", "aud": "quorate", "iat": seconds, "exp": seconds + 600}
        return {name: value for name, value in {**good, **changed}.items() if value is not None}

    def token(self, kid: str = "first", alg: str = "RS256", key: Any = None, **changed: Any) -> str:
        """Return a token; ``header_`` replaces fields of its header."""
        header = {"alg": alg, "kid": kid, "typ": "at+jwt", **changed.pop("header_", {})}
        header = {name: value for name, value in header.items() if value is not None}
        payload = msgspec.json.encode(self.claims(**changed))
        registry = jws.JWSRegistry(algorithms=[alg], strict_check_header=False)
        return jws.serialize_compact(header, payload, key or self.keys[kid], registry=registry)


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def rules() -> TrustedIssuer:
    return TrustedIssuer(issuer=NAME, audience="quorate")


@pytest.fixture
def fetched(issuer: Issuer) -> Callable[[TrustedIssuer], FetchedKeys]:
    """Keys that are fetched from the issuer, at a time that the issuer tells."""

    def fetch(rules: TrustedIssuer) -> FetchedKeys:
        http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=issuer.app))
        return FetchedKeys(rules, http, ticks=lambda: issuer.ticks)

    return fetch
