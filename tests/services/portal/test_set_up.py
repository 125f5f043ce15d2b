"""The portal does not start where it would be unsafe, and says what is missing."""

import base64
import stat
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from quorate_services.dev_issuer.issuer import CLIENT, ISSUER
from quorate_services.identity.issuers import TrustedIssuer
from quorate_services.portal.errors import PortalKeyMissing
from quorate_services.serving_portal import PortalKeyUnreadable, PortalNotSetUp, portal_options
from quorate_services.settings import Environment, PortalSettings, Settings

HERE = "http://127.0.0.1:8080"
KEY = base64.b64encode(bytes(32)).decode()
NAMED = {"portal_address": "https://portal.example", "portal_issuer": "https://login.example"}


def production(**more: Any) -> Settings:
    """It needs no database."""
    return PortalSettings(**more)


def demo(home: Path, **more: Any) -> Settings:
    return Settings(environment=Environment.DEMO, home=home, **more)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"portal_address": NAMED["portal_address"]},
        {"portal_issuer": NAMED["portal_issuer"]},
        {**NAMED, "portal_address": "http://portal.example"},
        {**NAMED, "portal_issuer": "http://login.example"},
    ],
    ids=["nothing", "no issuer", "no address", "address without TLS", "issuer without TLS"],
)
def test_production_knows_its_address_and_its_issuer_by_https(told: dict[str, str]) -> None:
    with pytest.raises(PortalNotSetUp):
        portal_options(production(portal_key=KEY, **told), HERE)


def test_production_is_given_its_key() -> None:
    with pytest.raises(PortalKeyMissing):
        portal_options(production(**NAMED), HERE)


@pytest.mark.parametrize("key", ["short", base64.b64encode(b"short").decode()])
def test_a_key_is_32_bytes_in_base64(key: str) -> None:
    with pytest.raises(PortalKeyUnreadable):
        portal_options(production(portal_key=key, **NAMED), HERE)


def test_production_has_cookies_for_tls_only_and_its_own_client(tmp_path: Path) -> None:
    told = production(home=tmp_path, portal_key=KEY, portal_client_secret="s", **NAMED)
    options = portal_options(told, HERE)
    assert options.secure
    assert not options.invented
    assert options.signing_in.client_secret == "s"
    assert options.signing_in.metadata_url == "https://login.example/.well-known/openid-configuration"


def test_the_demo_signs_in_at_the_development_issuer_and_keeps_a_key(tmp_path: Path) -> None:
    options = portal_options(demo(tmp_path), HERE, "http://127.0.0.1:8000")
    assert (options.signing_in.issuer, options.signing_in.client_id) == (ISSUER, CLIENT)
    assert options.signing_in.metadata_url.startswith("http://127.0.0.1:8000/dev-issuer/")
    assert options.address == HERE
    assert portal_options(demo(tmp_path), HERE).key == options.key
    assert stat.S_IMODE((tmp_path / "portal/key").stat().st_mode) == 0o600


def test_with_issuers_of_ones_own_the_portal_has_to_be_told_which(tmp_path: Path) -> None:
    login = TrustedIssuer(issuer="https://login.example", audience="quorate")
    with pytest.raises(PortalNotSetUp):
        portal_options(demo(tmp_path, issuers=(login,)), HERE)


@pytest.mark.parametrize("address", ["portal.example", "https://portal.example/path", "ftp://portal.example"])
def test_an_address_is_a_scheme_and_a_host(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValidationError, match="https://host"):
        demo(tmp_path, portal_address=address)
