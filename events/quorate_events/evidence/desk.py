"""Hands out checkpoints, tiles and proofs, and takes in what witnesses sign. Nothing here tells of content."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from quorate_events.errors import Invalid
from quorate_events.evidence.beside import is_statement, kept_cosignature
from quorate_events.evidence.checkpoint import read_checkpoint
from quorate_events.evidence.cosignature import cosigned_at
from quorate_events.evidence.entry import Entry
from quorate_events.evidence.errors import CheckpointUnreadable, TreeIncomplete
from quorate_events.evidence.note import (
    Kind,
    MalformedNote,
    Note,
    Signature,
    VerifierKey,
    read_note,
)
from quorate_events.evidence.proofs import consistency_parts, inclusion_parts
from quorate_events.evidence.tiles import Tile, width_at
from quorate_events.evidence.tree_store import Fetch, evidence_sql, read_proof, read_tiles
from quorate_events.store.connections import Pool


class CosignatureRefused(Invalid):
    """What was handed in is no cosignature, by a witness that is listed, of a checkpoint that was signed."""

    code = "cosignature_refused"

    def __init__(self) -> None:
        super().__init__(
            "This is no cosignature of that checkpoint by a witness that is listed here.",
            "Cosign a checkpoint as it was handed out, with the key that QUORATE_WITNESSES lists.",
        )


class SignedCheckpoint(msgspec.Struct, frozen=True):
    """A checkpoint as it was signed. ``note`` carries the cosignatures that have come in for it."""

    origin: str
    size: int
    root: bytes
    signed_at: datetime
    note: str
    cosignatures: int


class InclusionProof(msgspec.Struct, frozen=True):
    """That an event stands at ``position`` of a tree of ``size`` events; ``leaf`` is the hash of its entry."""

    position: int
    size: int
    leaf: bytes
    hashes: tuple[bytes, ...]
    checkpoint: SignedCheckpoint


class ConsistencyProof(msgspec.Struct, frozen=True):
    """That the tree of ``second`` events begins with that of ``first``."""

    first: int
    second: int
    hashes: tuple[bytes, ...]


class EvidenceDesk:
    """What the tables of the evidence say of ``ledger``. ``pool`` has sessions of the application for evidence.

    ``witnesses`` are the keys whose cosignatures are taken.
    """

    def __init__(self, pool: Pool, ledger: str, witnesses: Sequence[VerifierKey] = ()) -> None:
        self._pool = pool
        self._ledger = ledger
        self.witnesses = [key for key in witnesses if key.kind is Kind.COSIGNATURE]

    async def checkpoint(self, size: int | None = None) -> SignedCheckpoint | None:
        """Return the latest checkpoint, or that of ``size``; None where there is none."""
        sql = evidence_sql("select_checkpoint")
        return await self._with_cosignatures(await self._pool.fetchrow(sql, self._ledger, None, size))

    async def cosigned_checkpoint(self, covering: int) -> SignedCheckpoint | None:
        """Return the latest checkpoint with a cosignature that covers a position; else the latest that does."""
        sql = evidence_sql("select_cosigned_checkpoint")
        return await self._with_cosignatures(await self._pool.fetchrow(sql, self._ledger, covering))

    async def statements(self) -> tuple[str, ...]:
        """Return what keys signed about keys; what is no such statement is left to ``quorate verify`` to tell."""
        rows = await self._pool.fetch(evidence_sql("select_statements"), self._ledger)
        return tuple(row["note"] for row in rows if is_statement(row["note"]))

    async def inclusion(self, position: int, size: int | None = None) -> InclusionProof | None:
        """Prove the event at ``position``; None where no checkpoint covers it, or not the one of ``size``."""
        checkpoint = await self.checkpoint(size)
        if checkpoint is None or not 0 < position <= checkpoint.size:
            return None
        found = await inclusion_hashes(self._pool, self._ledger, position, checkpoint.size)
        return InclusionProof(position, checkpoint.size, found[0], tuple(found[1:]), checkpoint)

    async def consistency(self, first: int, second: int) -> ConsistencyProof | None:
        """Prove that one tree goes on from another; None where a checkpoint does not cover both."""
        latest = await self.checkpoint()
        if latest is None or not 0 < first <= second <= latest.size:
            return None
        hashes = await read_proof(self._pool, self._ledger, consistency_parts(first, second))
        return ConsistencyProof(first, second, tuple(hashes))

    async def tile(self, tile: Tile) -> bytes | None:
        """Return the bytes of a tile; None where the tree of the latest checkpoint has no such."""
        if not await self._reaches(tile):
            return None
        return b"".join((await read_tiles(self._pool, self._ledger, [tile]))[tile])

    async def entries(self, reader: Fetch, tile: Tile) -> list[Entry] | None:
        """Return the entries of a bundle as ``reader`` may see them: a session of an auditor, for evidence."""
        if not await self._reaches(tile):
            return None
        first, last = tile.start + 1, tile.start + tile.width
        rows = await reader.fetch(evidence_sql("select_entries"), self._ledger, first, last)
        entries = [Entry(self._ledger, *row) for row in rows]
        if [each.position for each in entries] != list(range(first, last + 1)):
            raise TreeIncomplete
        return entries

    async def cosign(self, text: str) -> SignedCheckpoint:
        """Keep the cosignatures that a note carries; its text is that of a checkpoint that was signed here.

        Raises ``CosignatureRefused``.
        """
        note, size = _handed_in(text)
        checkpoint = await self.checkpoint(size)
        if checkpoint is None or read_note(checkpoint.note).text != note.text:
            raise CosignatureRefused
        taken = 0
        for signature in note.signatures:
            for witness in self.witnesses:
                at = cosigned_at(witness, note.text, signature)
                if at is not None:
                    await self._keep(checkpoint, signature, at)
                    taken += 1
        if not taken:
            raise CosignatureRefused
        kept = await self.checkpoint(size)
        assert kept is not None
        return kept

    async def _keep(self, checkpoint: SignedCheckpoint, signature: Signature, at: datetime) -> None:
        place = (self._ledger, checkpoint.origin, checkpoint.size)
        told = (signature.name, signature.key_id, signature.line(), at)
        await self._pool.execute(evidence_sql("insert_cosignature"), *place, *told)

    async def _reaches(self, tile: Tile) -> bool:
        latest = await self.checkpoint()
        return latest is not None and 0 < tile.width <= width_at(latest.size, tile.level, tile.number)

    async def _with_cosignatures(self, row: Any) -> SignedCheckpoint | None:
        if row is None:
            return None
        place = (self._ledger, row["origin"], row["size"])
        rows = await self._pool.fetch(evidence_sql("select_cosignatures"), *place)
        told = (kept_cosignature(kept, row["note"], self.witnesses) for kept in rows)
        cosignatures = [each for each in told if each is not None]
        note = _signed(row["note"]).with_signatures(cosignatures)
        return SignedCheckpoint(
            row["origin"], row["size"], row["root"], row["signed_at"], note.encode(), len(cosignatures)
        )


async def inclusion_hashes(reader: Fetch, ledger: str, position: int, size: int) -> list[bytes]:
    """Return the hash of the leaf at a position, and the hashes of its proof in a tree of ``size``."""
    number = (position - 1) // 256
    tile = Tile(0, number, width_at(size, 0, number))
    leaf = (await read_tiles(reader, ledger, [tile]))[tile][(position - 1) % 256]
    return [leaf, *await read_proof(reader, ledger, inclusion_parts(position - 1, size))]


def _signed(note: str | None) -> Note:
    try:
        return read_note(note or "")
    except MalformedNote:
        raise CheckpointUnreadable from None


def _handed_in(text: str) -> tuple[Note, int]:
    try:
        note = read_note(text)
        return note, read_checkpoint(note.text).size
    except MalformedNote:
        raise CosignatureRefused from None
