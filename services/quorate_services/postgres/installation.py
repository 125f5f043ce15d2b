"""A readable copy of PostgreSQL's programs, for an account that cannot reach where they are installed.

A virtual environment below a home folder of mode 0700 is the usual case. Widening the permissions of the home
would be the short way, and the wrong one.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from quorate_events.errors import QuorateError
from quorate_services.postgres.binaries import Binaries
from quorate_services.postgres.privileges import Account, may_enter, only_root_may_write

CACHE_PARENT = Path("/var/cache/quorate")
_PARTS = ("bin", "lib", "share")


class CopyRefused(QuorateError):
    """The programs of PostgreSQL cannot be copied to where the account could run them."""

    code = "postgres_copy_refused"


def reachable_binaries(
    binaries: Binaries,
    account: Account | None,
    *,
    cache_parent: Path = CACHE_PARENT,
    progress: Callable[[str], None] = lambda _: None,
) -> Binaries:
    """Give binaries that ``account`` can run: the same ones, or a copy below ``cache_parent`` that root owns.

    The copy is made once per installation, under a temporary name, and renamed when complete.
    Raises CopyRefused when ``cache_parent`` can be written by somebody other than root.
    """
    if account is None or _can_run(binaries, account):
        return binaries
    target = cache_parent / f"postgresql-{binaries.major}-{_fingerprint(binaries)}"
    prefix = binaries.bin.resolve().parent
    # Wheels keep the libraries that they bring beside the package, and find them by a relative path.
    base = prefix.parent.parent
    copied = replace(binaries, bin=target / prefix.relative_to(base) / "bin")
    _make_cache_parent(cache_parent, account)
    if not target.exists():
        progress(f"Copying PostgreSQL to {target}, where the account '{account.name}' can run it (once).")
        bundled = base / f"{prefix.parent.name}.libs"
        _copy_atomically([*(prefix / part for part in _PARTS), bundled], base, target)
    if not only_root_may_write(target) or not _can_run(copied, account):
        raise CopyRefused(
            f"The copy of PostgreSQL in {target} cannot be used by the account '{account.name}'.",
            f"Remove {target} and start again.",
        )
    return copied


def _can_run(binaries: Binaries, account: Account) -> bool:
    try:
        tried = subprocess.run(  # noqa: S603
            [binaries.postgres, "--version"],
            capture_output=True, check=False, timeout=30, cwd="/", env={},
            user=account.uid, group=account.gid, extra_groups=[],
        )  # fmt: skip
    except OSError:
        return False
    return tried.returncode == 0


def _fingerprint(binaries: Binaries) -> str:
    found = binaries.postgres.stat()
    text = f"{binaries.bin.resolve()}|{found.st_size}|{found.st_mtime_ns}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _make_cache_parent(parent: Path, account: Account) -> None:
    if not parent.exists():
        parent.mkdir(parents=True, mode=0o755)
        parent.chmod(0o755)  # the umask may have taken bits away from what we have just made
    if not only_root_may_write(parent) or not may_enter(parent, account):
        raise CopyRefused(
            f"The folder {parent} must belong to root, be written by nobody else, and be open to "
            f"the account '{account.name}'.",
            "Name another folder for the copy, or start Quorate as an ordinary user.",
        )


def _copy_atomically(sources: Iterable[Path], base: Path, target: Path) -> None:
    unfinished = Path(tempfile.mkdtemp(prefix=".copying-", dir=target.parent))
    try:
        for source in sources:
            if source.is_dir():
                copy = unfinished / source.relative_to(base)
                shutil.copytree(source, copy, symlinks=True, ignore=shutil.ignore_patterns("*.a"))
        _open_for_reading(unfinished)
        try:
            unfinished.rename(target)
        except OSError:
            # Another process was first: its copy is the same.
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _open_for_reading(tree: Path) -> None:
    for folder, _, files in os.walk(tree):
        Path(folder).chmod(0o755)
        for name in files:
            file = Path(folder, name)
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
