"""Reads streams from their beginning: what a state that is not in memory is folded from."""

import asyncio
from collections.abc import Iterable, Sequence
from uuid import UUID

from quorate_projections.engine.decoding import decode_record
from quorate_projections.engine.feed import Decode, StreamReader, keyed_by, ready
from quorate_projections.engine.projection import RecordedEvent


class History:
    """Reads and decodes streams for several followers, each stream once while they keep together.

    The ``kept`` streams that were read last stay in memory.
    """

    def __init__(self, reader: StreamReader, decode: Decode, kept: int = 256) -> None:
        self._reader = reader
        self._decode = decode
        self._capacity = kept
        self._kept: dict[UUID, tuple[int, Sequence[RecordedEvent]]] = {}
        self._one_at_a_time = asyncio.Lock()

    def forget_all(self) -> None:
        """Forget every stream: something in them was erased."""
        self._kept.clear()

    async def fresh(self) -> None:
        """Notice what was erased lately, before a state is folded from here."""
        keyed = keyed_by(self._decode)
        if keyed is not None:
            await keyed.fresh()

    async def of(self, streams: Iterable[UUID], through: int) -> list[RecordedEvent]:
        """Return the events of ``streams`` up to position ``through``, those of each stream in order."""
        wanted = list(streams)
        # Whoever comes second finds what the first has read.
        async with self._one_at_a_time:
            found = {each: self._kept[each][1] for each in wanted if self._reaches(each, through)}
            missing = [each for each in wanted if each not in found]
            if missing:
                found |= await self._read(missing, through)
        return [event for events in found.values() for event in events if event.position <= through]

    def _reaches(self, stream_id: UUID, through: int) -> bool:
        kept = self._kept.get(stream_id)
        return kept is not None and kept[0] >= through

    async def _read(self, streams: Sequence[UUID], through: int) -> dict[UUID, list[RecordedEvent]]:
        read: dict[UUID, list[RecordedEvent]] = {stream_id: [] for stream_id in streams}
        records = await self._reader.read_streams(streams, through)
        await ready(self._decode, records)
        for record in records:
            read[record.originator_id].append(decode_record(record, self._decode))
        for stream_id, events in read.items():
            self._kept.pop(stream_id, None)
            self._kept[stream_id] = through, events
        for stream_id in list(self._kept)[: -self._capacity]:
            del self._kept[stream_id]
        return read
