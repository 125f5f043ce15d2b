"""The development issuer signs people in by the code flow: once, with PKCE, and for this machine only."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx2
import msgspec
import pytest
from joserfc import jws
from starlette.applications import Starlette

from quorate_services.dev_issuer.issuer import CLIENT, ISSUER, DevelopmentIssuer
from quorate_services.dev_issuer.routes import development_routes
from quorate_services.dev_issuer.sign_ins import SignIn
from quorate_services.identity.refusals import TokenNotTrusted
from quorate_services.identity.tokens import read_token, require_agreed

KEYS = DevelopmentIssuer()
SOMEBODY = SignIn("police", "Police officer", "A <b>Person</b>", "r", "Police", str(uuid4()), "Look.")
SOFTWARE = SignIn("system", "System client", "Records", "system_client", "Trust", str(uuid4()), "")
VERIFIER = "v" * 50
BACK = "http://127.0.0.1:8080/signed-in"
ASKED = {
    "response_type": "code",
    "client_id": CLIENT,
    "redirect_uri": BACK,
    "scope": "openid",
    "state": "a state",
    "nonce": "a nonce",
    "code_challenge": base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest())
    .rstrip(b"=")
    .decode(),
    "code_challenge_method": "S256",
}
REDEEM = {
    "grant_type": "authorization_code", "redirect_uri": BACK, "client_id": CLIENT, "code_verifier": VERIFIER,
}  # fmt: skip


def asking() -> httpx2.AsyncClient:
    app = Starlette(routes=development_routes(KEYS, [SOMEBODY, SOFTWARE]))
    transport = httpx2.ASGITransport(app=app, client=("127.0.0.1", 1))
    return httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")


async def code_for(http: httpx2.AsyncClient) -> str:
    answer = await http.post("/dev-issuer/authorize", data={**ASKED, "practitioner": "police"})
    assert answer.status_code == 303
    back = urlsplit(answer.headers["location"])
    assert f"{back.scheme}://{back.netloc}{back.path}" == BACK
    assert parse_qs(back.query)["state"] == ["a state"]
    return parse_qs(back.query)["code"][0]


async def test_whoever_is_chosen_is_told_to_the_relying_party() -> None:
    async with asking() as http:
        told = (await http.post("/dev-issuer/token", data={**REDEEM, "code": await code_for(http)})).json()
    identity = msgspec.json.decode(jws.extract_compact(told["id_token"].encode()).payload)
    assert (identity["iss"], identity["sub"]) == (ISSUER, SOMEBODY.practitioner_id)
    assert (identity["aud"], identity["nonce"]) == (CLIENT, "a nonce")
    assert read_token(told["access_token"]).claims.sub == SOMEBODY.practitioner_id


async def test_an_id_token_opens_nothing_at_the_api() -> None:
    token = read_token(KEYS.identity_token("somebody", "n", "access"))
    with pytest.raises(TokenNotTrusted):
        require_agreed(token.header, KEYS.trusted.issuer)


async def test_people_are_offered_without_markup_and_software_is_not() -> None:
    async with asking() as http:
        page = (await http.get("/dev-issuer/authorize", params=ASKED)).text
    assert "A &lt;b&gt;Person" in page
    assert SOFTWARE.practitioner_id not in page


async def test_a_code_is_good_once() -> None:
    async with asking() as http:
        code = await code_for(http)
        statuses = [
            (await http.post("/dev-issuer/token", data={**REDEEM, "code": code})).status_code
            for _ in range(2)
        ]
    assert statuses == [200, 400]


@pytest.mark.parametrize(
    "other",
    [{"code_verifier": "w" * 50}, {"code_verifier": ""}, {"redirect_uri": BACK + "x"}, {"client_id": "x"}],
    ids=["verifier", "no verifier", "address", "client"],
)
async def test_a_code_is_redeemed_by_whoever_asked_only(other: dict[str, str]) -> None:
    async with asking() as http:
        answer = await http.post("/dev-issuer/token", data={**REDEEM, "code": await code_for(http), **other})
    assert answer.status_code == 400
    assert "token" not in answer.text


@pytest.mark.parametrize(
    "other",
    [
        {"redirect_uri": "https://elsewhere.example/signed-in"},
        {"redirect_uri": "http://elsewhere.example/signed-in"},
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
        {"state": ""},
        {"response_type": "token"},
        {"client_id": "another"},
        {"scope": "email"},
    ],
    ids=lambda other: "-".join(f"{name}={value}" for name, value in other.items()),
)
async def test_anything_else_is_not_answered(other: dict[str, str]) -> None:
    async with asking() as http:
        answer = await http.post("/dev-issuer/authorize", data={**ASKED, **other, "practitioner": "police"})
    assert answer.status_code == 400
    assert "location" not in answer.headers
