"""The public keys of an issuer, fetched and kept (RFC 7517)."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

import httpx2
import msgspec
from joserfc import jwk
from joserfc.errors import JoseError

from quorate_services.identity.issuers import TrustedIssuer, is_safe_address
from quorate_services.identity.refusals import KeysUnavailable

log = logging.getLogger(__name__)

FRESH = 600.0
"""Seconds after which keys are fetched anew, so that a key that was withdrawn is not trusted for long."""
KEPT = 24 * 3600.0
"""Seconds for which keys are good where the issuer does not answer."""
BETWEEN = 10.0
"""Seconds between two attempts to fetch, whoever asks for what: a flood of unknown keys costs one fetch."""
PATIENCE = 5.0
"""Seconds that one attempt may take."""
LONGEST = 256 * 1024
"""Bytes of a document of keys, or of discovery."""
_SMALLEST_RSA = 2048

Keys = Mapping[str, jwk.Key]
"""By key id."""


class KeySource(Protocol):
    """Where the keys of one issuer come from."""

    async def find(self, kid: str) -> jwk.Key | None:
        """Return the key with this id; None where the issuer has none. Raises ``KeysUnavailable``."""
        ...


class GivenKeys:
    """Keys that are known already."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    async def find(self, kid: str) -> jwk.Key | None:
        """Return the key with this id, if there is one."""
        return self._keys.get(kid)


class _Document(msgspec.Struct):
    keys: list[dict[str, Any]]


class _Discovery(msgspec.Struct):
    issuer: str
    jwks_uri: str


class _Unusable(Exception):
    """What the issuer answered is not what it should be."""


class FetchedKeys:
    """The keys of an issuer, from its address. ``ticks`` tells seconds that only ever grow."""

    def __init__(
        self, issuer: TrustedIssuer, http: httpx2.AsyncClient, *, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._issuer = issuer
        self._http = http
        self._ticks = ticks
        self._address = issuer.jwks_url
        self._keys: Keys = {}
        self._fetched = self._attempted = float("-inf")
        self._fetching = asyncio.Lock()

    async def find(self, kid: str) -> jwk.Key | None:
        """Return the key with this id, fetched anew where it is unknown or what is kept is old."""
        if kid not in self._keys or self._age() > FRESH:
            async with self._fetching:
                if self._ticks() - self._attempted >= BETWEEN:
                    await self._fetch()
        if not self._keys or self._age() > KEPT:
            raise KeysUnavailable
        return self._keys.get(kid)

    def _age(self) -> float:
        return self._ticks() - self._fetched

    async def _fetch(self) -> None:
        self._attempted = self._ticks()
        try:
            async with asyncio.timeout(PATIENCE):
                if self._address is None:
                    self._address = await self._discovered()
                keys = usable(msgspec.json.decode(await self._read(self._address), type=_Document).keys)
            if not keys:
                raise _Unusable
        except (httpx2.HTTPError, httpx2.InvalidURL, msgspec.MsgspecError, TimeoutError, _Unusable) as error:
            # What is kept stays good for a while.
            told = {"issuer": self._issuer.issuer, "kind": type(error).__name__}
            log.warning("the keys of an issuer cannot be read", extra=told)
            return
        self._keys, self._fetched = keys, self._ticks()

    async def _discovered(self) -> str:
        address = self._issuer.issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = msgspec.json.decode(await self._read(address), type=_Discovery)
        if found.issuer != self._issuer.issuer or not is_safe_address(found.jwks_uri):
            raise _Unusable
        return found.jwks_uri

    async def _read(self, address: str) -> bytes:
        body = bytearray()
        async with self._http.stream("GET", address) as answer:
            if answer.status_code != 200:
                raise _Unusable
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > LONGEST:
                    raise _Unusable
        return bytes(body)


def usable(found: Iterable[Mapping[str, Any]]) -> dict[str, jwk.Key]:
    """Return those keys that tokens can be checked with: public, strong, with an id, meant for signatures."""
    keys: dict[str, jwk.Key] = {}
    for each in found:
        kid = each.get("kid")
        if not isinstance(kid, str) or each.get("use", "sig") != "sig":
            continue
        if each.get("kty") not in ("RSA", "EC", "OKP"):
            continue
        try:
            key = jwk.import_key(dict(each))
            strong = not isinstance(key, jwk.RSAKey) or key.public_key.key_size >= _SMALLEST_RSA
        except (JoseError, ValueError, TypeError, KeyError, AttributeError):
            continue
        if strong:
            keys[kid] = key
    return keys
