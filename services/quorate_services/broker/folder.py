"""Where a broker keeps its files, and the lock that keeps a second process out."""

import fcntl
import json
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from quorate_events.errors import QuorateError
from quorate_services.postgres.layout import DATA_PARENT, find, give_to
from quorate_services.postgres.privileges import Account, may_enter, only_root_may_write


class BrokerFolderInUse(QuorateError):
    """Another process runs a broker on the same folder."""

    code = "broker_folder_in_use"


class BrokerFolderRefused(QuorateError):
    """No folder was found for the broker that only root writes and its account can reach."""

    code = "broker_folder_refused"


@dataclass(frozen=True, slots=True)
class BrokerFolder:
    """The files of one broker. Only ``data`` and ``temporary`` belong to the account that runs it."""

    path: Path

    @property
    def data(self) -> Path:
        """Kafka's own data."""
        return self.path / "data"

    @property
    def temporary(self) -> Path:
        """Where Java unpacks the libraries that it loads."""
        return self.path / "tmp"

    @property
    def settings(self) -> Path:
        """The broker's settings, written anew at every start."""
        return self.path / "server.properties"

    @property
    def log(self) -> Path:
        """What the broker says, from its last start on."""
        return self.path / "broker.log"

    @property
    def pid(self) -> Path:
        """The number of the broker's process."""
        return self.path / "pid"

    @property
    def lock(self) -> Path:
        """Held by the process that runs the broker."""
        return self.path / "lock"

    @property
    def ports(self) -> Path:
        """The two ports of the last start, which the next one takes again: clients know them."""
        return self.path / "ports.json"


def place(wanted: Path, account: Account | None, data_parent: Path = DATA_PARENT) -> BrokerFolder:
    """Make the folders of a broker; elsewhere than ``wanted`` where its account cannot go.

    No existing folder's permissions change. Raises BrokerFolderRefused.
    """
    path = find(wanted, account, data_parent=data_parent).folder
    if path != wanted.absolute():
        _make(data_parent, 0o755)
        if not only_root_may_write(data_parent):
            raise _refused(data_parent)
    _make(path, 0o700 if account is None else 0o711)
    if not may_enter(path, account):
        raise _refused(path)
    folder = BrokerFolder(path)
    for inner in (folder.data, folder.temporary):
        if not inner.exists():
            _make(inner, 0o700)
            give_to(inner, account)
    return folder


def take_lock(folder: BrokerFolder) -> IO[str]:
    """Keep other processes off the broker until the file is closed. Raises BrokerFolderInUse."""
    descriptor = os.open(folder.lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    lock = os.fdopen(descriptor, "r+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise BrokerFolderInUse(
            f"The Kafka in {folder.path} is already run by another process.",
            "Stop that process first, or name another folder.",
        ) from None
    return lock


def choose_ports(folder: BrokerFolder) -> tuple[int, int]:
    """Return two ports of the loopback address: those of the last start where they are free."""
    try:
        remembered = tuple(json.loads(folder.ports.read_text("utf-8")))
    except (FileNotFoundError, ValueError):
        remembered = ()
    if len(remembered) == 2 and all(map(_is_free, remembered)):
        return int(remembered[0]), int(remembered[1])
    with _bound(0) as one, _bound(0) as other:
        chosen = one.getsockname()[1], other.getsockname()[1]
    folder.ports.write_text(json.dumps(chosen), "utf-8")
    return chosen


def _is_free(port: int) -> bool:
    try:
        _bound(port).close()
    except OSError:
        return False
    return True


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError:
        listening.close()
        raise
    return listening


def _make(folder: Path, mode: int) -> None:
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=mode)
        folder.chmod(mode)


def _refused(folder: Path) -> BrokerFolderRefused:
    return BrokerFolderRefused(
        f"The account that runs Kafka cannot safely use {folder}.",
        "Name a folder that other accounts can enter, or start Quorate as an ordinary user.",
    )


Say = Callable[[str], None]
"""Tells a person one line about long work."""
