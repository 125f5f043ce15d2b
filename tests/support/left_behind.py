"""Clears away what a test run left behind that was killed: folders of servers, and a server that still runs."""

import re
import shutil
import tempfile
import time
from pathlib import Path

import psutil

from quorate_services.postgres.layout import DataFolderInUse, Layout, take_lock

MEMORY = Path("/dev/shm")
OURS = re.compile(r"quorate-(kafka-)?[0-9a-f]{12}")
"""The names that tests give to the folders of their servers; nobody else names one so."""
QUIET = 300
"""Seconds without a start or a stop, after which nobody means to start the server again."""


def clear_away_what_is_left() -> None:
    """Clear away the folders of all runs that are over."""
    for place in (MEMORY, Path(tempfile.gettempdir())):
        for folder in place.glob("quorate-*"):
            if OURS.fullmatch(folder.name):
                clear_away(folder)


def clear_away(folder: Path) -> None:
    """Stop the server of a run that was killed, and remove its folder; leave alone what belongs to somebody.

    PostgreSQL and Kafka have the same lock in their folders.
    """
    try:
        if not folder.is_dir() or time.time() - _last_change(folder) < QUIET:
            return
        lock = take_lock(Layout(folder))
    except (DataFolderInUse, OSError):
        return
    with lock:
        for process in psutil.process_iter():
            try:
                if any(word.startswith(f"{folder}/") for word in process.cmdline()):
                    process.kill()
                    process.wait(10)
            except psutil.Error:
                continue
        shutil.rmtree(folder, ignore_errors=True)


def _last_change(folder: Path) -> float:
    return max(each.stat().st_mtime for each in (folder, *folder.iterdir()))
