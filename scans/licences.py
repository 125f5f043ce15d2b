"""Every installed package has a licence that goes with the Apache Licence 2.0, or is looked at by hand."""

from collections.abc import Iterator
from importlib.metadata import Distribution, distributions

_ALLOWED = (
    "apache",
    "bsd",
    "mit",
    "isc",
    "psf",
    "python",
    "mpl",
    "mozilla",
    "zlib",
    "unlicense",
    "0bsd",
    "cc0",
)
_REFUSED = ("agpl", "affero", "gpl", "general public", "sspl", "proprietary", "commercial")

LOOKED_AT = {
    "crc32c": "LGPL-2.1-or-later; installed unchanged, as a library of its own that anybody can replace",
    "psycopg": "LGPL-3.0-only; only the benchmark's peer imports it, and it is not shipped",
    "psycopg-binary": "as psycopg",
    "psycopg-pool": "as psycopg",
}
"""Packages that the words of their licence would refuse, and why they are here nevertheless."""


def problems() -> Iterator[str]:
    """Tell of every installed package whose licence is unknown or does not go with ours."""
    for each in sorted(distributions(), key=_name):
        words = _licence(each).lower()
        if _name(each) in LOOKED_AT or _name(each) == "quorate":
            continue
        if any(word in words for word in _REFUSED):
            yield f"{_name(each)}: {words[:80]}"
        elif not any(word in words for word in _ALLOWED):
            yield f"{_name(each)}: no licence that is known here: {words[:80] or 'none given'}"


def _name(package: Distribution) -> str:
    return (package.metadata["Name"] or "").lower()


def _licence(package: Distribution) -> str:
    """Return what the package says of its licence: the expression, else the classifiers, else the free text."""
    said = package.metadata
    if expression := said.get("License-Expression"):
        return str(expression)
    classified = [each for each in said.get_all("Classifier") or [] if each.startswith("License ::")]
    return " ".join(classified) or str(said.get("License") or "").split("\n")[0]
