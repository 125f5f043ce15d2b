"""How one portal is run: where it stands, which API it asks, and who signs people in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class SigningIn:
    """The issuer as the portal's relying party knows it.

    ``metadata_url`` is where its metadata are (OpenID Connect Discovery 1.0); they have to name ``issuer``. A
    client without a secret is a public one, which PKCE protects. ``scope`` has to bring a token for the API.
    """

    issuer: str
    metadata_url: str
    client_id: str
    client_secret: str | None = None
    scope: str = "openid"


@dataclass(frozen=True)
class PortalOptions:
    """How the portal behaves.

    ``address`` is how browsers call it, ``api`` the API's address without ``/graphql``. ``store`` is the file
    of sessions and drafts, and ``key`` (32 bytes) encrypts what is in it. A session ends ``idle`` after the
    last request, and ``absolute`` after it began. ``clock`` says what day it is; ``invented`` says on every
    page that nobody on it is real.
    """

    address: str
    api: str
    signing_in: SigningIn
    store: Path
    key: bytes
    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=12)
    clock: Callable[[], datetime] = _now
    invented: bool = False

    @property
    def secure(self) -> bool:
        """Whether browsers reach the portal over TLS, and cookies may go nowhere else."""
        return urlsplit(self.address).scheme == "https"
