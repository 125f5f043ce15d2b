"""``make kafka``: provides what the broker of our own needs, or says what is missing."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from quorate_events.errors import QuorateError
from quorate_services.broker.artifacts import cache_folder, fetch_programs
from quorate_services.broker.java import JavaMissing, find_java


def main() -> int:
    """Provide Java, Maven where it is still needed, and the programs of Kafka. Exits with 1 when that fails."""
    try:
        provide()
    except QuorateError as error:
        print(f"{error.message} {error.suggestion}")
        return 1
    return 0


def provide() -> None:
    """Install what is missing where we may. Raises JavaMissing, BrokerMissing, BrokerAltered."""
    try:
        find_java()
    except JavaMissing:
        _install(["openjdk-17-jre-headless", "default-jre-headless"])
        find_java()
    if not cache_folder().is_dir() and shutil.which("mvn") is None:
        _install(["maven"])
    fetch_programs(print)


def _install(alternatives: Sequence[str]) -> None:
    """Install the first of the packages that Debian or Ubuntu has, as root only."""
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        return
    print(f"Installing {alternatives[0]} (once) …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = [apt, "-qq", "-o", "DPkg::Lock::Timeout=300"]
    subprocess.run([*quiet, "update"], check=False, env=environment)  # noqa: S603
    for package in alternatives:
        options = ["install", "--yes", "--no-install-recommends", package]
        done = subprocess.run([*quiet, *options], check=False, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
        if done.returncode == 0:
            return


if __name__ == "__main__":
    raise SystemExit(main())
