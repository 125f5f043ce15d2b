"""``python -m scans``: locks, licences, secrets and vendored files, from the root of the repository. Needs no network.

``--baseline`` writes down that everything found now was looked at, and is no secret.
"""

import sys
from pathlib import Path

from scans import licences, locks, secrets_found, vendored

LOCKS = ("requirements.lock", "requirements-dev.lock")


def main() -> int:
    """Print what was found; return 1 when there is anything."""
    root = Path.cwd()
    if sys.argv[1:] == ["--baseline"]:
        secrets_found.write_baseline(root)
        return 0
    found = [problem for name in LOCKS for problem in locks.problems(root / name)]
    found += licences.problems()
    found += secrets_found.problems(root)
    found += vendored.problems(root)
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
