"""What a command says when it cannot do what was asked: one sentence, a suggestion, and no secret."""

from pathlib import Path

import pytest
from tests.services.cli.conftest import Quorate, run_quorate

_SECRET = "hush-6b1c"
ISSUERS = '[{"issuer": "https://login.example.org", "audience": "quorate"}]'
COMMANDS = ("migrate", "rebuild", "doctor", "project", "serve")


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_database_that_does_not_answer_is_named_without_its_password(
    tmp_path: Path, command: str
) -> None:
    nowhere = f"postgresql://owner:{_SECRET}@127.0.0.1:1/quorate"
    settings = {"QUORATE_DATABASE_URL": nowhere, "QUORATE_HOME": str(tmp_path), "QUORATE_PORT": "0"}
    failed = await run_quorate({**settings, "QUORATE_ISSUERS": ISSUERS}, command)
    assert failed.code == 1
    assert "could not be opened" in failed.err
    assert "QUORATE_DATABASE_URL" in failed.err
    assert _SECRET not in failed.out + failed.err
    assert "Traceback" not in failed.out + failed.err


async def test_a_refusal_is_one_json_document_where_json_was_asked_for(tmp_path: Path) -> None:
    nowhere = f"postgresql://owner:{_SECRET}@127.0.0.1:1/quorate"
    failed = await run_quorate(
        {"QUORATE_DATABASE_URL": nowhere, "QUORATE_HOME": str(tmp_path)}, "migrate", "--json"
    )
    assert failed.code == 1
    assert failed.document["code"] == "database_unreachable"
    assert failed.document.keys() == {"code", "message", "suggestion"}


async def test_production_without_a_database_is_one_sentence(tmp_path: Path) -> None:
    failed = await run_quorate({"QUORATE_HOME": str(tmp_path)}, "migrate")
    assert failed.code == 1
    assert failed.out == ""
    assert failed.err.startswith("Settings: QUORATE_DATABASE_URL is missing.")
    assert failed.err.count("Settings:") == 1


@pytest.mark.parametrize("command", ["migrate", "rebuild", "doctor"])
async def test_a_setting_that_is_missing_is_one_json_document_too(tmp_path: Path, command: str) -> None:
    failed = await run_quorate({"QUORATE_HOME": str(tmp_path)}, command, "--json")
    assert failed.code == 1
    assert failed.document["code"] == "settings_invalid"
    assert "QUORATE_DATABASE_URL is missing" in failed.document["message"]
    assert failed.document.keys() == {"code", "message", "suggestion"}


async def test_each_setting_that_does_not_fit_gets_its_own_sentence(quorate: Quorate) -> None:
    failed = await quorate("doctor", QUORATE_PORT="99999", QUORATE_POOL_SIZE="many")
    assert failed.code == 1
    lines = [" ".join(line.split()) for line in failed.err.split("Settings: ")[1:]]
    assert sorted(line.split(":")[0] for line in lines) == ["QUORATE_POOL_SIZE", "QUORATE_PORT"]


async def test_a_secret_in_a_wrong_setting_is_not_repeated(quorate: Quorate) -> None:
    failed = await quorate("doctor", QUORATE_ENVIRONMENT=_SECRET, QUORATE_DATABASE_URL=f"nonsense {_SECRET}")
    assert failed.code == 1
    assert _SECRET not in failed.out + failed.err


@pytest.mark.parametrize("command", ["migrate", "rebuild", "doctor"])
async def test_nothing_that_succeeds_prints_a_password(
    quorate: Quorate, environment: dict[str, str], command: str
) -> None:
    ran = await quorate(command)
    password = environment["QUORATE_DATABASE_URL"].split(":")[2].split("@")[0]
    assert password not in ran.out + ran.err
