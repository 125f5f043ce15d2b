"""Where a cluster keeps its files, and the lock that keeps a second process out."""

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from quorate_events.errors import QuorateError
from quorate_services.postgres.privileges import Account, may_enter, only_root_may_write

DATA_PARENT = Path("/var/lib/quorate")
_LONGEST_SOCKET_DIR = 80
"""In bytes: with the name of the socket inside it stays below the 100 that every system allows."""


class DataFolderInUse(QuorateError):
    """Another process runs a server on the same data folder."""

    code = "postgres_data_folder_in_use"


class DataFolderRefused(QuorateError):
    """No folder was found for the data that only root writes and the server's account can reach."""

    code = "postgres_data_folder_refused"


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of one cluster. Only ``data`` and the socket's folder belong to the account that runs it."""

    folder: Path

    @property
    def data(self) -> Path:
        """PostgreSQL's own data folder; its ``PG_VERSION`` names the major version that made it."""
        return self.folder / "data"

    @property
    def passwords(self) -> Path:
        """The passwords of the roles, mode 0600."""
        return self.folder / "passwords.json"

    @property
    def settings(self) -> Path:
        """The server's settings, written anew at every start."""
        return self.folder / "postgresql.conf"

    @property
    def rules(self) -> Path:
        """Who may sign in."""
        return self.folder / "pg_hba.conf"

    @property
    def log(self) -> Path:
        """What the server says, from its last start on."""
        return self.folder / "postgresql.log"

    @property
    def socket_place(self) -> Path:
        """Names the socket's folder when that had to lie elsewhere."""
        return self.folder / "socket-folder"

    @property
    def lock(self) -> Path:
        """Held by the process that runs the server."""
        return self.folder / "lock"


def find(wanted: Path, account: Account | None, *, data_parent: Path = DATA_PARENT) -> Layout:
    """Say where a cluster lies: in ``wanted``, or below ``data_parent`` where ``account`` could not go."""
    folder = wanted.absolute()
    if may_enter(folder, account):
        return Layout(folder)
    short = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    return Layout(data_parent / f"{folder.name}-{short}")


def place(
    wanted: Path,
    account: Account | None,
    *,
    data_parent: Path = DATA_PARENT,
    progress: Callable[[str], None] = lambda _: None,
) -> Layout:
    """Make the folder of a cluster where ``find`` says; tell ``progress`` when that is not ``wanted``.

    No existing folder's permissions change. Raises DataFolderRefused.
    """
    folder = find(wanted, account, data_parent=data_parent).folder
    if folder != wanted.absolute():
        progress(f"The account that runs PostgreSQL cannot enter {wanted}: the data is kept in {folder}.")
        _make(data_parent, 0o755)
        if not only_root_may_write(data_parent):
            raise DataFolderRefused(
                f"The folder {data_parent} can be written by others than root.",
                "Name a data folder that other accounts can enter, or start Quorate as an ordinary user.",
            )
    # As root, the server's account passes through to `data`, but cannot list the rest.
    _make(folder, 0o700 if account is None else 0o711)
    if not may_enter(folder, account):
        raise DataFolderRefused(
            f"The account that runs PostgreSQL cannot enter {folder}.",
            "Name a data folder that other accounts can enter, or start Quorate as an ordinary user.",
        )
    return Layout(folder)


def take_lock(layout: Layout) -> IO[str]:
    """Keep other processes off the cluster until the file is closed. Raises DataFolderInUse."""
    descriptor = os.open(layout.lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    lock = os.fdopen(descriptor, "r+", encoding="ascii")
    if not _locked(lock):
        holder = lock.read().strip()
        lock.close()
        raise DataFolderInUse(
            f"The PostgreSQL in {layout.folder} is already run by process {holder or 'unknown'}.",
            "Stop that process first, or name another data folder.",
        )
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _locked(lock: IO[str]) -> bool:
    for pause in (0.02, 0.1, None):  # in seconds: whoever looks with `is_held` is gone by then
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if pause is not None:
                time.sleep(pause)
        else:
            return True
    return False


def make_socket_dir(layout: Layout, account: Account | None) -> Path:
    """Make the private folder of the socket (mode 0700); in the cluster's folder when the path is short."""
    inside = layout.folder / "socket"
    if len(os.fsencode(inside)) <= _LONGEST_SOCKET_DIR:
        inside.mkdir(mode=0o700, exist_ok=True)
        chosen = inside
    else:
        remove_socket_dir(layout)
        chosen = Path(tempfile.mkdtemp(prefix="quorate-"))
        layout.socket_place.write_text(str(chosen), "utf-8")
    give_to(chosen, account)
    return chosen


def find_socket_dir(layout: Layout) -> Path:
    """Say where the socket's folder lies, as the process made it that runs the server."""
    try:
        return Path(layout.socket_place.read_text("utf-8"))
    except FileNotFoundError:
        return layout.folder / "socket"


def is_held(layout: Layout) -> bool:
    """Say whether some process holds the lock of the cluster, without taking it away from anybody."""
    try:
        lock = layout.lock.open("rb")
    except FileNotFoundError:
        return False
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def remove_socket_dir(layout: Layout) -> None:
    """Remove a socket's folder that lies outside the cluster's folder, also after a kill."""
    if layout.socket_place.exists():
        shutil.rmtree(layout.socket_place.read_text("utf-8"), ignore_errors=True)
        layout.socket_place.unlink()


def give_to(path: Path, account: Account | None) -> None:
    """Make ``account`` the owner of a file or folder that we have made."""
    if account is not None:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def _make(folder: Path, mode: int) -> None:
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=mode)
        folder.chmod(mode)  # the umask may have taken bits away from what we have just made
