"""Keeps the cluster of a test run in memory where there is room."""

import os
import shutil
from pathlib import Path

from tests.support.left_behind import MEMORY

ROOM = 2 * 1024**3
"""Bytes: several times what the cluster of a whole run takes."""


def place_in_memory() -> Path | None:
    """The folder to put a cluster into; None where there is none, or no room in it."""
    if not os.path.ismount(MEMORY):
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free > ROOM else None
