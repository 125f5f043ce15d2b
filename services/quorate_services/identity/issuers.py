"""A trusted issuer: whose tokens are believed, and on which conditions. Part of the settings."""

from typing import Literal, Self, TypeAlias
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator

Algorithm: TypeAlias = Literal[
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"
]
"""How a token may be signed. Each needs the issuer's private key; what is signed with a shared secret is not."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class TrustedIssuer(BaseModel):
    """One issuer whose tokens are believed, about who somebody is and about nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: str = Field(description="The issuer, exactly as `iss` of its tokens.")
    audience: str = Field(min_length=1, description="What `aud` of a token must name: this installation.")
    jwks_url: str | None = Field(
        default=None,
        description="Where its keys are; found by OpenID Connect Discovery where it is left out.",
    )
    algorithms: tuple[Algorithm, ...] = Field(
        default=("RS256", "ES256", "EdDSA"),
        min_length=1,
        description="The algorithms that a token may be signed with.",
    )
    clients: tuple[str, ...] = Field(
        default=(),
        description="The ids of the clients whose tokens are taken (`azp` or `client_id`); "
        "none means every client that the issuer gives tokens for this audience.",
    )
    token_types: tuple[str, ...] = Field(
        default=("at+jwt",), min_length=1, description="What `typ` in a token's header may be."
    )

    @model_validator(mode="after")
    def _by_https(self) -> Self:
        for url in (self.issuer, self.jwks_url):
            if url is not None and not is_safe_address(url):
                raise ValueError(
                    "the addresses of an issuer begin with https://, on this machine with http://"
                )
        return self

    @property
    def stays_here(self) -> bool:
        """Whether any of its addresses is on this machine, or without TLS."""
        return not all(url.startswith("https://") for url in (self.issuer, self.jwks_url) if url is not None)


def is_safe_address(url: str) -> bool:
    """Return whether ``url`` is an address by https, or by http on this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK))
