"""The relying party takes back only whom it sent, and renews tokens once."""

import asyncio
import time
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx2
import msgspec
import pytest
import pytest_asyncio
import uvicorn
from starlette.applications import Starlette

from quorate_services.dev_issuer.issuer import CLIENT, ISSUER, DevelopmentIssuer
from quorate_services.dev_issuer.routes import development_routes
from quorate_services.dev_issuer.sign_ins import SignIn
from quorate_services.identity.tokens import read_token
from quorate_services.portal.errors import IssuerAway, SignInAgain, SignInFailed
from quorate_services.portal.options import SigningIn
from quorate_services.portal.signing_in.relying_party import RelyingParty
from quorate_services.portal.store.sessions import Tokens

SOMEBODY = SignIn("police", "Police officer", "A Person", "r", "Police", str(uuid4()), "")
BACK = "http://127.0.0.1:8080/signed-in"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def issuer() -> AsyncIterator[str]:
    app = Starlette(routes=development_routes(DevelopmentIssuer(), [SOMEBODY]))
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_level="error", access_log=False))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - the server has no event to wait for
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


def party(address: str, issuer: str = ISSUER) -> RelyingParty:
    metadata = f"{address}/dev-issuer/.well-known/openid-configuration"
    return RelyingParty(SigningIn(issuer, metadata, CLIENT, scope="openid offline_access"), BACK)


async def back_from(address: str) -> dict[str, str]:
    """What the browser brings back."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    async with httpx2.AsyncClient() as http:
        answer = await http.post(address.partition("?")[0], data={**asked, "practitioner": "police"})
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


async def test_whoever_was_sent_comes_back_with_tokens(issuer: str) -> None:
    relying = party(issuer)
    address, begun = await relying.begin()
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["nonce"] == [begun["nonce"]]
    tokens = await relying.finish(begun, await back_from(address))
    assert read_token(tokens.access).claims.sub == SOMEBODY.practitioner_id
    assert tokens.ends_at > time.time()


@pytest.mark.parametrize("wrong", ["state", "nonce", "code_verifier"])
async def test_what_does_not_belong_to_what_was_begun_is_refused(issuer: str, wrong: str) -> None:
    relying = party(issuer)
    address, begun = await relying.begin()
    with pytest.raises(SignInFailed):
        await relying.finish({**begun, wrong: "another"}, await back_from(address))


@pytest.mark.parametrize(
    "told", [{}, {"code": "x"}, {"error": "access_denied"}, {"iss": "https://other"}], ids=str
)
async def test_an_answer_without_what_belongs_to_it_is_refused(issuer: str, told: dict[str, str]) -> None:
    relying = party(issuer)
    address, begun = await relying.begin()
    answer = await back_from(address) if "iss" in told else {"state": begun["state"]}
    with pytest.raises(SignInFailed):
        await relying.finish(begun, {**answer, **told})


async def test_tokens_are_renewed_when_their_time_is_over_and_a_refresh_token_is_good_once(
    issuer: str,
) -> None:
    relying = party(issuer)
    address, begun = await relying.begin()
    tokens = await relying.finish(begun, await back_from(address))
    assert await relying.fresh(tokens) == tokens
    old = msgspec.structs.replace(tokens, ends_at=0)
    renewed = await relying.fresh(old)
    assert renewed.refresh != tokens.refresh
    assert renewed.ends_at > time.time()
    with pytest.raises(SignInAgain):
        await relying.fresh(old)


async def test_tokens_that_cannot_be_renewed_mean_signing_in_again(issuer: str) -> None:
    with pytest.raises(SignInAgain):
        await party(issuer).fresh(Tokens("x", 0))


async def test_an_issuer_that_is_away_or_calls_itself_otherwise_signs_nobody_in(issuer: str) -> None:
    for relying in (party("http://127.0.0.1:9"), party(issuer, "https://login.example")):
        with pytest.raises(IssuerAway):
            await relying.begin()
