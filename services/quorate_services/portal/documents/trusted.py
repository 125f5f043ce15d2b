"""Reads the documents. The API lists them beside those of the settings, and the portal sends their ids only."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType


@cache
def documents() -> Mapping[str, str]:
    """Return every document of the portal by its name: the file's, without ``.graphql``."""
    return MappingProxyType(dict(_below(resources.files("quorate_services.portal"))))


@cache
def document_id(name: str) -> str:
    """Return the id by which the document ``name`` is asked for."""
    return hashlib.sha256(documents()[name].encode()).hexdigest()


def listed() -> dict[str, str]:
    """Return every document by its id, as a list of trusted documents has them."""
    return {document_id(name): text for name, text in documents().items()}


def _below(folder: Traversable) -> list[tuple[str, str]]:
    found = []
    for each in folder.iterdir():
        if each.is_dir():
            found += _below(each)
        elif each.name.endswith(".graphql"):
            found.append((each.name.removesuffix(".graphql"), each.read_text("utf-8")))
    return found
