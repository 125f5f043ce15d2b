"""Relay and projectors as an operator runs them: processes that a supervisor starts again."""

import asyncio
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


class Supervised:
    """A command of ``quorate``, started again whenever it ends, until it is stopped.

    ``faults`` has what those printed that ended by themselves, or went on with a fault instead of a sentence.
    """

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.kills = 0
        self.faults: list[str] = []
        self._command = command
        self._environment = environment
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = False
        self._begun = 0
        self._supervising: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._supervising = asyncio.create_task(self._supervise())

    def last_words(self) -> str:
        """What it printed last, of whichever process it was."""
        return f"{self.name}: {self._log.read_text('utf-8', errors='replace')[-2000:]}"

    async def kill(self) -> None:
        """Kill -9 the process that runs now, whatever it is doing."""
        while self._process is None or self._process.returncode is not None:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        self.kills += 1
        self._process.kill()

    async def stop(self) -> int | None:
        """Tell it to stop once it says how, as an operator does; return the exit code."""
        if not self._stopping:
            async with asyncio.timeout(30):
                while not self._is_up():  # noqa: ASYNC110 - nobody tells us
                    await asyncio.sleep(0.01)
            self._stopping = True
            assert self._process is not None
            self._process.terminate()
        if self._supervising is not None:
            await self._supervising
        return None if self._process is None else self._process.returncode

    async def _supervise(self) -> None:
        while not self._stopping:
            self._begun = self._log.stat().st_size if self._log.exists() else 0
            with self._log.open("ab") as log:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "quorate_services.cli.main", *self._command,
                    env=self._environment, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log,
                )  # fmt: skip
            await self._process.wait()
            printed = self._said()
            by_itself = not self._stopping and self._process.returncode != -signal.SIGKILL
            if by_itself or "Traceback" in printed:
                self.faults.append(printed[-3000:])
            await asyncio.sleep(0.1)

    def _is_up(self) -> bool:
        process = self._process
        return process is not None and process.returncode is None and "Ctrl-C" in self._said()

    def _said(self) -> str:
        """What the process that runs now has printed."""
        return self._log.read_bytes()[self._begun :].decode("utf-8", errors="replace")
