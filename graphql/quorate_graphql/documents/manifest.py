"""The list of trusted documents: a JSON object from the SHA-256 of a document's text to the text.

Code generators of front-ends write the same (the client preset of GraphQL Code Generator does).
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from quorate_events.errors import QuorateError

NAME = "manifest.json"
"""The file in a folder of documents that holds the list."""


class BrokenManifest(QuorateError):
    """The list of trusted documents cannot be read, or a document in it cannot be answered."""

    code = "broken_manifest"


def sha256(text: str) -> str:
    """Return the id of a document: the SHA-256 of its text in UTF-8, in lower case hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_manifest(place: Path) -> Mapping[str, str]:
    """Return the texts by id. ``place`` is a list, or the folder that holds one. Raises ``BrokenManifest``."""
    file = place / NAME if place.is_dir() else place
    try:
        texts = msgspec.json.decode(file.read_bytes(), type=dict[str, str])
    except OSError as error:
        raise BrokenManifest(
            f"The list of trusted documents cannot be read: {error.strerror}.",
            "Name the list, or its folder, in QUORATE_TRUSTED_DOCUMENTS; write it with: quorate documents build",
        ) from None
    except msgspec.MsgspecError:
        raise BrokenManifest(
            "The list of trusted documents is not a JSON object of texts.",
            "Write it anew with: quorate documents build",
        ) from None
    for each, text in texts.items():
        if each != sha256(text):
            raise BrokenManifest(
                f"The document listed as {each[:64]} has another SHA-256.",
                "Write the list anew with: quorate documents build",
            )
    return texts


def write_manifest(place: Path, texts: Mapping[str, str]) -> None:
    """Write the list, in the order of the ids."""
    encoded = msgspec.json.encode(dict(sorted(texts.items())))
    place.write_bytes(msgspec.json.format(encoded, indent=2) + b"\n")
