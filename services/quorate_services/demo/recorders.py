"""Where the groups of a history go: into memory, into the log in bulk, or through the front door."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any, Protocol
from uuid import UUID, uuid5

import msgspec

from quorate_events.command_service import Answer, CommandService, House, content_hash, created_by
from quorate_events.store.append import Append, Appended
from quorate_events.store.codec import EventCodec
from quorate_services.demo.deciding import Deciding, SimulatedClock
from quorate_services.demo.history import Group
from quorate_services.demo.script import NAMESPACE


class GroupRecorder(Protocol):
    """Takes groups. Calls are started in order; one group's commands are carried out in order."""

    async def record(self, group: Group) -> None:
        """Carry out the commands of ``group``. Returns once they are kept."""
        ...


class MemoryRecorder:
    """Decides in memory and hands every event to ``keep``."""

    def __init__(self, house: House, keep: Callable[[Any], object]) -> None:
        self._deciding = Deciding(house)
        self._keep = keep

    async def record(self, group: Group) -> None:
        """Decide, and hand the events on. Raises ``Refused``."""
        for event in self._deciding.decide(group):
            self._keep(event)


class Appends(Protocol):
    """What the bulk recorder needs of the log: ``GroupCommitAppender`` is one."""

    async def append(self, append: Append) -> Appended:
        """Write one append, and return when it is durable."""
        ...


class BulkRecorder:
    """Decides in memory and appends a group at a time: one meeting's day is written whole or not at all.

    For an empty ledger, or one that an earlier run of the same history began: then what is there already is
    found by its receipts and left as it is. Nobody else may write to these meetings meanwhile.
    """

    def __init__(self, house: House, codec: EventCodec, appender: Appends) -> None:
        self._deciding = Deciding(house)
        self._codec = codec
        self._subjects: dict[UUID, Sequence[UUID]] = {}
        self._turn = asyncio.Lock()
        self._appender = appender

    async def record(self, group: Group) -> None:
        """Decide at once, then append. Raises ``Refused``, and what the appender raises."""
        # Nothing is awaited before the decision, so that decisions are taken in the order of the calls.
        events = self._deciding.decide(group)
        first = group.steps[0].command_id
        version = max(each.originator_version for each in events if each.originator_id == group.stream_id)
        answer = Answer(group.stream_id, version, created_by(events))
        async with self._turn:
            # What is encoded first is appended first: a meeting's days must not overtake each other.
            stored = await self._codec.encode(events, self._subjects)
        await self._appender.append(
            Append(
                command_id=uuid5(NAMESPACE, f"{first}/{len(group.steps)}"),
                content_hash=_hash_of(group),
                answer=msgspec.json.encode(answer),
                events=stored,
            )
        )


def _hash_of(group: Group) -> bytes:
    digest = blake2b(digest_size=32)
    for step in group.steps:
        digest.update(content_hash(step.command, step.by))
    return digest.digest()


class ServiceRecorder:
    """Sends every command through a ``CommandService`` of its own moment: slow, and exactly as in service."""

    def __init__(self, house: House, service: Callable[[House], CommandService]) -> None:
        self._house = replace(house, synthetic_people=True)
        self._service = service
        self._turn = asyncio.Lock()

    async def record(self, group: Group) -> None:
        """Execute the commands one after the other. Raises what ``CommandService.execute`` raises."""
        # One group after the other: what a command names has to be registered before it.
        async with self._turn:
            for step in group.steps:
                service = self._service(replace(self._house, clock=SimulatedClock(step.moment)))
                await service.execute(step.command, command_id=step.command_id, by=step.by)
