"""Tokens at the command line, and a production that nobody could sign in to."""

from pathlib import Path

from tests.services.cli.conftest import run_quorate

from quorate_services.demo.people import PEOPLE
from quorate_services.identity.tokens import read_token

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


async def test_a_token_is_printed_for_somebody_of_the_demo(tmp_path: Path) -> None:
    demo = {"QUORATE_ENVIRONMENT": "demo", "QUORATE_HOME": str(tmp_path)}
    ran = await run_quorate(demo, "token", "--as", "police")
    assert ran.code == 0
    assert read_token(ran.out.strip()).claims.sub == str(PEOPLE[0].id)
    unknown = await run_quorate(demo, "token", "--as", "somebody")
    assert unknown.code == 1
    assert "police" in unknown.err


async def test_production_prints_no_token_and_serves_nobody_without_an_issuer(tmp_path: Path) -> None:
    production = {"QUORATE_DATABASE_URL": NOWHERE, "QUORATE_HOME": str(tmp_path)}
    token = await run_quorate(production, "token", "--as", "police")
    assert token.code == 1
    assert "production" in token.err
    serve = await run_quorate(production, "serve")
    assert serve.code == 1
    assert "QUORATE_ISSUERS" in serve.err


async def test_issuers_are_read_from_the_environment(tmp_path: Path) -> None:
    issuers = '[{"issuer": "https://login.example", "audience": "quorate", "algorithms": ["none"]}]'
    ran = await run_quorate({"QUORATE_DATABASE_URL": NOWHERE, "QUORATE_ISSUERS": issuers}, "serve")
    assert ran.code == 1
    assert "QUORATE_ISSUERS" in ran.err
