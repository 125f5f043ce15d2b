"""Reads the log stream by stream: run after run of whole streams, instead of position after position."""

from collections.abc import Sequence, Set
from itertools import groupby, starmap
from operator import attrgetter
from uuid import UUID

import msgspec

from quorate_events.store.connections import Connection
from quorate_projections.engine.decoding import decode_record
from quorate_projections.engine.feed import Decode, FeedRecord, ready
from quorate_projections.engine.projection import RecordedEvent
from quorate_projections.engine.statements import statement

_LAST = UUID(int=(1 << 128) - 1)

Stream = Sequence[RecordedEvent]
"""The events of one stream from its first, in order."""


class Run(msgspec.Struct, frozen=True):
    """The streams whose ids lie from ``first`` to ``last``, with about so many ``events``."""

    first: UUID
    last: UUID
    events: int


async def runs_of(connection: Connection, ledger: str, head: int, size: int) -> list[Run]:
    """Cut the streams of a ledger of ``head`` events into runs of about ``size``; a stream is never cut.

    Streams that begin meanwhile lie in some run as well.
    """
    runs, first, before = [], UUID(int=0), 0
    for last, through in await connection.fetch(statement("stream_runs"), ledger, size):
        if last < _LAST:
            runs.append(Run(first, last, through - before))
            first, before = UUID(int=last.int + 1), through
    return [*runs, Run(first, _LAST, max(head - before, 0))]


class RunReader:
    """Reads and decodes runs of one ledger as it was at position ``head``, without events of other ``topics``."""

    def __init__(
        self, connection: Connection, ledger: str, head: int, topics: Set[str], decode: Decode
    ) -> None:
        self._connection = connection
        self._ledger = ledger
        self._head = head
        self._topics = list(topics)
        self._decode = decode

    async def read(self, run: Run) -> list[Stream]:
        """Return the streams of a run; an event that cannot be decoded carries its reason instead."""
        rows = await self._connection.fetch(
            statement("read_run"), self._ledger, run.first, run.last, self._head, self._topics
        )
        decode = self._decode
        records = list(starmap(FeedRecord, rows))
        await ready(decode, records)
        events = [decode_record(record, decode) for record in records]
        return [list(stream) for _, stream in groupby(events, attrgetter("stream_id"))]
