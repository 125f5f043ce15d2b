"""Signed notes as C2SP signed-note defines them: text, a blank line, and a line for each signature."""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Sequence
from enum import IntEnum
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LONGEST_NOTE = 64 * 1024
"""Bytes of a note that is read at all."""

_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_NAME = re.compile(r"[^\s+]+")


class MalformedNote(ValueError):
    """A text is no signed note, or a key is none."""


class Kind(IntEnum):
    """What a key signs: the first byte of its encoding."""

    NOTE = 0x01
    """The text itself (C2SP signed-note)."""
    COSIGNATURE = 0x04
    """That a checkpoint was seen, and when (C2SP tlog-cosignature, version 1)."""


class Signature(NamedTuple):
    """One signature line: whose, and the bytes behind the key's id."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """Return the line, with its line break."""
        return f"— {self.name} {b64encode(self.key_id + self.signature).decode()}\n"


class Note(NamedTuple):
    """A text, which ends in a line break, and its signatures. Nothing is verified yet."""

    text: str
    signatures: tuple[Signature, ...]

    def encode(self) -> str:
        """Return the note as it is handed out."""
        return f"{self.text}\n{''.join(each.line() for each in self.signatures)}"

    def with_signatures(self, signatures: Iterable[Signature]) -> "Note":
        """Return the note with further signatures; one that is there already is left out."""
        return Note(self.text, tuple(dict.fromkeys((*self.signatures, *signatures))))


class VerifierKey(NamedTuple):
    """The public half of a key, by name."""

    name: str
    kind: Kind
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes that signatures carry."""
        return sha256(self.name.encode() + b"\n" + bytes((self.kind,)) + self.public).digest()[:4]

    def encode(self) -> str:
        """Return the key as text: ``name+id+key`` (a "vkey")."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(bytes((self.kind,)) + self.public).decode()}"

    def is_signed(self, message: bytes, signature: bytes) -> bool:
        """Return whether this key made the signature over ``message``."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def own(self, note: Note) -> list[Signature]:
        """Return the signatures of a note that claim to be of this key."""
        return [each for each in note.signatures if (each.name, each.key_id) == (self.name, self.key_id)]

    def signed(self, note: Note) -> bool:
        """Return whether this key signed the note's text; a false signature in its name counts as none."""
        return any(self.is_signed(note.text.encode(), each.signature) for each in self.own(note))


class Signer(NamedTuple):
    """A private key, by name."""

    name: str
    kind: Kind
    private: Ed25519PrivateKey

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self.kind, self.private.public_key().public_bytes_raw())

    def sign_note(self, text: str) -> Signature:
        """Sign a text, which ends in a line break."""
        return Signature(self.name, self.verifier.key_id, self.private.sign(text.encode()))


def require_name(name: str) -> str:
    """Return a key's name. Raises ``MalformedNote`` where it has spaces or a plus, or is empty."""
    if not _NAME.fullmatch(name) or any(ord(each) < 0x20 for each in name):
        raise MalformedNote("the name of a key has neither spaces nor a plus, and is not empty")
    return name


def read_key(text: str) -> VerifierKey:
    """Read a key from ``name+id+key``. Raises ``MalformedNote``."""
    name, _, rest = text.strip().partition("+")
    hexadecimal, _, encoded = rest.partition("+")
    raw = _decoded(encoded)
    if len(raw) != 33 or raw[0] not in set(Kind):
        raise MalformedNote("a key is name+id+base64, of 33 bytes, of a kind that is known here")
    key = VerifierKey(require_name(name), Kind(raw[0]), raw[1:])
    if key.key_id.hex() != hexadecimal:
        raise MalformedNote("the id in a key is not that of its name and bytes")
    return key


def read_note(text: str) -> Note:
    """Read a note; nothing is verified. Raises ``MalformedNote``."""
    if len(text.encode()) > LONGEST_NOTE:
        raise MalformedNote("the note is too long")
    if any(ord(each) < 0x20 and each != "\n" for each in text):
        raise MalformedNote("a note has no control characters")
    head, found, tail = text.rpartition("\n\n")
    if not found or not tail.endswith("\n"):
        raise MalformedNote("a note is a text, a blank line and lines of signatures")
    return Note(f"{head}\n", read_signatures(tail))


def read_signatures(text: str) -> tuple[Signature, ...]:
    """Read lines of signatures. Raises ``MalformedNote``."""
    return tuple(_signature(line) for line in text.removesuffix("\n").split("\n"))


def signers(note: Note, keys: Sequence[VerifierKey]) -> list[VerifierKey]:
    """Return which of the keys signed the note's text."""
    return [key for key in keys if key.kind is Kind.NOTE and key.signed(note)]


def _signature(line: str) -> Signature:
    found = _SIGNATURE.fullmatch(line)
    if found is None:
        raise MalformedNote("a line is no signature")
    raw = _decoded(found[2])
    if len(raw) < 5:
        raise MalformedNote("a signature is too short")
    return Signature(found[1], raw[:4], raw[4:])


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError):
        raise MalformedNote("what should be base64 is not") from None
