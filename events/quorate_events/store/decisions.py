"""The command path: load, decide, append, and decide again when somebody else was first."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeAlias, TypeVar
from uuid import UUID

from eventsourcing.domain import Aggregate
from eventsourcing.persistence import StoredEvent

from quorate_events.errors import Refused
from quorate_events.store.append import Append, Appended, as_uuid
from quorate_events.store.appender import GroupCommitAppender
from quorate_events.store.codec import EventCodec, subjects_of
from quorate_events.store.failures import StreamConflict
from quorate_events.store.keyed_lock import KeyedLock
from quorate_events.store.receipts import Receipts
from quorate_events.store.repository import AsyncRepository, Current

A = TypeVar("A", bound=Aggregate)

Decide: TypeAlias = Callable[[A | None], tuple[Sequence[Any], bytes]]
"""A pure decision: from the aggregate (``None``: not there yet) to new events and the answer's bytes.

Events carry their versions already, from ``aggregate.version + 1`` on (from 1 on a new stream). It must not
change the aggregate, may run several times, and raises ``Refused`` for what the rules do not allow.
"""


class DecisionLog(Generic[A]):
    """Carries out commands on the aggregates of one ledger, each at most once."""

    def __init__(
        self,
        repository: AsyncRepository[A],
        appender: GroupCommitAppender,
        receipts: Receipts,
        codec: EventCodec,
        *,
        attempts: int = 5,
    ) -> None:
        self._repository = repository
        self._appender = appender
        self._receipts = receipts
        self._codec = codec
        self._attempts = attempts
        self._streams = KeyedLock()

    async def load(self, stream_id: UUID) -> A | None:
        """Return the aggregate as it stands, an object of the caller's own, or ``None``."""
        return await self._repository.load(stream_id)

    async def load_at(self, stream_id: UUID, version: int) -> A | None:
        """Return the aggregate as it stood at ``version``, or ``None``."""
        return await self._repository.load_at(stream_id, version)

    async def answered(self, command_id: UUID, content_hash: bytes) -> Appended | None:
        """Return the first answer of a command, or ``None``. Raises ``CommandIdReused``, ``LogUnavailable``."""
        return await self._receipts.find(command_id, content_hash)

    async def of_another_sender(self, command_id: UUID, content_hash: bytes) -> bool:
        """Return whether somebody else than the sender of ``content_hash`` used ``command_id``."""
        return await self._receipts.of_another_sender(command_id, content_hash)

    async def decide(
        self, *, stream_id: UUID, command_id: UUID, content_hash: bytes, decide: Decide[A]
    ) -> Appended:
        """Decide on the stream's aggregate and write what was decided, together with the command's receipt.

        The same ``command_id`` with the same ``content_hash`` is answered as it was the first time. Raises
        ``Refused`` (from ``decide``, on an up-to-date aggregate, or because somebody was erased),
        ``CommandIdReused``, ``StreamConflict`` when others were first every time, and ``LogUnavailable``: then
        the same call may be made again.
        """
        await self._streams.acquire(stream_id)
        try:
            for _ in range(self._attempts):
                current = self._repository.cached(stream_id) or await self._repository.current(stream_id)
                try:
                    events, answer = decide(current.aggregate)
                    encoded = await self._encoded(current.aggregate, events)
                except Refused:
                    if await self._was_stale(stream_id, current):
                        continue
                    first = await self._receipts.find(command_id, content_hash)
                    if first is None:
                        raise
                    return first
                # Without an event no conflict can tell that the aggregate was out of date.
                if not events and await self._was_stale(stream_id, current):
                    continue
                append = Append(command_id, content_hash, answer, encoded)
                appended = await self._append(stream_id, current, append, events)
                if appended is not None:
                    return appended
        finally:
            self._streams.release(stream_id)
        raise StreamConflict(
            "Others changed the same record first, again and again.", "Read it again and decide anew."
        )

    async def _was_stale(self, stream_id: UUID, current: Current[A]) -> bool:
        return not current.fresh and await self._repository.refresh(stream_id)

    async def _append(
        self, stream_id: UUID, current: Current[A], append: Append, events: Sequence[Any]
    ) -> Appended | None:
        """Write, and bring the cache in line with the outcome. ``None``: somebody else was first."""
        try:
            appended = await self._appender.append(append)
        except StreamConflict:
            await self._repository.refresh(stream_id)
            return None
        except BaseException:
            # Cancelled, or the log lost: what was written is unknown here.
            self._evict(stream_id, append)
            raise
        own = self._own(stream_id, events)
        if len(own) < len(events):
            self._evict_others(stream_id, append)
        if appended.replayed:
            self._repository.evict(stream_id)
        elif events:
            self._repository.advance(stream_id, current.aggregate, own)
        return appended

    def _own(self, stream_id: UUID, events: Sequence[Any]) -> Sequence[Any]:
        # Nearly always it is the very same object, which is quicker to see than that it is equal.
        return [
            event for event in events if event.originator_id is stream_id or event.originator_id == stream_id
        ]

    async def _encoded(self, aggregate: A | None, events: Sequence[Any]) -> list[StoredEvent]:
        """Encode what was decided; whose the texts are depends on whom the meetings are about."""
        codec = self._codec
        if codec.keyring is None:
            return [codec.to_stored_event(event) for event in events]
        subjects = {} if aggregate is None else {aggregate.id: subjects_of(aggregate)}
        for event in events:
            stream_id = event.originator_id
            if event.originator_version > 1 and stream_id not in subjects:
                subjects[stream_id] = subjects_of(await self._repository.load(stream_id))
        return await codec.encode(events, subjects)

    def _evict(self, stream_id: UUID, append: Append) -> None:
        self._repository.evict(stream_id)
        self._evict_others(stream_id, append)

    def _evict_others(self, stream_id: UUID, append: Append) -> None:
        for event in append.events:
            if event.originator_id != stream_id:
                self._repository.evict(as_uuid(event.originator_id))
