"""The log's signing key, with the last checkpoint that it signed beside it: that one outlives the database.

``<key>.last`` is written before a checkpoint is handed to the database. Whatever becomes of the database, whoever
has the key knows what was signed, and signs nothing that contradicts it. Whoever signs holds a lock on
``<key>.lock``, so that a key is not rotated under a running process.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from quorate_events.evidence.checkpoint import Checkpoint, read_checkpoint
from quorate_events.evidence.errors import LastSignedMissing, SigningKeyInUse, SigningKeyUnreadable
from quorate_events.evidence.key_file import KeyFile, create_key, new_key, read_key_file, replace_file
from quorate_events.evidence.note import MalformedNote, Note, Signer, read_note
from quorate_events.evidence.statements import BEGUN_ANEW, HANDED_OVER, LONGEST_REASON, KeyStatement

_NOTHING_YET = b"nothing signed yet\n"


class SigningKey(NamedTuple):
    """An open key: the file, the key in it, and what it and those before it signed about keys."""

    path: Path
    file: KeyFile

    @property
    def signer(self) -> Signer:
        """The key itself; its name is the origin of the checkpoints."""
        return self.file.signer

    def last(self) -> Note | None:
        """Return the last checkpoint signed, None where there was none yet. Raises ``LastSignedMissing``."""
        try:
            content = _last(self.path).read_bytes()
            return None if content == _NOTHING_YET else read_note(content.decode())
        except (OSError, UnicodeDecodeError, MalformedNote):
            raise LastSignedMissing from None

    def last_checkpoint(self) -> Checkpoint | None:
        """Return what the last checkpoint said. Raises ``LastSignedMissing``."""
        note = self.last()
        try:
            return None if note is None else read_checkpoint(note.text)
        except MalformedNote:
            raise LastSignedMissing from None

    def sign(self, size: int, root: bytes) -> Note:
        """Sign a checkpoint, and keep it beside the key before it is handed to anybody."""
        note = Checkpoint(self.file.name, size, root).signed(self.signer)
        replace_file(_last(self.path), note.encode().encode())
        return note


def open_signing_key(path: Path) -> SigningKey:
    """Open the key at ``path``. Raises ``SigningKeyUnreadable``, ``SigningKeyExposed``."""
    return SigningKey(path, read_key_file(path))


def create_signing_key(path: Path, origin: str) -> SigningKey:
    """Make a key for a history without checkpoints. Raises ``SigningKeyExists``, ``MalformedNote``."""
    key = new_key(origin)
    create_key(path, key)
    replace_file(_last(path), _NOTHING_YET)
    return SigningKey(path, key)


def rotate_signing_key(path: Path) -> SigningKey:
    """Hand over to a new key in the same file, which goes on where the old one ended.

    Raises ``SigningKeyInUse`` while a process signs with it, and what :func:`open_signing_key` raises.
    """
    with signing_lock(path):
        old = open_signing_key(path)
        new = new_key(old.file.name)
        statement = KeyStatement(HANDED_OVER, old.signer.verifier, new.signer.verifier, old.last_checkpoint())
        return _replace(old, new, statement)


def restart_signing_key(path: Path, origin: str, reason: str) -> SigningKey:
    """Give the history up, and begin another with a new key: after a restore that lost what had been signed.

    The old key says so, and over what its last checkpoint was. Raises as :func:`rotate_signing_key` does.
    """
    with signing_lock(path):
        old = open_signing_key(path)
        try:
            last = old.last_checkpoint()
        except LastSignedMissing:
            last = None
        new = new_key(origin)
        reason = " ".join(reason.split())[:LONGEST_REASON]
        statement = KeyStatement(BEGUN_ANEW, old.signer.verifier, new.signer.verifier, last, reason)
        made = _replace(old, new, statement)
        replace_file(_last(path), _NOTHING_YET)
        return made


@contextmanager
def signing_lock(path: Path) -> Iterator[None]:
    """Be the one process of this machine that signs with a key.

    Raises ``SigningKeyInUse``, and ``SigningKeyUnreadable`` where nothing may be written beside the key.
    """
    try:
        file = path.with_name(f"{path.name}.lock").open("w")
    except OSError:
        raise SigningKeyUnreadable from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SigningKeyInUse from None
        yield


def _replace(old: SigningKey, new: KeyFile, statement: KeyStatement) -> SigningKey:
    note = statement.signed(old.signer, new.signer).encode()
    file = KeyFile(new.format, new.name, new.kind, new.private, (*old.file.statements, note))
    replace_file(old.path, msgspec.json.encode(file))
    return SigningKey(old.path, file)


def _last(path: Path) -> Path:
    return path.with_name(f"{path.name}.last")
