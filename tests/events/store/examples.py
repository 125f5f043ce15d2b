"""A small aggregate to store: a tally that grows by steps and can be closed."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from eventsourcing.domain import Aggregate
from eventsourcing.persistence import StoredEvent

from quorate_events.errors import Refused
from quorate_events.store import Append, EventCodec

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Tally(Aggregate):
    TOPIC = "quorate.test.tally"

    def __init__(self) -> None:
        self.steps: list[int] = []
        self.closed = False

    class Event(Aggregate.Event):
        TOPIC: ClassVar[str] = "quorate.test.tally_event"


class TallyOpened(Aggregate.Created):
    TOPIC: ClassVar[str] = "quorate.test.tally_opened"


class Stepped(Aggregate.Event):
    TOPIC: ClassVar[str] = "quorate.test.stepped"
    step: int

    def apply(self, aggregate: Any) -> None:
        aggregate.steps.append(self.step)


class TallyClosed(Aggregate.Event):
    TOPIC: ClassVar[str] = "quorate.test.tally_closed"

    def apply(self, aggregate: Any) -> None:
        aggregate.closed = True


CODEC = EventCodec([TallyOpened, Stepped, TallyClosed])


def opened(stream: UUID) -> TallyOpened:
    return TallyOpened(
        originator_id=stream, originator_version=1, timestamp=NOON, originator_topic=Tally.TOPIC
    )


def step(stream: UUID, version: int, value: int) -> Stepped:
    return Stepped(originator_id=stream, originator_version=version, timestamp=NOON, step=value)


def adding(stream: UUID, value: int, answer: bytes = b"added"):
    """A decision that opens the tally if need be and adds a step; refused on a closed one."""

    def decide(tally):
        if tally is not None and tally.closed:
            raise Refused("The tally is closed.", "Open another one.")
        events = [opened(stream)] if tally is None else []
        version = 1 if tally is None else tally.version
        return [*events, step(stream, version + 1, value)], answer

    return decide


def closing(stream: UUID):
    def decide(tally):
        event = TallyClosed(originator_id=stream, originator_version=tally.version + 1, timestamp=NOON)
        return [event], b"closed"

    return decide


def stored(stream: UUID, version: int, state: bytes = b"{}", topic: str = "some.topic") -> StoredEvent:
    return StoredEvent(stream, version, topic, state)


def append_of(*events: StoredEvent, command_id: UUID | None = None, answer: bytes = b"done") -> Append:
    return Append(command_id or uuid4(), b"hash", answer, events)


async def eventually(reached: Callable[[], Awaitable[Any]]) -> None:
    """Wait until ``reached`` answers something true."""
    while not await reached():  # noqa: ASYNC110  (other processes set no event)
        await asyncio.sleep(0.005)
