"""Encrypts what the portal keeps, bound to the place where it is kept."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from quorate_services.portal.errors import StoreUnreadable

KEY_BYTES = 32
_NONCE_BYTES = 12


class Seal:
    """AES-256-GCM with one key. What was sealed for one place cannot be opened for another."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def close(self, text: bytes, place: str) -> bytes:
        """Return ``text`` encrypted for ``place``."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Return what was sealed for ``place``. Raises ``StoreUnreadable``."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
        except InvalidTag:
            raise StoreUnreadable from None
