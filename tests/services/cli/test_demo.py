"""`quorate demo`: from nothing to answers, stopped in order, and there again with its data."""

import asyncio
import json
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from tests.services.cli.conftest import run_quorate
from tests.services.cli.newcomer import clicks_to_a_meeting_in_session

READY = "Stop with Ctrl-C."
ASKED = re.compile(r"^  (curl -s \S+/graphql .*?)(?=^$|^  #)", re.MULTILINE | re.DOTALL)


@pytest.fixture
def home() -> AsyncIterator[Path]:
    """A folder that the account of the database server can reach, unlike pytest's own."""
    folder = Path(tempfile.gettempdir()) / f"quorate-demo-{uuid4().hex[:8]}"
    yield folder  # type: ignore[misc]
    shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def demo(home: Path) -> AsyncIterator[str]:
    """Run the demo while the block runs, and hand over what it printed until it was ready."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QUORATE_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "quorate_services.cli.main", "demo", "--months", "1", "--port", "0",
        env={**environment, "QUORATE_HOME": str(home)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    printed = ""
    try:
        while READY not in printed:
            async with asyncio.timeout(240):
                line = await process.stdout.readline()
            assert line, f"the demo ended: {printed}"
            printed += line.decode()
        yield printed
    finally:
        process.send_signal(signal.SIGINT)
        async with asyncio.timeout(60):
            rest, _ = await process.communicate()
    assert process.returncode == 0, rest.decode()
    assert "Stopped." in rest.decode()


async def ask(command: str) -> dict[str, object]:
    process = await asyncio.create_subprocess_shell(command, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    answer: dict[str, object] = json.loads(out)
    return answer


@pytest.mark.slow
async def test_the_demo_answers_what_it_prints_keeps_its_data_and_is_soon_in_a_live_meeting(
    home: Path,
) -> None:
    async with demo(home) as printed:
        commands = ASKED.findall(printed)
        assert len(commands) >= 4
        first = [await ask(command.strip()) for command in commands]
        assert all("errors" not in answer and answer["data"] for answer in first)

        second_demo = await run_quorate({"QUORATE_HOME": str(home)}, "demo", "--port", "0")
        assert second_demo.code == 1
        assert "already run" in second_demo.err
        doctor = await run_quorate(
            {"QUORATE_HOME": str(home), "QUORATE_ENVIRONMENT": "demo"}, "doctor", "--json"
        )
        assert doctor.code == 0
        assert {finding["health"] for finding in doctor.document["findings"]} == {"well"}

    async with demo(home) as printed:
        assert "Inventing" not in printed
        again = [await ask(command.strip()) for command in ASKED.findall(printed)]
        assert await clicks_to_a_meeting_in_session(printed) < 5
    assert again == first

    verified = await run_quorate(
        {
            "QUORATE_HOME": str(home),
            "QUORATE_ENVIRONMENT": "demo",
            "QUORATE_SIGNING_KEY": str(home / "signing-key"),
        },
        "verify",
        "--json",
    )
    assert verified.code == 0, verified.out
    assert verified.document["sealed"] == verified.document["events"] > 0
