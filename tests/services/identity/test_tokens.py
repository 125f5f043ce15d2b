"""Which tokens are believed: those of a trusted issuer, for us, at this time, and no others."""

import base64
import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwk, jws
from tests.services.identity.conftest import NAME, NOW, Issuer

from quorate_events.access.actor import Actor
from quorate_events.people.sign_in import SignedIn
from quorate_graphql.identity import NotIdentified
from quorate_services.identity.identify import TokenIdentity, Trusted
from quorate_services.identity.issuers import TrustedIssuer
from quorate_services.identity.keys import FetchedKeys, GivenKeys
from quorate_services.identity.refusals import TokenRefused

SECONDS = int(NOW.timestamp())
Fetch = Callable[[TrustedIssuer], FetchedKeys]


class Everybody:
    """Finds a member behind every account."""

    async def actor_of(self, signed_in: SignedIn) -> Actor:
        return Actor(signed_in.id, signed_in.id)


class At:
    def now(self) -> Any:
        return NOW


def believing(*trusted: Trusted) -> TokenIdentity:
    return TokenIdentity(trusted, Everybody(), At())  # type: ignore[arg-type]


@pytest.fixture
def identify(fetched: Fetch, rules: TrustedIssuer) -> TokenIdentity:
    return believing(Trusted(rules, fetched(rules)))


async def refusal(identify: TokenIdentity, token: str) -> str:
    with pytest.raises(TokenRefused) as refused:
        await identify({"authorization": f"Bearer {token}"})
    assert refused.value.challenge == 'Bearer error="invalid_token"'
    assert refused.value.message.count(".") == 1
    return refused.value.code


@pytest.mark.parametrize(("kid", "alg"), [("first", "RS256"), ("curve", "ES256"), ("edwards", "EdDSA")])
async def test_a_good_token_says_who_signed_in(
    identify: TokenIdentity, issuer: Issuer, kid: str, alg: str
) -> None:
    identity = await identify({"authorization": f"Bearer {issuer.token(kid, alg)}"})
    assert identity.signed_in == SignedIn(NAME, "person-1")
    assert identity.expires_at is not None
    assert identity.expires_at.timestamp() == SECONDS + 600


@pytest.mark.parametrize("changed", [
    {"aud": ["somebody", "quorate"]}, {"nbf": SECONDS}, {"exp": SECONDS - 29}, {"iat": SECONDS + 29},
    {"header_": {"typ": "application/AT+JWT"}}, {"header_": {"x": "y"}},
], ids=str)  # fmt: skip
async def test_what_is_within_the_agreement_is_believed(
    identify: TokenIdentity, issuer: Issuer, changed: dict[str, Any]
) -> None:
    early = {"iat": SECONDS - 100} if "exp" in changed else {}
    identity = await identify({"authorization": f"bearer {issuer.token(**early, **changed)}"})
    assert identity.actor is not None


@pytest.mark.parametrize(("changed", "code"), [
    ({"exp": SECONDS - 30, "iat": SECONDS - 100}, "token_expired"),
    ({"nbf": SECONDS + 31}, "token_not_yet_valid"),
    ({"iat": SECONDS + 31}, "token_not_yet_valid"),
    ({"aud": "another"}, "token_not_for_us"),
    ({"aud": []}, "token_not_for_us"),
    ({"aud": ["quorate "]}, "token_not_for_us"),
    ({"iss": "https://elsewhere.test"}, "token_not_trusted"),
    ({"iss": NAME + "/"}, "token_not_trusted"),
    ({"header_": {"typ": "JWT"}}, "token_not_trusted"),
    ({"header_": {"typ": None}}, "token_not_trusted"),
    ({"header_": {"kid": None}}, "token_not_trusted"),
    ({"exp": None}, "token_malformed"),
    ({"iat": None}, "token_malformed"),
    ({"sub": None}, "token_malformed"),
    ({"sub": ""}, "token_malformed"),
    ({"aud": None}, "token_malformed"),
    ({"sub": 7}, "token_malformed"),
    ({"exp": "tomorrow"}, "token_malformed"),
    ({"exp": True}, "token_malformed"),
    ({"exp": 10**15}, "token_malformed"),
    ({"exp": SECONDS - 10, "iat": SECONDS}, "token_malformed"),
    ({"nbf": -1}, "token_malformed"),
], ids=str)  # fmt: skip
async def test_what_is_not_agreed_is_refused(
    identify: TokenIdentity, issuer: Issuer, changed: dict[str, Any], code: str
) -> None:
    assert await refusal(identify, issuer.token(**changed)) == code


async def test_a_forged_signature_is_refused(identify: TokenIdentity, issuer: Issuer) -> None:
    forged = issuer.token(key=jwk.RSAKey.generate_key(2048))
    assert await refusal(identify, forged) == "token_not_trusted"


async def test_claims_of_another_token_do_not_go_with_a_signature(
    identify: TokenIdentity, issuer: Issuer
) -> None:
    header, _, signature = issuer.token().split(".")
    claims = issuer.token(sub="the-chair").split(".")[1]
    assert await refusal(identify, f"{header}.{claims}.{signature}") == "token_not_trusted"


@pytest.mark.parametrize("signature", ["", ".", ".e30"])
async def test_an_unsigned_token_is_refused(identify: TokenIdentity, issuer: Issuer, signature: str) -> None:
    header = part({"alg": "none", "kid": "first", "typ": "at+jwt"})
    unsigned = f"{header}.{part(issuer.claims())}{signature}"
    assert await refusal(identify, unsigned) in ("token_malformed", "token_not_trusted")


async def test_the_public_key_is_no_shared_secret(identify: TokenIdentity, issuer: Issuer) -> None:
    public = issuer.keys["first"].as_pem(private=False)
    signed = f"{part({'alg': 'HS256', 'kid': 'first', 'typ': 'at+jwt'})}.{part(issuer.claims())}"
    mac = base64.urlsafe_b64encode(hmac.digest(public, signed.encode(), "sha256")).decode().rstrip("=")
    token = f"{signed}.{mac}"
    assert await refusal(identify, token) == "token_not_trusted"


async def test_a_key_is_used_for_its_own_algorithm_only(identify: TokenIdentity, issuer: Issuer) -> None:
    other = issuer.token("curve", "ES256", header_={"kid": "first"}, key=issuer.keys["curve"])
    assert await refusal(identify, other) == "token_not_trusted"


@pytest.mark.parametrize("critical", [["exp"], [], None, "exp"], ids=str)
async def test_an_extension_that_must_be_understood_is_not(
    identify: TokenIdentity, issuer: Issuer, critical: Any
) -> None:
    header = part({"alg": "RS256", "kid": "first", "typ": "at+jwt", "crit": critical, "exp": 1})
    _, claims, signature = issuer.token().split(".")
    assert await refusal(identify, f"{header}.{claims}.{signature}") == "token_not_trusted"


async def test_a_key_that_the_token_brings_along_is_not_looked_at(
    identify: TokenIdentity, issuer: Issuer
) -> None:
    mine = jwk.RSAKey.generate_key(2048)
    brought = {"jwk": mine.as_dict(private=False)}
    assert await refusal(identify, issuer.token(key=mine, header_=brought)) == "token_not_trusted"
    named = issuer.token(key=mine, header_={"jku": "https://evil.test", "kid": "evil"})
    assert await refusal(identify, named) == "token_not_trusted"


@pytest.mark.parametrize(("changed", "believed"), [
    ({"azp": "portal"}, True), ({"client_id": "portal"}, True), ({}, False), ({"azp": "game"}, False),
    ({"azp": "portal", "client_id": "game"}, False),
], ids=str)  # fmt: skip
async def test_only_clients_that_are_agreed_are_taken(
    fetched: Fetch, issuer: Issuer, changed: dict[str, str], believed: bool
) -> None:
    rules = TrustedIssuer(issuer=NAME, audience="quorate", clients=("portal",))
    identify = believing(Trusted(rules, fetched(rules)))
    token = issuer.token(**changed)
    if believed:
        assert (await identify({"authorization": f"Bearer {token}"})).actor is not None
    else:
        assert await refusal(identify, token) == "token_not_for_us"


async def test_an_oversized_token_is_not_looked_at(identify: TokenIdentity, issuer: Issuer) -> None:
    assert await refusal(identify, issuer.token(more="x" * 8000)) == "token_too_long"
    assert await refusal(identify, "x" * 5_000_000) == "token_too_long"
    assert issuer.fetches == 0


@pytest.mark.parametrize("token", [
    "", "a", "a.b", "a.b.c.d", "..", "e30.e30.e30", "e30.W10.e30", "!.e30.e30", "e30=.e30.e30",
    "W1tb." * 2 + "e30", f"{'W' * 3000}.e30.e30",
])  # fmt: skip
async def test_garbage_is_refused(identify: TokenIdentity, token: str) -> None:
    assert await refusal(identify, token) == "token_malformed"


async def test_a_nest_of_brackets_is_refused(identify: TokenIdentity) -> None:
    nest = base64.urlsafe_b64encode(b'{"alg":' + b"[" * 2500).decode().rstrip("=")
    assert await refusal(identify, f"{nest}.{nest}.e30") == "token_malformed"


async def test_another_scheme_is_no_token(identify: TokenIdentity) -> None:
    with pytest.raises(TokenRefused):
        await identify({"authorization": "Basic dTpw"})


async def test_who_sends_nothing_is_nobody(identify: TokenIdentity) -> None:
    assert (await identify({})).signed_in is None


KEY = jwk.ECKey.generate_key("P-256")
GIVEN = believing(Trusted(TrustedIssuer(issuer=NAME, audience="quorate"), GivenKeys({"k": KEY})))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_HEADERS = st.fixed_dictionaries(
    {"alg": st.sampled_from(["ES256", "none", "HS256"]), "kid": st.sampled_from(["k", "x"])},
    optional={"typ": st.sampled_from(["at+jwt", "JWT"]), "crit": _JSON, "b64": _JSON, "jwk": _JSON},
)
_CLAIMS = st.fixed_dictionaries(
    {"iss": st.just(NAME), "sub": st.text(), "aud": st.just("quorate")},
    optional=dict.fromkeys(("exp", "iat", "nbf", "azp"), _JSON),
)


async def refused_or_nothing(sent: str) -> None:
    with pytest.raises(NotIdentified):
        await GIVEN({"authorization": sent})


@given(st.text() | st.binary().map(lambda each: each.decode("latin-1")))
async def test_random_bytes_never_give_anything_but_a_refusal(sent: str) -> None:
    await refused_or_nothing(sent)
    await refused_or_nothing(f"Bearer {sent}")


@given(_HEADERS, _CLAIMS, st.binary(max_size=80))
async def test_nothing_that_looks_like_a_token_is_believed_without_its_signature(
    header: dict[str, Any], claims: dict[str, Any], signature: bytes
) -> None:
    end = base64.urlsafe_b64encode(signature).decode().rstrip("=")
    await refused_or_nothing(f"Bearer {part(header)}.{part(claims)}.{end}")


@given(st.dictionaries(st.sampled_from(["iss", "sub", "aud", "exp", "iat", "nbf", "azp"]), _JSON))
async def test_whatever_a_trusted_issuer_signs_is_believed_or_refused(claims: dict[str, Any]) -> None:
    header = {"alg": "ES256", "kid": "k", "typ": "at+jwt"}
    token = jws.serialize_compact(header, json.dumps(claims).encode(), KEY, algorithms=["ES256"])
    await refused_or_nothing(f"Bearer {token}")


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
