"""Writes a secret differently each time, so that the length of a compressed page tells nothing of it (BREACH)."""

import base64
import binascii
import secrets


def masked(word: str) -> str:
    """Return a secret under a mask of its own, which stands before it."""
    plain = word.encode()
    mask = secrets.token_bytes(len(plain))
    return base64.urlsafe_b64encode(mask + _over(mask, plain)).decode()


def unmasked(text: str) -> str:
    """Return what was masked; nothing where the text is none of ours."""
    try:
        both = base64.b64decode(text, altchars=b"-_", validate=True)
        half = len(both) // 2
        return _over(both[:half], both[half:]).decode() if len(both) == 2 * half else ""
    except (binascii.Error, ValueError):
        return ""


def _over(mask: bytes, plain: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(mask, plain, strict=True))
