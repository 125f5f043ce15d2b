"""The keys of an issuer: fetched when needed, kept while it is down, and never fetched in a flood."""

import asyncio
from collections.abc import Callable

import pytest
from joserfc import jwk
from tests.services.identity.conftest import NAME, Issuer

from quorate_services.identity.issuers import TrustedIssuer
from quorate_services.identity.keys import BETWEEN, FRESH, KEPT, FetchedKeys, usable
from quorate_services.identity.refusals import KeysUnavailable


@pytest.fixture
def keys(fetched: Callable[[TrustedIssuer], FetchedKeys], rules: TrustedIssuer) -> FetchedKeys:
    return fetched(rules)


async def test_keys_are_found_by_discovery_and_fetched_once(keys: FetchedKeys, issuer: Issuer) -> None:
    for _ in range(5):
        assert await keys.find("first") is not None
    assert issuer.fetches == 1


async def test_many_who_come_first_share_one_fetch(keys: FetchedKeys, issuer: Issuer) -> None:
    found = await asyncio.gather(*(keys.find("first") for _ in range(100)))
    assert all(found)
    assert issuer.fetches == 1


async def test_a_new_key_is_found_without_waiting_for_the_old_ones_to_age(
    keys: FetchedKeys, issuer: Issuer
) -> None:
    await keys.find("first")
    issuer.add("second", jwk.ECKey.generate_key("P-256"))
    issuer.ticks += BETWEEN
    assert await keys.find("second") is not None


async def test_a_flood_of_unknown_keys_costs_one_fetch_an_interval(keys: FetchedKeys, issuer: Issuer) -> None:
    await keys.find("first")
    for _ in range(10):
        issuer.ticks += BETWEEN
        assert not any(await asyncio.gather(*(keys.find(f"made-up-{n}") for n in range(200))))
    assert issuer.fetches == 11


async def test_a_key_that_was_withdrawn_is_gone_once_keys_are_old(keys: FetchedKeys, issuer: Issuer) -> None:
    await keys.find("first")
    del issuer.keys["first"]
    issuer.ticks += FRESH
    assert await keys.find("first") is not None
    issuer.ticks += 1
    assert await keys.find("first") is None


async def test_kept_keys_go_on_working_while_the_issuer_is_down(keys: FetchedKeys, issuer: Issuer) -> None:
    await keys.find("first")
    issuer.down = True
    issuer.ticks += FRESH + 1
    assert await keys.find("first") is not None
    issuer.ticks += KEPT
    with pytest.raises(KeysUnavailable):
        await keys.find("first")
    issuer.down = False
    issuer.ticks += BETWEEN
    assert await keys.find("first") is not None


async def test_without_any_keys_nobody_can_sign_in_and_the_issuer_is_not_overrun(
    keys: FetchedKeys, issuer: Issuer
) -> None:
    issuer.down = True
    for _ in range(50):
        with pytest.raises(KeysUnavailable):
            await keys.find("first")
    issuer.down = False
    with pytest.raises(KeysUnavailable):
        await keys.find("first")
    issuer.ticks += BETWEEN
    assert await keys.find("first") is not None
    assert issuer.fetches == 1


@pytest.mark.parametrize("document", [b"<html>", b"{}", b'{"keys": []}', b'{"keys": [7]}', b"[" * 300_000])
async def test_what_is_no_set_of_keys_changes_nothing(
    fetched: Callable[[TrustedIssuer], FetchedKeys], issuer: Issuer, document: bytes
) -> None:
    keys = fetched(TrustedIssuer(issuer=NAME, audience="quorate", jwks_url=f"{NAME}/keys"))
    await keys.find("first")
    issuer.document = document
    issuer.ticks += FRESH + 1
    assert await keys.find("first") is not None


@pytest.mark.parametrize("key", [
    {"kty": "oct", "k": "c2VjcmV0", "kid": "x"},
    {"kty": "RSA", "kid": "x"},
    {"kty": "RSA", "n": 7, "e": [], "kid": "x"},
    {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "kid": "x"},
    {**jwk.RSAKey.generate_key(2048).as_dict(private=False), "kid": None},
    {**jwk.RSAKey.generate_key(2048).as_dict(private=False), "kid": "x", "use": "enc"},
    {**jwk.RSAKey.generate_key(1024).as_dict(private=False), "kid": "x"},
])  # fmt: skip
def test_keys_that_no_token_should_be_checked_with_are_left_out(key: dict[str, object]) -> None:
    good = {**jwk.ECKey.generate_key("P-256").as_dict(private=False), "kid": "good"}
    assert set(usable([key, good])) == {"good"}


@pytest.mark.parametrize(
    "address", ["http://login.example", "ftp://x", "login.example", "", "https://", "http://[", "file:///etc"]
)
def test_an_issuer_has_an_address_by_https(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        TrustedIssuer(issuer=address, audience="quorate")


@pytest.mark.parametrize("algorithm", ["none", "HS256", "HS512", "RS1"])
def test_a_shared_secret_or_none_cannot_be_agreed(algorithm: str) -> None:
    with pytest.raises(ValueError, match="algorithms"):
        TrustedIssuer(issuer=NAME, audience="quorate", algorithms=(algorithm,))  # type: ignore[arg-type]
