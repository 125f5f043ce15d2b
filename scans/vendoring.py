"""``python -m scans.vendoring``: take the vendored files anew from npm, with npm's own client.

Only when a version below is changed. What it writes is checked by ``make check`` (``scans/vendored.py``).
"""

import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

import msgspec

from scans.vendored import FOLDERS, MANIFEST, Vendored, digest

PORTAL, TESTS = FOLDERS


class Package(NamedTuple):
    """What is taken of a package: from where in it, under which name."""

    name: str
    version: str
    licence: str
    place: str
    folder: str
    files: dict[str, str]


PACKAGES = (
    # The package has no file of its licence: the one from its repository lies in the folder.
    Package("govuk-frontend", "6.3.0", "MIT", PORTAL, "govuk-frontend", {
        "dist/govuk/govuk-frontend.min.css": "govuk-frontend.min.css",
        "dist/govuk/govuk-frontend.min.js": "govuk-frontend.min.js",
    }),
    Package("htmx.org", "4.0.1", "0BSD", PORTAL, "htmx", {
        "dist/htmx.min.js": "htmx.min.js",
        "dist/ext/hx-sse.min.js": "hx-sse.min.js",
        "LICENSE": "LICENSE",
    }),
    Package("axe-core", "4.14.1", "MPL-2.0", TESTS, "axe-core", {
        "axe.min.js": "axe.min.js",
        "LICENSE": "LICENSE",
        "LICENSE-3RD-PARTY.txt": "LICENSE-3RD-PARTY.txt",
    }),
)  # fmt: skip

_FONT_FACE = re.compile(r"@font-face\{font-family:GDS Transport;[^}]*\}")
_MASKED_CREST = re.compile(r"@supports \([^{]*\{[^{}]*\{[^{}]*crest[^{}]*\}\}")
_RULE_WITH_CROWN = re.compile(r"[^{}]*(?:\{[^{}]*crest[^{}]*\}|crown\{[^{}]*\})")
_MAP = re.compile(r"\s*(?:/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$")


def unbranded(css: str) -> str:
    """Return the style sheet without GOV.UK's typeface and crown; ``--quorate-font`` names the typeface."""
    css = _FONT_FACE.sub("", css)
    css = _MASKED_CREST.sub("", css)
    css = _RULE_WITH_CROWN.sub("", css)
    return css.replace("GDS Transport,arial,sans-serif", "var(--quorate-font,system-ui,arial,sans-serif)")


def main() -> None:
    """Write every vendored file, and the manifests."""
    root = Path.cwd()
    taken: dict[str, dict[str, Vendored]] = {PORTAL: {}, TESTS: {}}
    for package in PACKAGES:
        folder = root / package.place / package.folder
        folder.mkdir(parents=True, exist_ok=True)
        _take(package, folder)
        files = {each.name: digest(each) for each in sorted(folder.iterdir())}
        taken[package.place][package.folder] = Vendored(package.version, package.licence, files)
    for place, packages in taken.items():
        written = msgspec.json.format(msgspec.json.encode(packages), indent=2)
        (root / place / MANIFEST).write_bytes(written + b"\n")


def _take(package: Package, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        wanted = f"{package.name}@{package.version}"
        subprocess.run(["npm", "pack", "--silent", wanted], cwd=scratch, check=True)  # noqa: S603, S607
        (archive,) = Path(scratch).glob("*.tgz")
        with tarfile.open(archive) as opened:
            for source, name in package.files.items():
                member = opened.extractfile(f"package/{source}")
                assert member is not None
                text = member.read().decode("utf-8")
                text = unbranded(text) if name.endswith(".css") else text
                (folder / name).write_text(_MAP.sub("\n", text), "utf-8")


if __name__ == "__main__":
    main()
