"""Writes the published schema: ``python -m quorate_graphql.export``.

Run it after every change of the API, and with ``--released`` when a release is made.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from quorate_graphql.contract import PUBLISHED, RELEASED, current


def export(folder: Path | None = None, *, released: bool = False) -> list[Path]:
    """Write the schema into ``folder`` (by default the source root); return the files written."""
    names = [PUBLISHED.name, RELEASED.name] if released else [PUBLISHED.name]
    written = [(folder or PUBLISHED.parent) / name for name in names]
    for path in written:
        path.write_text(current(), encoding="utf-8")
    return written


def main(arguments: Sequence[str] | None = None) -> int:
    """Write, and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m quorate_graphql.export", description=__doc__)
    parser.add_argument("--released", action="store_true", help="also write the schema of the release")
    parser.add_argument("--folder", type=Path, help="where to write; by default beside the package")
    given = parser.parse_args(arguments)
    for path in export(given.folder, released=given.released):
        print(path.name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
