"""Key-encryption keys in a file of this machine, for the demo, for tests, and where nothing better is at hand."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from quorate_events.evidence.key_file import replace_file
from quorate_events.vault.errors import (
    KeyEncryptionLost,
    KeyFileExists,
    KeyFileExposed,
    KeyFileMissing,
    KeyFileUnreadable,
)
from quorate_events.vault.provider import Wrapped

FORMAT = "quorate-kek/1"
_NONCE = 12
_BYTES = 32


class _Keys(msgspec.Struct, frozen=True):
    format: str
    current: str
    keys: dict[str, bytes]


class LocalKeyFile:
    """Wraps data keys by AES-256-GCM under the keys of a file that only its owner may read.

    Opening raises ``KeyFileUnreadable`` and ``KeyFileExposed``.
    """

    def __init__(self, path: Path | None, content: bytes | None = None) -> None:
        self._path = path
        self._keys = _checked(content) if content is not None else _read(path)

    @classmethod
    def of(cls, content: str) -> "LocalKeyFile":
        """Take the content of such a file, handed over as a secret. Raises ``KeyFileUnreadable``."""
        return cls(None, content.encode())

    @classmethod
    def create(cls, path: Path) -> "LocalKeyFile":
        """Make a file with one new key. Raises ``KeyFileExists``."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        keys = _Keys(FORMAT, "file:1", {"file:1": os.urandom(_BYTES)})
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise KeyFileExists from None
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(keys))
            file.flush()
            os.fsync(file.fileno())
        return cls(path)

    async def current(self) -> str:
        """Return the name of the key that wraps now."""
        return self._keys.current

    async def rotate(self) -> str:
        """Add a new key to the file, and wrap by it from now on.

        Raises ``KeyFileMissing`` where there is only its content.
        """
        if self._path is None:
            raise KeyFileMissing
        name = f"file:{1 + max(int(each.partition(':')[2]) for each in self._keys.keys)}"
        keys = _Keys(FORMAT, name, {**self._keys.keys, name: os.urandom(_BYTES)})
        replace_file(self._path, msgspec.json.encode(keys))
        self._keys = keys
        return name

    async def wrap(self, keys: Sequence[tuple[bytes, bytes]]) -> list[Wrapped]:
        """Wrap pairs of context and key."""
        name = self._keys.current
        cipher = AESGCM(self._keys.keys[name])
        return [Wrapped(name, _encrypted(cipher, context, key)) for context, key in keys]

    async def unwrap(self, wrapped: Sequence[tuple[bytes, Wrapped]]) -> list[bytes]:
        """Return the keys again. Raises ``KeyEncryptionLost``."""
        ciphers = {name: AESGCM(key) for name, key in self._keys.keys.items()}
        try:
            return [
                ciphers[each.kek].decrypt(each.data[:_NONCE], each.data[_NONCE:], context)
                for context, each in wrapped
            ]
        except (InvalidTag, KeyError, ValueError):
            raise KeyEncryptionLost from None


def _encrypted(cipher: AESGCM, context: bytes, key: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, key, context)


def _read(path: Path | None) -> _Keys:
    if path is None:
        raise KeyFileUnreadable
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode) or mode & 0o077:
                raise KeyFileExposed
            return _checked(file.read())
    except OSError:
        raise KeyFileUnreadable from None


def _checked(content: bytes) -> _Keys:
    try:
        keys = msgspec.json.decode(content, type=_Keys)
        if keys.format != FORMAT or keys.current not in keys.keys:
            raise KeyFileUnreadable
        if any(len(key) != _BYTES or not name.startswith("file:") for name, key in keys.keys.items()):
            raise KeyFileUnreadable
    except msgspec.MsgspecError:
        raise KeyFileUnreadable from None
    return keys
