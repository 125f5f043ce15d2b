"""Carries out erasures that two people agreed on: destroys the key, then says so on the log.

What was approved is on the log before anything is destroyed, so whoever starts after a crash finds it and finishes.
Every step can be done again.
"""

import asyncio
import logging
from collections.abc import Sequence
from uuid import UUID, uuid5

from eventsourcing.persistence import StoredEvent

from quorate_events.command_service import CommandService
from quorate_events.context import Recorder
from quorate_events.errors import Conflict, Unavailable
from quorate_events.people.erasure import RecordErasure, StopErasure
from quorate_events.people.personal_file import (
    ErasureApproved,
    ErasureState,
    PersonalFile,
    PersonErased,
    file_of,
)
from quorate_events.store.failures import translated
from quorate_events.store.log import EventLog
from quorate_events.store.statements import load_sql
from quorate_events.vault.holdings import Held, holdings
from quorate_events.vault.keyring import Keyring

log = logging.getLogger(__name__)

_LOOK_EVERY = 1.0
"""Seconds between looks when nothing is heard."""


class Eraser:
    """Finishes what was approved on one ledger. Several may run at once: each step is done once."""

    def __init__(self, events: EventLog, commands: CommandService, keyring: Keyring) -> None:
        self._log = events
        self._commands = commands
        self._keyring = keyring
        self._read = 0
        self._open: set[UUID] = set()

    async def run(self) -> None:
        """Carry out what is approved until cancelled. What cannot be done now is tried again."""
        heard = self._log.listener.register(self._log.ledger)
        try:
            while True:
                heard.clear()
                try:
                    await self.finish()
                except (Unavailable, Conflict) as error:
                    log.warning("erasure waits", extra={"codes": [error.code]})
                except Exception:
                    log.exception("erasure waits")
                await _either(heard, _LOOK_EVERY)
        finally:
            self._log.listener.forget(self._log.ledger, heard)

    async def finish(self) -> int:
        """Carry out what is approved and not done; return how many persons were erased.

        Keys of those who were erased before are destroyed once more: a backup of the keys that was put back does not
        bring anybody back. Raises ``LogUnavailable``, ``KeyServiceUnavailable``.
        """
        await self._look()
        done = 0
        for person_id in sorted(self._open):
            done += await self._carry_out(person_id)
            self._open.discard(person_id)
        return done

    async def _look(self) -> None:
        async with translated():
            rows = await self._log.pool.fetch(
                load_sql("quorate_events.vault", "erasures"), self._log.ledger, self._read
            )
        gone: list[UUID] = []
        for position, *stored in rows:
            self._read = max(self._read, position)
            event = self._log.codec.to_domain_event(StoredEvent(*stored))
            if isinstance(event, ErasureApproved):
                self._open.add(event.person_id)
            elif isinstance(event, PersonErased):
                gone.append(event.person_id)
                self._open.discard(event.person_id)
        if gone:
            await self._keyring.destroy(gone)

    async def _carry_out(self, person_id: UUID) -> bool:
        found = await self._commands.find(file_of(person_id))
        if not isinstance(found, PersonalFile) or found.state is not ErasureState.APPROVED:
            return False
        assert found.approved_by is not None
        held = await holdings(self._log.pool, self._log.ledger, self._log.codec, person_id)
        shared_with = sorted({each for one in held for each in one.others})
        under_hold = [each for each in shared_with if await self._is_held(each)]
        # What was destroyed before a crash is gone, whatever was put under a hold since; the log has to say so.
        if under_hold and not await self._is_destroyed(person_id):
            stop = StopErasure(person_id=person_id, held_person_ids=tuple(under_hold))
            await self._record(stop, found.approved_by, found.version)
            return False
        await self._keyring.destroy([person_id])
        # Somebody may have written under the key meanwhile. Once everybody has noticed, nobody does any more.
        await self._keyring.noticed_everywhere()
        held = await holdings(self._log.pool, self._log.ledger, self._log.codec, person_id)
        await self._record(_done(person_id, held, shared_with), found.approved_by, found.version)
        return True

    async def _is_destroyed(self, person_id: UUID) -> bool:
        kept = await self._keyring.keys.find([person_id])
        return person_id in kept and kept[person_id] is None

    async def _is_held(self, person_id: UUID) -> bool:
        found = await self._commands.find(file_of(person_id))
        return isinstance(found, PersonalFile) and found.held

    async def _record(self, command: RecordErasure | StopErasure, by: Recorder, version: int) -> None:
        # The same for whoever finishes it, and after every restart.
        command_id = uuid5(file_of(command.person_id), f"{type(command).__name__}/{version}")
        await self._commands.execute(command, command_id=command_id, by=by)


def _done(person_id: UUID, held: Sequence[Held], shared_with: Sequence[UUID]) -> RecordErasure:
    sealed = [each for each in held if not each.in_clear]
    clear = {each.position for each in held if each.in_clear}
    return RecordErasure(
        person_id=person_id,
        streams=tuple(dict.fromkeys(each.stream_id for each in sealed)),
        events=len({each.position for each in sealed}),
        shared_with=tuple(shared_with),
        left_in_clear=len(clear),
    )


async def _either(heard: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await heard.wait()
    except TimeoutError:
        return
