"""What a command was answered before."""

from uuid import UUID

from quorate_events.store.append import Appended
from quorate_events.store.batch import reused
from quorate_events.store.connections import Pool
from quorate_events.store.failures import translated
from quorate_events.store.statements import statement

SENDER = 8
"""How many bytes of a content hash, the first, tell the senders of commands apart."""


class Receipts:
    """Reads the receipts of one ledger. They are written with the events, by the appender."""

    def __init__(self, pool: Pool, ledger: str) -> None:
        self._pool = pool
        self._ledger = ledger

    async def find(self, command_id: UUID, content_hash: bytes) -> Appended | None:
        """Return the first answer of a command, or ``None`` when it was never carried out.

        Raises ``CommandIdReused`` when the id was used for other content, and ``LogUnavailable``.
        """
        async with translated():
            row = await self._pool.fetchrow(statement("select_receipt"), self._ledger, command_id)
        if row is None:
            return None
        if row["content_hash"] != content_hash:
            raise reused()
        return Appended(row["first_position"], row["last_position"], row["answer"], replayed=True)

    async def of_another_sender(self, command_id: UUID, content_hash: bytes) -> bool:
        """Return whether the command was carried out for another sender than that of ``content_hash``.

        Raises ``LogUnavailable``.
        """
        async with translated():
            row = await self._pool.fetchrow(statement("select_receipt"), self._ledger, command_id)
        return row is not None and row["content_hash"][:SENDER] != content_hash[:SENDER]
