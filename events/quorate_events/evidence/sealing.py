"""One step of sealing: rows of the log become leaves, leaves become a tree, the tree gets a signed checkpoint."""

import asyncio

from quorate_events.evidence.checkpoint import Checkpoint
from quorate_events.evidence.edge import TileEdge
from quorate_events.evidence.entry import head
from quorate_events.evidence.errors import LedgerChanged, LedgerHasGap, LedgerRolledBack, TreeIncomplete
from quorate_events.evidence.note import Note
from quorate_events.evidence.signing_key import SigningKey
from quorate_events.evidence.tree_store import (
    evidence_sql,
    read_edge,
    read_root,
    tree_size,
    write_segments,
)
from quorate_events.store.connections import Connection

PAGE = 1000
"""Leaves that are read at once: whatever else the process does waits no longer than that takes."""

MOST = 20_000
"""Events that one checkpoint covers more than the one before, at most."""


class Sealing:
    """The tree of one ledger in one session, brought up to date by :meth:`step`. Made by :meth:`take_over`."""

    def __init__(self, connection: Connection, ledger: str, key: SigningKey, edge: TileEdge) -> None:
        self._connection = connection
        self._ledger = ledger
        self._key = key
        self._edge = edge
        self._signed = True

    @classmethod
    async def take_over(cls, connection: Connection, ledger: str, key: SigningKey) -> "Sealing":
        """Go on from what is there, having compared it with what was signed.

        Raises ``LedgerRolledBack``, ``LedgerChanged`` or ``LastSignedMissing``: then nothing may be signed.
        """
        size = await tree_size(connection, ledger)
        try:
            edge = await read_edge(connection, ledger, size)
        except TreeIncomplete:
            raise LedgerChanged(size) from None
        sealing = cls(connection, ledger, key, edge)
        signed, note = key.last_checkpoint(), key.last()
        if signed is not None and note is not None and signed.origin == key.file.name:
            await sealing._meet(signed, note)
        await sealing._require_last_kept()
        sealing._signed = edge.size == 0 or await sealing._is_signed()
        for number, statement in enumerate(key.file.statements, 1):
            await connection.execute(evidence_sql("insert_statement"), ledger, number, statement)
        return sealing

    @property
    def size(self) -> int:
        """How many events the tree covers."""
        return self._edge.size

    async def step(self) -> int:
        """Cover what has come since, :data:`MOST` events at most, and sign a checkpoint over it.

        Returns how many events it covers more than the one before. Raises ``LedgerHasGap``. Whatever is raised, this
        object is of no more use.
        """
        before = self._edge.size
        await self._read_up_to(before + MOST)
        segments = self._edge.take()
        if segments or not self._signed:
            root = self._edge.root
            # Waits for the disk, twice.
            note = await asyncio.to_thread(self._key.sign, self._edge.size, root)
            async with self._connection.transaction():
                await write_segments(self._connection, self._ledger, segments)
                await self._keep(Checkpoint(self._key.file.name, self._edge.size, root), note)
            self._signed = True
        return self._edge.size - before

    async def _meet(self, signed: Checkpoint, note: Note) -> None:
        """Come to at least what was signed, and look that it is the same tree."""
        if self._edge.size < signed.size:
            await self._read_up_to(signed.size)
            if self._edge.size < signed.size:
                raise LedgerRolledBack(signed.size, self._edge.size)
            if self._edge.root != signed.root:
                raise LedgerChanged(signed.size)
            # Signed, and lost on the way into the database.
            async with self._connection.transaction():
                await write_segments(self._connection, self._ledger, self._edge.take())
                await self._keep(signed, note)
            return
        try:
            root = await read_root(self._connection, self._ledger, signed.size)
        except TreeIncomplete:
            raise LedgerChanged(signed.size) from None
        if root != signed.root:
            raise LedgerChanged(signed.size)
        given_out = await self._connection.fetchrow(evidence_sql("select_head"), self._ledger)
        assert given_out is not None
        if given_out["written"] < signed.size:
            raise LedgerRolledBack(signed.size, given_out["written"])

    async def _require_last_kept(self) -> None:
        """The tree in the database ends with the last checkpoint in it, whoever signed that."""
        row = await self._connection.fetchrow(evidence_sql("select_checkpoint"), self._ledger, None, None)
        if (row is None) is not (self._edge.size == 0):
            raise LedgerChanged(self._edge.size)
        if row is not None and (row["size"], row["root"]) != (self._edge.size, self._edge.root):
            raise LedgerChanged(min(row["size"], self._edge.size))

    async def _is_signed(self) -> bool:
        origin, size = self._key.file.name, self._edge.size
        row = await self._connection.fetchrow(evidence_sql("select_checkpoint"), self._ledger, origin, size)
        return row is not None

    async def _keep(self, told: Checkpoint, note: Note) -> None:
        sql = evidence_sql("insert_checkpoint")
        await self._connection.execute(sql, self._ledger, told.origin, told.size, told.root, note.encode())

    async def _read_up_to(self, end: int) -> None:
        while self._edge.size < end:
            after = self._edge.size
            # The database hashes; whoever verifies does so by other means, and finds it if this was done wrong.
            sql = evidence_sql("hash_leaves")
            rows = await self._connection.fetch(sql, self._ledger, after, end, PAGE, head(self._ledger))
            for position, leaf in rows:
                if position != self._edge.size + 1:
                    raise LedgerHasGap(self._edge.size + 1)
                self._edge.add(leaf)
            if len(rows) < PAGE:
                return
