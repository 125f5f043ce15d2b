"""The development issuer signs in invented people, on this machine, and never in production."""

import stat
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from pydantic import ValidationError
from starlette.applications import Starlette

from quorate_services.composition import NoIssuer, development_issuer
from quorate_services.dev_issuer.issuer import DevelopmentIssuer, DevelopmentIssuerRefused
from quorate_services.dev_issuer.routes import development_routes
from quorate_services.dev_issuer.sign_ins import SignIn
from quorate_services.identity.issuers import TrustedIssuer
from quorate_services.identity.tokens import read_token, require_signature
from quorate_services.settings import Environment, Settings

ISSUER = DevelopmentIssuer()
SOMEBODY = SignIn("police", "Police officer", "A <b>Person</b>", "r", "Police", str(uuid4()), "Look.")
LOGIN = TrustedIssuer(issuer="https://login.example", audience="quorate")


def asking(client: str = "127.0.0.1", host: str = "127.0.0.1:8000") -> httpx2.AsyncClient:
    app = Starlette(routes=development_routes(ISSUER, [SOMEBODY]))
    transport = httpx2.ASGITransport(app=app, client=(client, 1))
    return httpx2.AsyncClient(transport=transport, base_url=f"http://{host}")


async def subject_of(token: str) -> str:
    read = read_token(token)
    key = await ISSUER.trusted.keys.find(ISSUER.kid)
    assert key is not None
    require_signature(read, key)
    return read.claims.sub


@pytest.mark.parametrize("who", [SOMEBODY.key, SOMEBODY.practitioner_id], ids=["key", "id"])
async def test_somebody_named_in_a_form_is_signed_in(who: str) -> None:
    async with asking() as http:
        told = (await http.post("/dev-issuer/token", data={"practitioner": who})).json()
        alone = (await http.post("/dev-issuer/token.txt", data={"practitioner": who})).text
        page = (await http.post("/dev-issuer", data={"practitioner": who})).text
    assert await subject_of(told["access_token"]) == SOMEBODY.practitioner_id
    assert await subject_of(alone) == SOMEBODY.practitioner_id
    assert await subject_of(page.split("readonly>")[1].split("<")[0]) == SOMEBODY.practitioner_id


async def test_the_page_lists_people_and_lets_no_markup_through() -> None:
    async with asking() as http:
        page = (await http.get("/dev-issuer")).text
    assert "A &lt;b&gt;Person" in page


async def test_its_keys_are_published_without_the_private_part() -> None:
    async with asking() as http:
        [key] = (await http.get("/dev-issuer/jwks")).json()["keys"]
    assert key["kid"] == ISSUER.kid
    assert "d" not in key


@pytest.mark.parametrize(("client", "host"), [("192.0.2.7", "127.0.0.1"), ("127.0.0.1", "evil.test")])
async def test_other_machines_and_other_names_are_refused(client: str, host: str) -> None:
    async with asking(client, host) as http:
        answer = await http.post("/dev-issuer/token", data={"practitioner": "police"})
    assert answer.status_code == 403
    assert "token" not in answer.text


@pytest.mark.parametrize("body", ["", "practitioner=", "x=y", "practitioner=" + "x" * 5000])
async def test_nobody_is_not_signed_in(body: str) -> None:
    async with asking() as http:
        assert (await http.post("/dev-issuer/token", content=body)).status_code == 400


def production(**more: Any) -> Settings:
    return Settings(database_url="postgresql://x", **more)


def test_it_does_not_run_in_production(tmp_path: Path) -> None:
    with pytest.raises(DevelopmentIssuerRefused):
        DevelopmentIssuer.of(production(home=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_it_does_not_run_where_other_machines_reach_it(tmp_path: Path) -> None:
    with pytest.raises(DevelopmentIssuerRefused):
        development_issuer(Settings(environment=Environment.DEMO, host="0.0.0.0", home=tmp_path))


def test_production_without_an_issuer_does_not_serve() -> None:
    with pytest.raises(NoIssuer):
        development_issuer(production())


def test_where_issuers_are_named_there_is_no_development_issuer() -> None:
    assert development_issuer(production(issuers=(LOGIN,))) is None
    assert development_issuer(Settings(environment=Environment.DEMO, issuers=(LOGIN,))) is None


def test_production_trusts_no_address_without_https() -> None:
    here = TrustedIssuer(issuer="http://localhost:9000", audience="quorate")
    with pytest.raises(ValidationError, match="https"):
        production(issuers=(here,))


def test_its_key_is_kept_for_the_next_start_and_nobody_else_reads_it(tmp_path: Path) -> None:
    settings = Settings(environment=Environment.DEMO, home=tmp_path)
    assert DevelopmentIssuer.of(settings).kid == DevelopmentIssuer.of(settings).kid
    [kept] = tmp_path.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
