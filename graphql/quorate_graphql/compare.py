"""Refuses breaking changes: ``python -m quorate_graphql.compare [OLD]`` exits 1 when there are any.

``OLD`` is a schema in SDL, by default that of the last release, which is checked in beside the published one.
Without it nothing could be refused, so that it must be there.
A break that is meant goes with a new release: ``python -m quorate_graphql.export --released``.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from quorate_graphql.contract import RELEASED, breaking_changes, current


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, and say what would break."""
    parser = argparse.ArgumentParser(prog="python -m quorate_graphql.compare", description=__doc__)
    parser.add_argument("old", nargs="?", type=Path, default=RELEASED, help="the schema to compare with")
    old: Path = parser.parse_args(arguments).old
    if not old.exists():
        print(
            f"There is no {old.name} to compare with: python -m quorate_graphql.export --released writes it."
        )
        return 1
    changes = breaking_changes(old.read_text(encoding="utf-8"), current())
    for change in changes:
        print(f"{change.type.name}: {change.description}")
    print(f"{len(changes)} breaking changes since {old.name}.")
    return 1 if changes else 0


if __name__ == "__main__":
    raise SystemExit(main())
