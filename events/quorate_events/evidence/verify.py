"""Re-hashes the whole log and compares it with every checkpoint: those in the database, and those kept elsewhere.

Three things are compared: the log, the tables of the tree, and the signed checkpoints. Only the checkpoints are
proof. As long as log and tree agree, one root stands for both. From the first place where they do not, both are
followed to the next checkpoint, which says which of them was altered. Verification ends with the first difference of
the log, and tells of false and missing checkpoints besides, and of what stands beside them and is no proof.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from copy import deepcopy
from typing import Protocol

from quorate_events.evidence.above import find_altered, find_misplaced
from quorate_events.evidence.beside import find_forged
from quorate_events.evidence.checkpoint import Checkpoint
from quorate_events.evidence.classify import classify
from quorate_events.evidence.edge import TileEdge
from quorate_events.evidence.findings import Difference, Kind, Report
from quorate_events.evidence.note import VerifierKey
from quorate_events.evidence.pages import read_leaves, read_log
from quorate_events.evidence.tree_store import evidence_sql, tree_size
from quorate_events.evidence.trust import TrustedKeys
from quorate_events.store.connections import Connection

PAGE = 2048
_CHECKPOINTS = 1000
_ABSENT = b"\x00" * 32
"""Stands for the hash of a leaf that is not there."""


class OnProgress(Protocol):
    """Is told how far verification has come."""

    def __call__(self, done: int, total: int) -> None:
        """Take in the new state, in events."""


async def verify_ledger(
    connection: Connection,
    ledger: str,
    keys: TrustedKeys,
    kept: Sequence[Checkpoint] = (),
    on_progress: OnProgress = lambda done, total: None,
    witnesses: Sequence[VerifierKey] = (),
) -> Report:
    """Compare the log with every checkpoint in the database, and with those ``kept`` elsewhere.

    Those that a key signed as it handed over are compared too, whatever became of them in the database. ``kept`` must
    have been signed by one of ``keys``. ``witnesses`` are the keys that cosignatures are checked with. The connection
    is the projector's; everything is read as it was at one moment.
    """
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        return await _Verification(connection, ledger, keys, kept, witnesses).run(on_progress)


class _Verification:
    def __init__(
        self,
        connection: Connection,
        ledger: str,
        keys: TrustedKeys,
        kept: Sequence[Checkpoint],
        witnesses: Sequence[VerifierKey],
    ) -> None:
        self._connection = connection
        self._ledger = ledger
        self._keys = keys
        self._witnesses = witnesses
        self._kept = sorted((*kept, *keys.handed_over), key=lambda each: each.size)
        self._beside: list[Difference] = []
        """False and missing checkpoints, and what is handed out with them."""
        self._log, self._tree = TileEdge(), TileEdge()
        self._above: defaultdict[int, list[bytes]] = defaultdict(list)
        """By level above that of the events: the hashes that follow from the log."""
        self._apart: int | None = None
        """The first position at which log and tree differ."""
        self._gap: int | None = None
        """The first position behind the tree at which no event stands, where a later one does."""
        self._good = 0
        """The size of the last checkpoint that the log fits."""
        self._seen = 0
        self._in_database = 0

    async def run(self, on_progress: OnProgress) -> Report:
        head = await self._connection.fetchrow(evidence_sql("select_head"), self._ledger)
        assert head is not None
        written, given_out = head["written"], head["given_out"]
        self._size = await tree_size(self._connection, self._ledger)
        found = await self._compare(written, on_progress)
        if found is None:
            found = await self._uncovered(written, given_out)
        if found is None:
            found = await find_altered(self._connection, self._ledger, self._size, self._above)
        if found is None:
            found = await find_misplaced(self._connection, self._ledger, self._size)
        if (before := head["before"]) is not None:
            self._beside.append(Difference(Kind.INSERTED, before, before))
        self._count_checkpoints(written)
        self._beside += await find_forged(self._connection, self._ledger, self._size, self._witnesses)
        differences = (*([found] if found else ()), *self._beside)
        return Report(written, self._good, self._seen, differences)

    async def _compare(self, written: int, on_progress: OnProgress) -> Difference | None:
        checkpoints = self._checkpoints()
        found = await self._follow(checkpoints, written, on_progress)
        async for _ in checkpoints:
            # Where the log differed before its end, the rest is only looked at whether it is signed.
            pass
        return found

    async def _follow(
        self, checkpoints: AsyncIterator[Checkpoint], written: int, on_progress: OnProgress
    ) -> Difference | None:
        due = await anext(checkpoints, None)
        position = 0
        # Behind the last checkpoint the first difference is all that can be told: the numbers that follow, which
        # somebody may have made as large as they like, are not gone through.
        while position < (end := max(written, self._size, due.size if due else 0)) and not (
            due is None and self._differs
        ):
            log = await read_log(self._connection, self._ledger, position, PAGE)
            leaves = await read_leaves(self._connection, self._ledger, position, PAGE)
            if log.twice is not None and self._apart is None:
                return Difference(Kind.INSERTED, log.twice, log.twice)
            for at in range(position + 1, min(position + PAGE, end) + 1):
                if at not in log.leaves and self._size < at <= written and self._gap is None:
                    self._gap = at
                self._add(at, log.leaves.get(at, _ABSENT), leaves.get(at))
                while due is not None and due.size == at:
                    difference = await self._meet(due, written)
                    if difference is not None:
                        return difference
                    due = await anext(checkpoints, None)
            self._keep_above()
            position = min(position + PAGE, end)
            on_progress(min(position, written), written)
        return None

    @property
    def _differs(self) -> bool:
        return self._apart is not None or self._gap is not None

    def _keep_above(self) -> None:
        for segment in self._log.take():
            if segment.level:
                self._above[segment.level] += segment.hashes
        if self._apart is not None:
            self._tree.take()

    def _add(self, at: int, leaf: bytes, stored: bytes | None) -> None:
        if self._apart is None and stored != leaf and at <= self._size:
            self._apart, self._tree = at, deepcopy(self._log)
        self._log.add(leaf)
        if self._apart is not None:
            self._tree.add(stored or _ABSENT)

    async def _meet(self, checkpoint: Checkpoint, written: int) -> Difference | None:
        """Compare with a checkpoint over everything that has come so far."""
        size, root = checkpoint.size, checkpoint.root
        if self._log.root == root:
            if self._apart is not None:
                return Difference(Kind.TREE_ALTERED, self._apart, self._apart)
            self._good = size
            return None
        if self._apart is not None and self._apart <= written and self._tree.root == root:
            return await classify(self._connection, self._ledger, self._apart)
        if size > written and (self._apart is None or self._apart > written):
            return Difference(Kind.TRUNCATED, written + 1, size)
        return Difference(Kind.CHANGED, self._good + 1, size)

    async def _uncovered(self, written: int, given_out: int) -> Difference | None:
        """What differs where no checkpoint says anything: from the tree, or from what was given out."""
        if self._apart is not None and self._apart <= written:
            return await classify(self._connection, self._ledger, self._apart)
        if self._apart is not None and not await read_leaves(
            self._connection, self._ledger, self._apart - 1, 1
        ):
            return Difference(Kind.TREE_ALTERED, self._apart, self._size)
        if given_out > written or self._size > written:
            return Difference(Kind.TRUNCATED, written + 1, max(given_out, self._size))
        if written > given_out:
            return Difference(Kind.INSERTED, given_out + 1, written)
        return Difference(Kind.MISSING, self._gap, self._gap) if self._gap is not None else None

    async def _checkpoints(self) -> AsyncIterator[Checkpoint]:
        """Yield every checkpoint that a trusted key signed, by size; note those that none did."""
        kept: Iterator[Checkpoint] = iter(self._kept)
        waiting = next(kept, None)
        after = (0, "")
        while rows := await self._connection.fetch(
            evidence_sql("select_checkpoints"), self._ledger, *after, _CHECKPOINTS
        ):
            for row in rows:
                while waiting is not None and waiting.size <= row["size"]:
                    yield waiting
                    waiting = next(kept, None)
                told = self._keys.checkpoint(row["note"] or "")
                if told is None or told != Checkpoint(row["origin"], row["size"], row["root"]):
                    self._false(row["size"])
                    continue
                self._seen += 1
                self._in_database = told.size
                yield told
            after = (rows[-1]["size"], rows[-1]["origin"])
        while waiting is not None:
            yield waiting
            waiting = next(kept, None)

    def _false(self, size: int) -> None:
        if not any(each.kind is Kind.FORGED_CHECKPOINT for each in self._beside):
            self._beside.append(Difference(Kind.FORGED_CHECKPOINT, min(self._in_database + 1, size), size))

    def _count_checkpoints(self, written: int) -> None:
        end = max([self._size, *(each.size for each in self._kept[-1:])])
        if self._in_database == 0:
            end = max(end, written)
        if self._in_database < end:
            self._beside.append(Difference(Kind.CHECKPOINT_MISSING, self._in_database + 1, end))
        elif self._in_database > self._size:
            self._beside.append(Difference(Kind.TREE_ALTERED, self._size + 1, self._in_database))
