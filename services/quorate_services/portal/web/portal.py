"""What all requests of one portal share."""

from dataclasses import dataclass, field
from datetime import date

from jinja2 import Environment

from quorate_services.portal.api_client import ApiClient
from quorate_services.portal.options import PortalOptions
from quorate_services.portal.signing_in.relying_party import RelyingParty
from quorate_services.portal.store.drafts import Drafts
from quorate_services.portal.store.sessions import Sessions
from quorate_services.portal.web.assets import Assets
from quorate_services.portal.web.london import as_time
from quorate_services.portal.web.roles import Roles


@dataclass(frozen=True)
class Portal:
    """One running portal. Made once, by ``app.py``."""

    options: PortalOptions
    assets: Assets
    templates: Environment
    sessions: Sessions
    drafts: Drafts
    api: ApiClient
    relying_party: RelyingParty
    roles: Roles = field(default_factory=Roles)

    @property
    def cookie(self) -> str:
        """The name of the cookie. ``__Host-`` binds it to this host and to TLS (RFC 6265bis §4.1.3.2)."""
        return "__Host-quorate" if self.options.secure else "quorate"

    def today(self) -> date:
        """Return the day in London."""
        return as_time(self.options.clock()).date()
