"""Finds the Java that runs the broker."""

import re
import shutil
import subprocess
from pathlib import Path

from quorate_events.errors import QuorateError

OLDEST = 17
"""Brokers of Kafka 4 need it."""

PROVIDE = "make kafka"
"""The command that provides Java, Maven and the broker, or says what is missing."""


class JavaMissing(QuorateError):
    """No Java of version 17 or newer was found to run the broker."""

    code = "java_missing"

    def __init__(self) -> None:
        super().__init__(
            "No Java 17 or newer was found, which Kafka needs.",
            f"On Debian and Ubuntu: apt install openjdk-17-jre-headless; as root, {PROVIDE} does it.",
        )


def find_java() -> Path:
    """Return the program ``java``. Raises JavaMissing when there is none, or an older one only."""
    found = shutil.which("java")
    if found is None or _major(found) < OLDEST:
        raise JavaMissing
    return Path(found).resolve()


def _major(java: str) -> int:
    try:
        told = subprocess.run(  # noqa: S603
            [java, "-version"], capture_output=True, text=True, check=False, timeout=30
        )
    except OSError:
        return 0
    version = re.search(r'version "(\d+)', told.stderr)
    return int(version[1]) if version else 0
