"""What is vendored is what was taken, and shows neither a crown nor a typeface that others may not use."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

FOLDERS = (
    "services/quorate_services/portal/static/vendor",
    "tests/end_to_end/portal/vendor",
)
MANIFEST = "vendored.json"
RESERVED = re.compile(r"GDS[ -]?Transport|crown|crest|opengraph", re.IGNORECASE)
"""Sites outside GOV.UK use neither its crown nor its typeface."""
_LICENCE = re.compile(r"LICEN[CS]E", re.IGNORECASE)


class Vendored(msgspec.Struct, frozen=True):
    """One package: its version at npm, its licence, and the SHA-256 of each file that is kept of it."""

    version: str
    licence: str
    files: dict[str, str]


def read(folder: Path) -> dict[str, Vendored]:
    """Return what a folder says that it holds, by package."""
    return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=dict[str, Vendored])


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def problems(root: Path) -> Iterator[str]:
    """Tell of every file that is not as listed, and of every package without its licence."""
    for name in FOLDERS:
        folder = root / name
        listed = {
            f"{package}/{file}": known for package, each in read(folder).items()
            for file, known in each.files.items()
        }  # fmt: skip
        found = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
        for path in sorted(found | listed.keys()):
            if path != MANIFEST and (path not in found or digest(folder / path) != listed.get(path)):
                yield f"{name}/{path}: not as it is listed in {MANIFEST}"
        for package in read(folder):
            if not any(_LICENCE.search(path) for path in found if path.startswith(f"{package}/")):
                yield f"{name}/{package}: its licence is missing"
    for path in sorted((root / FOLDERS[0]).rglob("*")):
        text = path.read_text("utf-8") if path.is_file() and not _LICENCE.search(path.name) else ""
        if RESERVED.search(path.name) or RESERVED.search(text):
            yield f"{path.relative_to(root).as_posix()}: a crown or a typeface that Quorate may not use"
