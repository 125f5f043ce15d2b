"""The file of a key: the log's or a witness's. Readable by its owner only; written whole or not at all."""

import os
import stat
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from quorate_events.evidence.errors import SigningKeyExists, SigningKeyExposed, SigningKeyUnreadable
from quorate_events.evidence.note import Kind, Signer, require_name

FORMAT = "quorate-key/1"
_MODE = 0o600


class KeyFile(msgspec.Struct, frozen=True):
    """What a key file holds. ``statements`` are what this key and those before it signed about keys."""

    format: str
    name: str
    kind: int
    private: bytes
    statements: tuple[str, ...] = ()

    @property
    def signer(self) -> Signer:
        """The key itself."""
        return Signer(self.name, Kind(self.kind), Ed25519PrivateKey.from_private_bytes(self.private))


def new_key(name: str, kind: Kind = Kind.NOTE, statements: tuple[str, ...] = ()) -> KeyFile:
    """Make a key. Raises ``MalformedNote`` where the name is none for a key."""
    private = Ed25519PrivateKey.generate().private_bytes_raw()
    return KeyFile(FORMAT, require_name(name), kind, private, statements)


def create_key(path: Path, key: KeyFile) -> None:
    """Write a new file. Raises ``SigningKeyExists``."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
    except FileExistsError:
        raise SigningKeyExists from None
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(key))
        file.flush()
        os.fsync(file.fileno())


def read_key_file(path: Path) -> KeyFile:
    """Read a key. Raises ``SigningKeyUnreadable``, and ``SigningKeyExposed`` where others may read or write it."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode) or mode & 0o077:
                raise SigningKeyExposed
            key = msgspec.json.decode(file.read(), type=KeyFile)
        if key.format != FORMAT or len(key.private) != 32:
            raise SigningKeyUnreadable
        require_name(key.name)
        Kind(key.kind)
    except (OSError, ValueError, msgspec.MsgspecError):
        raise SigningKeyUnreadable from None
    return key


def replace_file(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read: after this it is on the disk, whole, whatever happens."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
