"""Generated passwords of the database's roles, in a file that only its owner can read."""

import json
import os
import secrets
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from quorate_events.errors import QuorateError


class PasswordsUnwritable(QuorateError):
    """The generated passwords cannot be kept where the settings say."""

    code = "passwords_unwritable"


def ensure_passwords(file: Path, roles: Iterable[str]) -> Mapping[str, str]:
    """Read the passwords in ``file`` by role; generate and store (mode 0600) those that are missing.

    A folder that is missing is made, open to its owner alone. Raises PasswordsUnwritable.
    """
    try:
        known = read_passwords(file)
        missing = [role for role in roles if role not in known]
        if not missing:
            return known
        complete = known | {role: secrets.token_urlsafe(32) for role in missing}
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_private(file, json.dumps(complete, indent=2) + "\n")
    except OSError as error:
        raise PasswordsUnwritable(
            f"The passwords of the database's roles cannot be kept in {file.parent} ({type(error).__name__}).",
            "Name a folder in QUORATE_HOME that can be written, or give the connection string of every role.",
        ) from error
    return complete


def read_passwords(file: Path) -> dict[str, str]:
    """Read the passwords in ``file`` by role; none when there is no such file."""
    try:
        stored = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return {str(role): str(password) for role, password in stored.items()}


def _write_private(file: Path, text: str) -> None:
    # mkstemp makes the file 0600 from its first moment; the rename keeps a kill from leaving half of it.
    handle, unfinished = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    Path(unfinished).replace(file)
