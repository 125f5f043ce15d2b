"""The port to whatever keeps the key-encryption key (KEK), and what passes through it."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

import msgspec


class Wrapped(msgspec.Struct, frozen=True):
    """A data key as it is kept: encrypted by the key-encryption key that ``kek`` names."""

    kek: str
    data: bytes


class KeyEncryption(Protocol):
    """Wraps and unwraps data keys of 32 bytes, many at a time.

    Each comes with a ``context``, the place that it belongs to: what was wrapped for one place opens for no other.
    Implementations pass ``tests/events/vault/test_key_encryption_contract.py``.
    """

    async def wrap(self, keys: Sequence[tuple[bytes, bytes]]) -> list[Wrapped]:
        """Wrap pairs of context and key by the current KEK. Raises ``KeyServiceUnavailable``."""
        ...

    async def unwrap(self, wrapped: Sequence[tuple[bytes, Wrapped]]) -> list[bytes]:
        """Return the keys again. Raises ``KeyEncryptionLost`` and ``KeyServiceUnavailable``."""
        ...

    async def current(self) -> str:
        """Return the name of the KEK that wraps now. Raises ``KeyServiceUnavailable``."""
        ...

    async def rotate(self) -> str:
        """Make a new KEK the current one, and keep the older ones; return its name."""
        ...


def place(ledger: str, person_id: UUID) -> bytes:
    """Return the context of a person's data key."""
    return b"quorate data key\x00" + ledger.encode() + b"\x00" + person_id.bytes
