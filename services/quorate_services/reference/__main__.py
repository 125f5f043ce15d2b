"""Generated files: ``--write`` writes them, ``--check`` says which are out of date, a name prints one."""

import argparse
import sys
from pathlib import Path

from quorate_services.reference.files import GENERATED


def main() -> int:
    """Do what was asked for, from the root of the repository. Return 1 when a file is out of date."""
    parser = argparse.ArgumentParser(prog="python -m quorate_services.reference", description=__doc__)
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("file", nargs="?", choices=sorted(GENERATED), help="the file to print")
    wanted.add_argument("--write", action="store_true", help="write every file")
    wanted.add_argument("--check", action="store_true", help="compare every file with what it should be")
    given = parser.parse_args()
    if given.check:
        return _check()
    if given.file:
        sys.stdout.write(GENERATED[given.file]())
        return 0
    for name, make in GENERATED.items():
        Path(name).write_text(make(), encoding="utf-8")
    return 0


def _check() -> int:
    stale = [name for name, make in GENERATED.items() if not _is_as_made(Path(name), make())]
    for name in stale:
        print(f"{name} is out of date. Write it anew with: make generate")
    return 1 if stale else 0


def _is_as_made(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    raise SystemExit(main())
