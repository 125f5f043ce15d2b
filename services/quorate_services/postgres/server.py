"""The server's process: making the data folder, starting, stopping, and what a killed one leaves behind."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from quorate_events.errors import QuorateError
from quorate_services.guard import Guard
from quorate_services.postgres.binaries import Binaries
from quorate_services.postgres.configuration import initdb_arguments
from quorate_services.postgres.layout import Layout, give_to
from quorate_services.postgres.privileges import Account

_POLL = 0.02
"""Seconds between two looks at a process."""

_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class StartFailed(QuorateError):
    """PostgreSQL was started and did not come up."""

    code = "postgres_start_failed"


class VersionMismatch(QuorateError):
    """The data was made by another major version of PostgreSQL."""

    code = "postgres_version_mismatch"


def check_version(layout: Layout, binaries: Binaries) -> None:
    """Raise VersionMismatch when the data folder was made by another major version."""
    try:
        made_by = (layout.data / "PG_VERSION").read_text("ascii").strip()
    except FileNotFoundError:
        return
    if made_by != str(binaries.major):
        raise VersionMismatch(
            f"The data in {layout.data} was made by PostgreSQL {made_by}; the programs found are "
            f"PostgreSQL {binaries.major}.",
            f"Name the programs of PostgreSQL {made_by}, or start afresh with a reset (it deletes the data).",
        )


def make_data(
    layout: Layout, binaries: Binaries, account: Account | None, superuser: str, password: str
) -> None:
    """Make the data folder with ``initdb``, under a temporary name: a kill leaves none, or a whole one.

    Raises StartFailed with the words of ``initdb``.
    """
    unfinished = layout.folder / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    give_to(unfinished, account)
    with tempfile.NamedTemporaryFile("w", prefix=".password-", dir=layout.folder, encoding="ascii") as file:
        file.write(password + "\n")
        file.flush()
        give_to(Path(file.name), account)
        made = subprocess.run(  # noqa: S603
            initdb_arguments(binaries, unfinished, Path(file.name), superuser),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            check=False, cwd="/", env=_ENVIRONMENT, start_new_session=True,
            user=account.uid if account else None, group=account.gid if account else None,
            extra_groups=[] if account else None,
        )  # fmt: skip
    if made.returncode != 0:
        raise StartFailed(
            f"PostgreSQL could not make its data folder in {layout.folder}: {_last_lines(made.stdout)}",
            "Check that the disk has room and that the folder can be written.",
        )
    unfinished.rename(layout.data)


def launch(
    layout: Layout, binaries: Binaries, account: Account | None
) -> tuple["subprocess.Popen[bytes]", Guard]:
    """Start the server in a session of its own: Ctrl-C reaches us and not it, and we stop it in order.

    The guard stops it when we end without having done so.
    """
    descriptor = os.open(layout.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as log:
        process = subprocess.Popen(  # noqa: S603
            [str(binaries.postgres), "-D", str(layout.data), "-c", f"config_file={layout.settings}"],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            cwd="/", env=_ENVIRONMENT, start_new_session=True, umask=0o077,
            user=account.uid if account else None, group=account.gid if account else None,
            extra_groups=[] if account else None,
        )  # fmt: skip
    return process, Guard(process, str(layout.data), {"INT": 60, "QUIT": 10, "KILL": 0}, account)


async def stop(process: "subprocess.Popen[bytes]", timeout: float) -> None:  # noqa: ASYNC109
    """Stop the server: clients are sent away, all is written. A hard stop after ``timeout`` seconds."""
    for sign, patience in ((signal.SIGINT, timeout), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
        if process.poll() is None:
            process.send_signal(sign)
        deadline = time.monotonic() + patience
        while process.poll() is None and time.monotonic() < deadline:  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(_POLL)
        if process.poll() is not None:
            return


async def clear_leftovers(layout: Layout, socket_dir: Path, timeout: float) -> None:  # noqa: ASYNC109
    """Make way for a start, holding the lock: stop a server whose manager was killed, and unmask a stale pid.

    Raises StartFailed when that server does not stop within ``timeout`` seconds.
    """
    pid_file = layout.data / "postmaster.pid"
    pid = _first_number(pid_file)
    if pid is not None and _is_server_of(pid, layout.data):
        await _stop_orphan(pid, layout.data, timeout)
    elif pid is not None and _alive(pid):
        _name_us_as_holder(pid_file)
    for left in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        (socket_dir / left).unlink(missing_ok=True)


def last_words(layout: Layout) -> str:
    """Give the last lines of the server's log."""
    return _last_lines(layout.log.read_text("utf-8", errors="replace"))


def _name_us_as_holder(pid_file: Path) -> None:
    # The number belongs to somebody else by now, and PostgreSQL would believe that it is still running. It
    # knows that its parent, us, is no server. Removing the file would also remove the key of the shared
    # memory, by which PostgreSQL makes sure that no process of the former server still writes.
    descriptor = os.open(pid_file, os.O_RDWR | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
        rest = file.read().split("\n")[1:]
        file.seek(0)
        file.truncate()
        file.write("\n".join([str(os.getpid()), *rest]))


async def _stop_orphan(pid: int, data: Path, timeout: float) -> None:  # noqa: ASYNC109
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + timeout
    while _is_server_of(pid, data):
        if time.monotonic() > deadline:
            raise StartFailed(
                f"A PostgreSQL that was left running (process {pid}) does not stop.",
                f"Stop process {pid} and start again.",
            )
        await asyncio.sleep(_POLL)


def _is_server_of(pid: int, data: Path) -> bool:
    words = _command_line(pid)
    return "-D" in words and str(data) in words


def _command_line(pid: int) -> list[str]:
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_text("utf-8", errors="replace").split("\0")
        except OSError:
            return []
    listed = subprocess.run(  # noqa: S603
        ["/bin/ps", "-ww", "-p", str(pid), "-o", "args="], capture_output=True, text=True, check=False
    )
    return listed.stdout.split()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _first_number(file: Path) -> int | None:
    try:
        first = file.read_text("utf-8", errors="replace").split("\n", 1)[0].strip()
    except FileNotFoundError:
        return None
    return int(first) if first.isdigit() and int(first) > 0 else None


def _last_lines(text: str, count: int = 5) -> str:
    return " ".join(text.strip().splitlines()[-count:])
