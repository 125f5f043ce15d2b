"""Keyed hashes, for what the log must be able to tell apart and must not name."""

import hashlib
import hmac
import secrets


class Pseudonyms:
    """Makes 16 hexadecimal digits of anything, the same ones for the same thing under one key.

    Without a key one is made for this process: then nothing can be followed over a restart, nor from one
    process to another.
    """

    def __init__(self, key: str | None = None) -> None:
        self._key = (key or secrets.token_hex(32)).encode()

    def of(self, what: object) -> str:
        """Return the pseudonym of ``what``."""
        return hmac.new(self._key, str(what).encode(), hashlib.sha256).hexdigest()[:16]
