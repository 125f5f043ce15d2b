"""`quorate broker`: a Kafka on this machine, with the demo's events in it, seen as it prints."""

import asyncio
import os
import re
import shlex
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from tests.services.cli.conftest import Ran, run_quorate
from tests.support.kafka import not_to_be_had

from quorate_events.errors import QuorateError
from quorate_services.broker.artifacts import find_programs
from quorate_services.broker.java import find_java

READY = "Stop with Ctrl-C."
ISSUER = "https://login.example.org"


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that the accounts of PostgreSQL and Kafka can reach, unlike pytest's own."""
    try:
        find_java()
        find_programs()
    except QuorateError as missing:
        not_to_be_had(missing)
    folder = Path(tempfile.gettempdir()) / f"quorate-broker-{uuid4().hex[:8]}"
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def running(home: Path) -> AsyncIterator[str]:
    """Run it while the block runs, and hand over what it printed until it was ready."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("QUORATE_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "quorate_services.cli.main", "broker", env={**inherited, "QUORATE_HOME": str(home)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    printed = ""
    try:
        while READY not in printed:
            async with asyncio.timeout(180):
                line = await process.stdout.readline()
            assert line, f"it ended: {printed}"
            printed += line.decode()
        yield printed
    finally:
        process.send_signal(signal.SIGINT)
        async with asyncio.timeout(60):
            rest, _ = await process.communicate()
    assert process.returncode == 0, rest.decode()
    assert "Stopped at position" in rest.decode()


async def _admit(home: Path) -> Ran:
    settings = {
        "QUORATE_ENVIRONMENT": "demo",
        "QUORATE_HOME": str(home),
        "QUORATE_ISSUERS": f'[{{"issuer": "{ISSUER}", "audience": "quorate"}}]',
    }
    first = [
        "--agency",
        "Northbrook Social Care",
        "--name",
        "Alex Morgan",
        "--issuer",
        ISSUER,
        "--subject",
        "first",
    ]
    assert (await run_quorate(settings, "rebuild")).code == 0
    return await run_quorate(settings, "admit", *first, "--title", "Partnership manager")


@pytest.mark.slow
async def test_what_it_prints_shows_the_events_that_arrive(home: Path) -> None:
    async with running(home) as printed:
        assert (await _admit(home)).code == 0
        (command,) = re.findall(r"^  (\S*java .*)$", printed, re.MULTILINE)
        words = [*shlex.split(command), "--max-messages", "2", "--timeout-ms", "60000"]
        consumer = await asyncio.create_subprocess_exec(*words, stdout=asyncio.subprocess.PIPE)
        out, _ = await consumer.communicate()
        assert consumer.returncode == 0
        assert out.decode().count("ce_type:quorate.") == 2

        (exported,) = re.findall(r"^  export (.*)$", printed, re.MULTILINE)
        settings = dict(each.split("=", 1) for each in exported.split()) | {"QUORATE_HOME": str(home)}
        assert (await run_quorate(settings, "topics")).code == 0
        examined = await run_quorate(settings, "doctor", "--json")
        seen = {each["subject"]: each["seen"] for each in examined.document["findings"]}
        assert ", 0 events behind" in seen["relay"]


async def test_it_is_refused_beside_a_database_that_somebody_operates(environment: dict[str, str]) -> None:
    refused = await run_quorate(environment, "broker")
    assert refused.code == 1
    assert "quorate broker is for the demo" in refused.err + refused.out
