"""What is published works anywhere: no path of one machine, no address of a package registry."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PUBLISHED_HIDDEN = {".ci", ".github"}
_LEFT_OUT = {"__pycache__", "dist", "node_modules"}
_PATHS = re.compile(r"(?<![\w.}\])>-])/(?:work|root|tmp|home)/\w")
# Written in pieces, or this file would be found as well.
_REGISTRIES = re.compile("|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "npm" + r"js\.(?:org|com)"]))


def _published_lines() -> Iterator[tuple[str, str]]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in _LEFT_OUT and _is_published(name)]
        for name in names:
            file = Path(folder, name)
            try:
                text = file.read_text("utf-8")
            except (UnicodeDecodeError, FileNotFoundError):
                continue
            for number, line in enumerate(text.splitlines(), 1):
                yield f"{file.relative_to(ROOT)}:{number}", line


def _is_published(folder: str) -> bool:
    return not folder.startswith(".") or folder in _PUBLISHED_HIDDEN


def test_no_file_names_a_path_of_one_machine() -> None:
    assert [place for place, line in _published_lines() if _PATHS.search(line)] == []


def test_no_file_names_a_package_registry() -> None:
    assert [place for place, line in _published_lines() if _REGISTRIES.search(line)] == []
