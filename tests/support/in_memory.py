"""Keeps the cluster of a test run in memory where there is room, and clears away what a killed run left there."""

import os
import shutil
import time
from pathlib import Path

import psutil

from quorate_services.postgres.layout import DataFolderInUse, Layout, take_lock

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
"""Bytes: several times what the cluster of a whole run takes."""
STARTING = 60
"""Seconds in which a new cluster has taken its lock."""


def place_in_memory() -> Path | None:
    """The folder to put a cluster into; None where there is none, or no room in it."""
    if not os.path.ismount(MEMORY):
        return None
    for left in MEMORY.glob("quorate-*"):
        clear_away(left)
    return MEMORY if shutil.disk_usage(MEMORY).free > ROOM else None


def clear_away(folder: Path) -> None:
    """Stop the server of a run that was killed, and remove its folder; leave alone what belongs to somebody."""
    try:
        if time.time() - folder.stat().st_mtime < STARTING:
            return
        lock = take_lock(Layout(folder))
    except (DataFolderInUse, OSError):
        return
    with lock:
        for process in psutil.process_iter():
            try:
                if str(folder / "data") in process.cmdline():
                    process.kill()
                    process.wait(10)
            except psutil.Error:
                continue
        shutil.rmtree(folder, ignore_errors=True)
