"""The outline of the log: to which partition each position belongs, without the events themselves."""

import asyncio
from array import array
from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

_CHUNK = 20_000


class OutlineReader(Protocol):
    """Reads which stream each position of a log belongs to."""

    async def read_outline(self, after: int, limit: int) -> Sequence[tuple[int, UUID]]:
        """Return at most ``limit`` positions behind ``after``, each with its stream, in order."""
        ...


class Outline:
    """The partitions of the positions ``start + 1`` to ``end``, two bytes each; read as far as it is asked for."""

    def __init__(self, reader: OutlineReader, partition_of: Callable[[UUID], int], start: int) -> None:
        self._reader = reader
        self._partition_of = partition_of
        self._start = start
        self._numbers = array("H")
        self._one_at_a_time = asyncio.Lock()

    @property
    def start(self) -> int:
        """The position behind which it begins."""
        return self._start

    @property
    def end(self) -> int:
        """The last position that it knows."""
        return self._start + len(self._numbers)

    async def reach(self, position: int) -> None:
        """Read on until ``position`` is known, or the log ends."""
        async with self._one_at_a_time:
            while self.end < position:
                read = await self._reader.read_outline(self.end, _CHUNK)
                self._numbers.extend([self._partition_of(stream_id) for _, stream_id in read])
                if len(read) < _CHUNK:
                    return

    def of(self, partition: int, after: int, through: int) -> list[int]:
        """Return the positions of ``partition`` behind ``after`` up to ``through``, of those that it knows."""
        first = max(after, self._start)
        numbers = self._numbers[first - self._start : max(0, through - self._start)]
        return [place for place, number in enumerate(numbers, first + 1) if number == partition]

    def complete(self, after: int, partitions: Sequence[int]) -> int:
        """Return the last position up to which everything is shown.

        ``after`` is known to be one such, ``partitions`` says how far each partition is shown.
        """
        numbers, start = self._numbers, self._start
        position, end = max(after, start), self.end
        if after < start:
            return after
        while position < end and position < partitions[numbers[position - start]]:
            position += 1
        return position

    def forget(self, through: int) -> None:
        """Drop what lies before ``through``: everybody shows it."""
        surplus = min(through, self.end) - self._start
        if surplus > _CHUNK:
            del self._numbers[:surplus]
            self._start += surplus
