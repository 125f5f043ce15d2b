"""Refuses breaking changes: ``python -m quorate_services.reference.asyncapi_compare`` exits 1 when there are any.

Breaking is what takes something away from a reader of the released document: a type, a field, the promise that a
field is there or of which type it is. An event that has to change gets a new ``class_version`` and is not compared
any more. A break that is meant goes with a new release.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quorate_services.reference.asyncapi import RELEASED, VERSION_KEY, document

_Schema = dict[str, Any]


def breaking_changes(old: _Schema, new: _Schema) -> list[str]:
    """Return what ``new`` takes away from readers of ``old``, a line each."""
    return list(dict.fromkeys(_changes(old, new)))


def _changes(old: _Schema, new: _Schema) -> Iterator[str]:
    for name, channel in old["channels"].items():
        now = new["channels"].get(name)
        if now is None or now["address"] != channel["address"]:
            yield f"channel {name}: its address was {channel['address']}"
        elif now["bindings"] != channel["bindings"]:
            yield f"channel {name}: its number of partitions changed"
    compare = _Comparison(old["components"]["schemas"], new["components"]["schemas"])
    headers = [each["components"]["messageTraits"]["cloudEvent"]["headers"] for each in (old, new)]
    yield from compare.schemas("headers", *headers)
    for name, message in old["components"]["messages"].items():
        now = new["components"]["messages"].get(name)
        if now is None:
            yield f"{name}: the type is gone"
        elif now[VERSION_KEY] < message[VERSION_KEY]:
            yield f"{name}: its version went back"
        elif now[VERSION_KEY] == message[VERSION_KEY]:
            yield from compare.schemas(name, message["payload"], now["payload"])


class _Comparison:
    """Compares two schemas, each with the ones that it names."""

    def __init__(self, old: _Schema, new: _Schema) -> None:
        self._old, self._new = old, new
        self._compared: set[tuple[str, str]] = set()

    def schemas(self, path: str, old: _Schema, new: _Schema) -> Iterator[str]:
        """Yield what breaks where ``old`` becomes ``new``."""
        names = str(old.get("$ref")), str(new.get("$ref"))
        if "$ref" in old and "$ref" in new:
            if names in self._compared:
                return
            self._compared.add(names)
            path = names[0].rpartition("/")[2]
        old, new = self._resolved(old, self._old), self._resolved(new, self._new)
        if "anyOf" in old or "anyOf" in new:
            yield from self._alternatives(path, old, new)
            return
        for word in ("type", "format", "const", "contentEncoding"):
            if old.get(word) != new.get(word):
                yield f"{path}: {word} was {old.get(word)}, is {new.get(word)}"
        for name, field in old.get("properties", {}).items():
            now = new.get("properties", {}).get(name)
            if now is None:
                yield f"{path}.{name}: the field is gone"
                continue
            if name in old.get("required", ()) and name not in new.get("required", ()):
                yield f"{path}.{name}: the field may be missing now"
            yield from self.schemas(f"{path}.{name}", field, now)
        if "items" in old:
            yield from self.schemas(f"{path}[]", old["items"], new.get("items", {}))

    def _alternatives(self, path: str, old: _Schema, new: _Schema) -> Iterator[str]:
        before = old.get("anyOf", [old])
        for now in new.get("anyOf", [new]):
            # Looked at with a memory of its own: an alternative that does not fit must not count as compared.
            if not any(
                not list(_Comparison(self._old, self._new).schemas(path, each, now)) for each in before
            ):
                yield f"{path}: may hold something else now"

    @staticmethod
    def _resolved(schema: _Schema, schemas: _Schema) -> _Schema:
        name = schema.get("$ref")
        found: _Schema = schemas.get(name.rpartition("/")[2], {}) if name else schema
        return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, and say what would break."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", nargs="?", type=Path, default=RELEASED, help="the document to compare with")
    old: Path = parser.parse_args(arguments).old
    if not old.exists():
        print(
            f"There is no {old.name} to compare with: python -m quorate_services.reference.asyncapi --released."
        )
        return 1
    changes = breaking_changes(json.loads(old.read_text("utf-8")), document())
    for change in changes:
        print(change)
    print(f"{len(changes)} breaking changes since {old.name}.")
    return 1 if changes else 0


if __name__ == "__main__":
    raise SystemExit(main())
