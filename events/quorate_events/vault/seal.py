"""Seals the personal values of an event, and opens them: AES-256-GCM, bound to the place where they stand."""

import os
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag

from quorate_events.vault.fields import Found
from quorate_events.vault.keyring import Keyring

_NONCE = 12
_HEAD = b"quorate sealed/1\x00"


class Sealed(msgspec.Struct, frozen=True, gc=False):
    """Values of one event under one key: of the person that ``keys`` names, or of several together.

    ``fields`` are the paths where they stood. ``data`` is a nonce of 12 bytes and then AES-256-GCM of the values as
    a JSON list.
    """

    keys: tuple[UUID, ...]
    fields: tuple[str, ...]
    data: bytes


class SealBroken(Exception):
    """What is sealed does not open at this place: it was altered, or belongs to another."""


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where an event stands; sealed values open nowhere else."""

    stream_id: UUID
    version: int
    topic: str

    def bound(self, ledger: str, sealed_keys: Sequence[UUID], fields: Sequence[str]) -> bytes:
        """Return the associated data: ledger, stream, version, topic, key ids, fields."""
        return b"\x00".join(
            (
                _HEAD + ledger.encode(),
                self.stream_id.bytes + self.version.to_bytes(8) + self.topic.encode(),
                b"".join(each.bytes for each in sealed_keys),
                ",".join(fields).encode(),
            )
        )


def seal(keyring: Keyring, place: Place, found: Iterable[Found]) -> tuple[Sealed, ...]:
    """Seal values under the keys of whose they are. Raises ``PersonErased``, ``KeyNotAtHand``.

    Of several people together, those who were erased are left out.
    """
    groups: list[tuple[tuple[UUID, ...], list[Found]]] = []
    for each in found:
        owners = each.owners
        # There are one or two, so looking is faster than hashing.
        for known, group in groups:
            if known is owners or known == owners:
                group.append(each)
                break
        else:
            groups.append((owners, [each]))
    return tuple([_sealed(keyring, place, owners, group) for owners, group in groups])


def _sealed(keyring: Keyring, place: Place, owners: tuple[UUID, ...], group: Sequence[Found]) -> Sealed:
    owners = keyring.living(owners)
    cipher = keyring.cipher(owners)
    assert cipher is not None, "the living have keys"
    fields = tuple([each.path for each in group])
    nonce = os.urandom(_NONCE)
    bound = place.bound(keyring.ledger, owners, fields)
    data = cipher.encrypt(nonce, msgspec.json.encode([each.value for each in group]), bound)
    return Sealed(owners, fields, nonce + data)


def open_sealed(keyring: Keyring, place: Place, sealed: Sealed) -> list[Any] | None:
    """Return the values in the order of the fields; None where a key was destroyed.

    Raises ``SealBroken``, ``KeyNotAtHand``.
    """
    cipher = keyring.cipher(sealed.keys)
    if cipher is None:
        return None
    bound = place.bound(keyring.ledger, sealed.keys, sealed.fields)
    try:
        opened = cipher.decrypt(sealed.data[:_NONCE], sealed.data[_NONCE:], bound)
    except (InvalidTag, ValueError):
        raise SealBroken from None
    values: list[Any] = msgspec.json.decode(opened, type=list[Any])
    return values
