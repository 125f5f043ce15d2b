"""Nothing in the repository looks like a secret, but for what was looked at by hand (``.secrets.baseline``)."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from detect_secrets.core import baseline
from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import configure_settings_from_baseline

BASELINE = ".secrets.baseline"
# What is vendored is compared with its manifest, and was written elsewhere.
_LEFT_OUT = {"__pycache__", "dist", "node_modules", "vendor"}
_HIDDEN = {".ci", ".github"}
# Hashes of packages, and the sample of a register, which is invented; both look random all over.
_NO_TEXT = {".lock", ".csv", ".png", ".svg", ".pyc"}


def problems(root: Path) -> Iterator[str]:
    """Tell of everything that looks like a secret and is not in the baseline. Never of the secret itself."""
    known = baseline.load_from_file(str(root / BASELINE))
    configure_settings_from_baseline(known)
    looked_at = {(name, each["hashed_secret"]) for name, found in known["results"].items() for each in found}
    for name, secret in sorted(_found(root), key=lambda each: (each[0], each[1].line_number)):
        if (name, secret.secret_hash) not in looked_at:
            yield f"{name}:{secret.line_number}: looks like a secret ({secret.type})"


def write_baseline(root: Path) -> None:
    """Write down what is found now as looked at: hashes and places, never the texts themselves."""
    configure_settings_from_baseline(baseline.load_from_file(str(root / BASELINE)))
    collection = SecretsCollection(root=str(root))
    for name in _files(root):
        collection.scan_file(name)
    written = baseline.format_for_output(collection)
    for name, found in written["results"].items():
        for each in found:
            # It would be the path on this machine.
            each["filename"] = name
    del written["generated_at"]
    (root / BASELINE).write_text(json.dumps(written, indent=2) + "\n", "utf-8")


def _found(root: Path) -> Iterator[tuple[str, PotentialSecret]]:
    collection = SecretsCollection(root=str(root))
    for name in _files(root):
        collection.scan_file(name)
    yield from collection


def _files(root: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(root):
        folders[:] = [
            each for each in folders if each not in _LEFT_OUT and (each[0] != "." or each in _HIDDEN)
        ]
        for name in names:
            if Path(name).suffix not in _NO_TEXT and name != BASELINE:
                yield Path(folder, name).relative_to(root).as_posix()
