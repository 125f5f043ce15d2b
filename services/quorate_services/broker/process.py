"""The broker's process: making its data, starting, stopping, and what a killed manager leaves behind."""

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from quorate_events.errors import QuorateError
from quorate_services.broker.configuration import CLUSTER_ID
from quorate_services.broker.folder import BrokerFolder
from quorate_services.guard import Guard
from quorate_services.postgres.privileges import Account

_POLL = 0.05
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


class BrokerStartFailed(QuorateError):
    """Kafka was started and did not come up."""

    code = "broker_start_failed"


def make_data(folder: BrokerFolder, java: list[str], account: Account | None) -> None:
    """Write the metadata that a broker starts from, once. Raises BrokerStartFailed."""
    if (folder.data / "meta.properties").exists():
        return
    tool = ["kafka.tools.StorageTool", "format", "--ignore-formatted", "-t", CLUSTER_ID]
    made = subprocess.run(  # noqa: S603
        [*java, *tool, "-c", str(folder.settings)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd="/", env=_ENVIRONMENT,
        user=account.uid if account else None, group=account.gid if account else None,
        extra_groups=[] if account else None,
    )  # fmt: skip
    if made.returncode != 0:
        last = " ".join(made.stderr.strip().splitlines()[-2:])
        raise BrokerStartFailed(
            f"Kafka could not make its data in {folder.path}: {last}", "Check that the disk has room."
        )


def launch(
    folder: BrokerFolder, java: list[str], account: Account | None
) -> tuple["subprocess.Popen[bytes]", Guard]:
    """Start the broker in a session of its own: Ctrl-C reaches us and not it, and we stop it in order.

    The guard stops it when we end without having done so.
    """
    descriptor = os.open(folder.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as log:
        process = subprocess.Popen(  # noqa: S603
            [*java, "kafka.Kafka", str(folder.settings)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            cwd="/", env=_ENVIRONMENT, start_new_session=True, umask=0o077,
            user=account.uid if account else None, group=account.gid if account else None,
            extra_groups=[] if account else None,
        )  # fmt: skip
    guard = Guard(process, str(folder.settings), {"TERM": 30, "KILL": 0}, account)
    folder.pid.write_text(str(process.pid), "ascii")
    return process, guard


async def stop(process: "subprocess.Popen[bytes]", timeout: float) -> None:  # noqa: ASYNC109
    """Stop the broker in order; a hard stop after ``timeout`` seconds."""
    for sign, patience in ((signal.SIGTERM, timeout), (signal.SIGKILL, 10.0)):
        if process.poll() is None:
            process.send_signal(sign)
        deadline = time.monotonic() + patience
        while process.poll() is None and time.monotonic() < deadline:  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(_POLL)
        if process.poll() is not None:
            return


async def clear_leftovers(folder: BrokerFolder, timeout: float) -> None:  # noqa: ASYNC109
    """Stop a broker whose manager was killed, holding the lock. Raises BrokerStartFailed when it stays."""
    try:
        pid = int(folder.pid.read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return
    for sign, patience in ((signal.SIGTERM, timeout), (signal.SIGKILL, 5.0)):
        if not _is_broker_of(pid, folder.settings):
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        deadline = time.monotonic() + patience
        while _is_broker_of(pid, folder.settings) and time.monotonic() < deadline:  # noqa: ASYNC110 - not ours
            await asyncio.sleep(_POLL)
    if _is_broker_of(pid, folder.settings):
        raise BrokerStartFailed(
            f"A Kafka that was left running (process {pid}) does not stop.", f"Stop process {pid}."
        )


def last_words(folder: BrokerFolder, count: int = 5) -> str:
    """Give the last lines of the broker's log."""
    return " ".join(folder.log.read_text("utf-8", errors="replace").strip().splitlines()[-count:])


def _is_broker_of(pid: int, settings: Path) -> bool:
    if Path("/proc/self/cmdline").exists():
        try:
            words = Path(f"/proc/{pid}/cmdline").read_text("utf-8", errors="replace").split("\0")
        except OSError:
            return False
    else:
        listed = subprocess.run(  # noqa: S603
            ["/bin/ps", "-ww", "-p", str(pid), "-o", "args="], capture_output=True, text=True, check=False
        )
        words = listed.stdout.split()
    return str(settings) in words
