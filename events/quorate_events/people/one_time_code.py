"""The one-time code of an invitation: only its hash is ever on the record."""

import re
from hashlib import sha256
from hmac import compare_digest

from quorate_events.people.errors import CodeHashInvalid

SHORTEST_CODE = 24
"""Characters. A shorter one might be guessed from its hash, and is never taken."""

_HASH = re.compile(r"[0-9a-f]{64}")


def hash_of(code: str) -> str:
    """Return the SHA-256 of a code in UTF-8, in lower-case hexadecimal digits."""
    return sha256(code.encode()).hexdigest()


def require_hash(text: str) -> None:
    """Raise ``CodeHashInvalid`` unless ``text`` looks like such a hash."""
    if not _HASH.fullmatch(text):
        raise CodeHashInvalid


def fits(code: str, expected: str) -> bool:
    """Return whether ``code`` is the one with the hash ``expected``, in a time that tells nothing."""
    return compare_digest(hash_of(code), expected) and len(code) >= SHORTEST_CODE
