"""The relying party: authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0), by Authlib."""

import asyncio
import hmac
import time
from collections.abc import Mapping
from typing import Any

import httpx2
import msgspec
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.integrations.httpx_client import AsyncOAuth2Client  # type: ignore[import-untyped]
from authlib.integrations.starlette_client import OAuth  # type: ignore[import-untyped]
from joserfc.errors import JoseError

from quorate_services.portal.errors import IssuerAway, SignInAgain, SignInFailed
from quorate_services.portal.options import SigningIn
from quorate_services.portal.store.sessions import Tokens

_SECONDS = 10.0
_LEEWAY = 30
_EARLY = 30
"""Seconds before its end from which on an access token is not used any more."""
_FAILED = (AuthlibBaseError, JoseError, KeyError, ValueError, RuntimeError)


class RelyingParty:
    """Sends browsers to one issuer, and takes them back at ``callback``."""

    def __init__(self, signing_in: SigningIn, callback: str) -> None:
        self._signing_in = signing_in
        self._callback = callback
        self._method = "client_secret_basic" if signing_in.client_secret else "none"
        self._refreshing = asyncio.Lock()
        self._client: Any = OAuth().register(
            "issuer",
            client_id=signing_in.client_id,
            client_secret=signing_in.client_secret,
            server_metadata_url=signing_in.metadata_url,
            client_kwargs={
                "scope": signing_in.scope,
                "code_challenge_method": "S256",
                "token_endpoint_auth_method": self._method,
                "timeout": _SECONDS,
            },
        )

    async def begin(self) -> tuple[str, dict[str, Any]]:
        """Return the address to send the browser to, and what is needed when it comes back.

        Raises ``IssuerAway``.
        """
        await self._metadata()
        made = await self._client.create_authorization_url(self._callback)
        return made["url"], {name: made[name] for name in ("state", "nonce", "code_verifier")}

    async def finish(self, begun: Mapping[str, Any], told: Mapping[str, str]) -> Tokens:
        """Return the tokens of whoever comes back with ``told`` in the address.

        Raises ``SignInFailed`` where it does not belong to what was begun, and ``IssuerAway``.
        """
        fits = begun and hmac.compare_digest(str(begun["state"]).encode(), told.get("state", "").encode())
        if (
            not fits
            or "code" not in told
            or told.get("iss", self._signing_in.issuer) != self._signing_in.issuer
        ):
            raise SignInFailed
        try:
            token = await self._client.fetch_access_token(
                redirect_uri=self._callback, code=told["code"], code_verifier=begun["code_verifier"]
            )
            if "id_token" not in token:
                raise SignInFailed
            await self._client.parse_id_token(token, nonce=begun["nonce"], leeway=_LEEWAY)
            return _tokens(token)
        except httpx2.HTTPError:
            raise IssuerAway from None
        except _FAILED:
            raise SignInFailed from None

    async def fresh(self, tokens: Tokens) -> Tokens:
        """Return tokens that are still good, by the refresh token where that is needed.

        Raises ``SignInAgain`` where there is none or it is not taken, and ``IssuerAway``.
        """
        if time.time() < tokens.ends_at - _EARLY:
            return tokens
        if tokens.refresh is None:
            raise SignInAgain
        metadata = await self._metadata()
        client = AsyncOAuth2Client(
            self._signing_in.client_id,
            self._signing_in.client_secret,
            token_endpoint_auth_method=self._method,
            timeout=_SECONDS,
        )
        try:
            async with client:
                token = await client.refresh_token(metadata["token_endpoint"], refresh_token=tokens.refresh)
            given = _tokens(token)
        except httpx2.HTTPError:
            raise IssuerAway from None
        except _FAILED:
            raise SignInAgain from None
        return msgspec.structs.replace(
            given, refresh=given.refresh or tokens.refresh, identity=given.identity or tokens.identity
        )

    @property
    def refreshing(self) -> asyncio.Lock:
        """Held while a session's tokens are renewed: an issuer may take a refresh token once only."""
        return self._refreshing

    async def end_session(self) -> str | None:
        """Return where the issuer itself signs people out; None where it says nothing of that."""
        try:
            found: str | None = (await self._metadata()).get("end_session_endpoint")
        except IssuerAway:
            return None
        return found

    async def _metadata(self) -> dict[str, Any]:
        try:
            metadata: dict[str, Any] = await self._client.load_server_metadata()
        except (httpx2.HTTPError, *_FAILED):
            raise IssuerAway from None
        if metadata.get("issuer") != self._signing_in.issuer:
            raise IssuerAway
        return metadata


def _tokens(token: Mapping[str, Any]) -> Tokens:
    ends_at = token.get("expires_at") or time.time() + float(token.get("expires_in", 300))
    return Tokens(token["access_token"], int(ends_at), token.get("refresh_token"), token.get("id_token"))
