"""Commands that have nothing to do with Kafka do not import its client, which reads a hundred files to begin with."""

import asyncio
import os
import sys

import pytest

IMPORTED = """
import atexit, sys
atexit.register(lambda: print("kafka" in sys.modules, file=sys.stderr))
from quorate_services.cli.main import main
main()
"""


async def _run(
    environment: dict[str, str], *arguments: str, until: bytes = b""
) -> tuple[int | None, str, str]:
    """Run a command, and tell it to stop once it has said ``until``. The last word tells whether it imported."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("QUORATE_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", IMPORTED, *arguments,
        env={**inherited, **environment}, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    if until:
        assert process.stdout is not None
        async for line in process.stdout:
            if until in line:
                break
        process.terminate()
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.split()[-1].decode()


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["relay", "--help"], ["topics", "apply", "--help"], ["migrate"], ["rebuild"], ["doctor"]],
    ids=" ".join,
)
async def test_a_command_without_kafka_does_not_import_it(
    environment: dict[str, str], arguments: list[str]
) -> None:
    if arguments == ["doctor"]:
        await _run(environment, "rebuild")
    code, out, imported = await _run(environment, *arguments)
    assert (code, imported) == (0, "False"), out


@pytest.mark.parametrize(("command", "words"), [("serve", b"Quorate answers"), ("project", b"Projecting")])
async def test_a_process_without_kafka_does_not_import_it(
    environment: dict[str, str], command: str, words: bytes
) -> None:
    code, _, imported = await _run({**environment, "QUORATE_PORT": "0"}, command, until=words)
    assert (code, imported) == (0, "False")


async def test_the_doctor_imports_it_where_kafka_is_named(environment: dict[str, str]) -> None:
    await _run(environment, "rebuild")
    named = {"QUORATE_KAFKA_BOOTSTRAP": "127.0.0.1:9", "QUORATE_KAFKA_SECURITY": "plaintext"}
    code, _, imported = await _run({**environment, **named}, "doctor")
    assert (code, imported) == (3, "True")
