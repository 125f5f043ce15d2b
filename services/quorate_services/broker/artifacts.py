"""The broker's programs: fetched once by Maven as ``pom.xml`` says, and checked against ``artifacts.sha256``."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path

from quorate_events.errors import QuorateError
from quorate_services.broker.java import PROVIDE

_ROOTS_CACHE = Path("/var/cache/quorate")
_MAVEN_PATIENCE = 600
"""Seconds: about 45 MB are fetched."""


class BrokerMissing(QuorateError):
    """The programs of the broker are not on this machine."""

    code = "broker_missing"


class BrokerAltered(QuorateError):
    """What was fetched is not what the repository has the hashes of."""

    code = "broker_altered"


def pinned() -> Mapping[str, str]:
    """Return the SHA-256 of every file that the broker is made of, by name."""
    lines = _text("artifacts.sha256").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def cache_folder() -> Path:
    """Return the folder that this release's programs are kept in, whether they are there or not.

    Everybody may read it: as root the account that runs the broker is another one.
    """
    parent = _ROOTS_CACHE if os.geteuid() == 0 else Path.home() / ".cache" / "quorate"
    fingerprint = hashlib.sha256(_text("artifacts.sha256").encode()).hexdigest()[:12]
    return parent / f"kafka-{fingerprint}"


def find_programs() -> Path:
    """Return the folder of the programs. Raises BrokerMissing."""
    folder = cache_folder()
    if not folder.is_dir():
        raise BrokerMissing("The programs of Kafka are not on this machine yet.", f"Run {PROVIDE}.")
    return folder


def fetch_programs(say: Callable[[str], None]) -> Path:
    """Fetch the programs when they are not there, check them, and return their folder.

    Raises BrokerMissing when Maven is not there or fails, and BrokerAltered.
    """
    target = cache_folder()
    if target.is_dir():
        return target
    maven = shutil.which("mvn")
    if maven is None:
        raise BrokerMissing(
            "Maven, which fetches the programs of Kafka, was not found.",
            f"On Debian and Ubuntu: apt install maven; as root, {PROVIDE} does it.",
        )
    say("Fetching Kafka with Maven (once, about 45 MB) …")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    unfinished = Path(tempfile.mkdtemp(prefix=".fetching-", dir=target.parent))
    try:
        _run_maven(maven, unfinished)
        _check(unfinished)
        unfinished.chmod(0o755)
        try:
            unfinished.rename(target)
        except OSError:
            # Another process was first: what it has is the same.
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return target


def _run_maven(maven: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as project:
        (Path(project) / "pom.xml").write_text(_text("pom.xml"), "utf-8")
        copy = ["dependency:copy-dependencies", f"-DoutputDirectory={folder}"]
        try:
            ran = subprocess.run(  # noqa: S603
                [maven, "--batch-mode", "--quiet", *copy],
                cwd=project, capture_output=True, text=True, check=False, timeout=_MAVEN_PATIENCE,
                stdin=subprocess.DEVNULL,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise BrokerMissing("Maven did not fetch Kafka in time.", "Check the network.") from None
    if ran.returncode != 0:
        last = " ".join((ran.stdout + ran.stderr).strip().splitlines()[:2])
        raise BrokerMissing(f"Maven could not fetch Kafka: {last}", "Check the network and Maven's settings.")


def _check(folder: Path) -> None:
    found = {file.name: _digest(file) for file in folder.iterdir()}
    if found != dict(pinned()):
        wrong = sorted(name for name, _ in found.items() ^ pinned().items())
        raise BrokerAltered(
            f"What was fetched is not what this release has the hashes of: {', '.join(wrong)}.",
            "Do not use it. Find out what changed it on the way here.",
        )
    for file in folder.iterdir():
        file.chmod(0o644)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _text(name: str) -> str:
    return resources.files("quorate_services.broker").joinpath(name).read_text("utf-8")
