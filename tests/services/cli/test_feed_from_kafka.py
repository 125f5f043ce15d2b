"""Views kept from Kafka by ``quorate project`` and ``quorate serve``: without Kafka, refused by it, and with it."""

import asyncio
import os
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from tests.conftest import Database
from tests.services.cli.conftest import Quorate, run_quorate
from tests.services.projecting.conftest import BEHIND
from tests.support.folding import see_everything
from tests.support.printed import next_line

from quorate_events.kafka.access import KafkaAccess

AWAY = {"QUORATE_KAFKA_BOOTSTRAP": "127.0.0.1:9", "QUORATE_KAFKA_SECURITY": "plaintext"}
REFUSING = {**AWAY, "QUORATE_KAFKA_SECURITY": "tls", "QUORATE_KAFKA_CA": "/no/such/file.pem"}
ISSUERS = '[{"issuer": "https://a.example", "audience": "quorate"}]'


@pytest.fixture
async def built(environment: dict[str, str], quorate: Quorate) -> dict[str, str]:
    """The settings of processes that keep the views from Kafka, and may not migrate."""
    assert (await quorate("rebuild")).code == 0
    del environment["QUORATE_DATABASE_URL"]
    return {**environment, "QUORATE_FEED": "kafka", "QUORATE_PORT": "0"}


@asynccontextmanager
async def running(
    settings: dict[str, str], *command: str
) -> AsyncIterator[tuple[asyncio.subprocess.Process, asyncio.StreamReader]]:
    """Run a command while the block runs; a request to stop then ends it in order."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("QUORATE_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "quorate_services.cli.main", *command,
        env={**inherited, **settings}, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(90):
            yield process, process.stdout
            process.terminate()
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _until(printed: asyncio.StreamReader, words: str) -> None:
    while words not in await next_line(printed):
        pass


async def test_project_from_kafka_without_one_named_says_what_is_missing(quorate: Quorate) -> None:
    refused = await quorate("project", "--from", "kafka")
    assert refused.code == 1
    assert "No Kafka is named." in refused.err
    assert "QUORATE_KAFKA_BOOTSTRAP" in refused.err


@pytest.mark.parametrize("command", ["project", "serve"])
async def test_the_setting_without_a_kafka_named_says_what_is_missing(quorate: Quorate, command: str) -> None:
    refused = await quorate(command, QUORATE_FEED="kafka")
    assert refused.code == 1
    assert "QUORATE_KAFKA_BOOTSTRAP is missing" in " ".join(refused.err.split())


async def test_a_projector_says_that_it_waits_for_kafka_and_stops_when_told(built: dict[str, str]) -> None:
    async with running({**built, **AWAY}, "project") as (_, printed):
        await _until(printed, "Waiting (kafka_unavailable). It goes on by itself.")


async def test_the_api_answers_while_kafka_is_away(built: dict[str, str]) -> None:
    async with running({**built, **AWAY}, "serve") as (process, printed):
        await _until(printed, "Quorate answers at")
        await asyncio.sleep(1)
        assert process.returncode is None


@pytest.mark.parametrize("command", ["project", "serve"])
async def test_what_kafka_refuses_ends_it_with_the_reason(built: dict[str, str], command: str) -> None:
    refused = await run_quorate({**built, **REFUSING}, command)
    assert refused.code == 1
    assert "Check the path in QUORATE_KAFKA_CA" in " ".join(refused.err.split())


async def test_what_a_relay_published_comes_into_the_views_of_the_api(
    built: dict[str, str], kafka: KafkaAccess, database: Database
) -> None:
    settings = {
        **built,
        "QUORATE_PARTNERSHIP": f"t{uuid.uuid4().hex[:12]}",
        "QUORATE_KAFKA_BOOTSTRAP": kafka.bootstrap,
        "QUORATE_KAFKA_SECURITY": "plaintext",
        "QUORATE_KAFKA_REPLICATION": "1",
    }
    migrating = {**settings, "QUORATE_DATABASE_URL": database.owner_dsn}
    for step in (
        ["rebuild"],
        ["topics", "apply", "--yes"],
        ["admit", "--agency", "Northbrook Social Care", "--name", "Alex Morgan", "--issuer", "https://a.example",
         "--subject", "alex"],
        ["relay", "--once"],
    ):  # fmt: skip
        ran = await run_quorate({**migrating, "QUORATE_ISSUERS": ISSUERS, "QUORATE_FEED": "log"}, *step)
        assert ran.code == 0, ran.err
    owner = await see_everything(database.owner_dsn)
    assert await owner.fetchval(BEHIND) > 0
    async with running(settings, "serve") as (_, printed):
        await _until(printed, "Quorate answers at")
        while await owner.fetchval(BEHIND):  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.1)
    await owner.close()
