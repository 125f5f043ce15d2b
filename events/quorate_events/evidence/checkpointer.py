"""Signs checkpoints over the log while it grows: a second behind at most, one process at a time."""

import asyncio
import logging
from collections.abc import Awaitable
from pathlib import Path

import asyncpg
import msgspec

from quorate_events.errors import QuorateError
from quorate_events.evidence.errors import SigningKeyInUse
from quorate_events.evidence.sealing import MOST, Sealing
from quorate_events.evidence.signing_key import open_signing_key, signing_lock
from quorate_events.store.connections import Connect, Connection
from quorate_events.store.failures import CONNECTION_LOST
from quorate_events.tasks import end

log = logging.getLogger(__name__)

_TRIED_AGAIN: tuple[type[BaseException], ...] = (*CONNECTION_LOST, asyncpg.PostgresError)
_LOCK = "select pg_try_advisory_lock(hashtext('quorate checkpoints'), hashtext($1))"


class Pace(msgspec.Struct, frozen=True):
    """In seconds: between two checkpoints, between two looks whether another process still signs, after a failure,
    and after a refusal, which somebody has to look into."""

    every: float = 0.5
    stand_by: float = 1.0
    back_off: float = 1.0
    refused: float = 15.0


class Checkpointer:
    """Keeps the tree of ``ledger`` and signs its checkpoints while the block runs.

    ``connect`` opens a session of the projector's role. A second one on the same ledger stands by. ``refusal`` says
    why nothing is signed, where that is so.
    """

    def __init__(self, connect: Connect, ledger: str, key: Path, pace: Pace | None = None) -> None:
        self._connect = connect
        self._ledger = ledger
        self._key = key
        self._pace = pace or Pace()
        self._running: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self.refusal: QuorateError | None = None

    async def __aenter__(self) -> "Checkpointer":
        """Begin. Raises ``SigningKeyUnreadable`` and ``SigningKeyExposed``."""
        open_signing_key(self._key)
        self._running = asyncio.create_task(self._run(), name="checkpointer")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Sign what has come, and stop."""
        self._stopping.set()
        if self._running is not None:
            await asyncio.wait({self._running}, timeout=5.0)
        await end(self._running)

    async def _run(self) -> None:
        # Once at least: whoever stops at once has covered what was there.
        first = True
        while first or not self._stopping.is_set():
            first = False
            try:
                await self._session()
            except SigningKeyInUse:
                await self._pause(self._pace.stand_by)
            except QuorateError as refusal:
                self._refuse(refusal)
                await self._pause(self._pace.refused)
            except _TRIED_AGAIN as error:
                log.warning("checkpoints back off", extra={"kind": type(error).__name__})
                await self._pause(self._pace.back_off)
            except Exception:
                # A fault of ours must not end what runs beside it; it shows as checkpoints that stand still.
                log.exception("checkpoints back off")
                await self._pause(self._pace.back_off)

    async def _session(self) -> None:
        connection = await self._connect()
        try:
            while not await connection.fetchval(_LOCK, self._ledger):
                await self._pause(self._pace.stand_by)
                if self._stopping.is_set():
                    return
            with signing_lock(self._key):
                await self._seal(connection)
        finally:
            connection.terminate()

    async def _seal(self, connection: Connection) -> None:
        sealing = await Sealing.take_over(connection, self._ledger, open_signing_key(self._key))
        self.refusal = None
        while True:
            stopping = self._stopping.is_set()
            while await sealing.step() == MOST:
                # There is more than one checkpoint covers at a time.
                pass
            if stopping:
                return
            await self._pause(self._pace.every)

    def _refuse(self, refusal: QuorateError) -> None:
        if self.refusal is None or self.refusal.code != refusal.code:
            log.error("no checkpoint is signed", extra={"codes": [refusal.code]})
        self.refusal = refusal

    async def _pause(self, seconds: float) -> None:
        await _until(self._stopping.wait(), seconds)


async def _until(waiting: Awaitable[object], seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await waiting
    except TimeoutError:
        return
