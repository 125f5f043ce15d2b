"""Streams of members and accounts in memory: given what was done, when a command comes, then this happens."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from tests.support.meetings import BASELINE, RULES

from quorate_events.command import Command, Context
from quorate_events.context import Recorder
from quorate_events.errors import Refused
from quorate_events.people import catalogue

catalogue.register()
PERSON, AGENCY, COORDINATOR, COLLEAGUE = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=5)
"""Two coordinators keep the person's membership."""
NOW = datetime(2026, 3, 2, tzinfo=UTC)
CODE = "correct-horse-battery-staple"


class House:
    """Streams in memory."""

    def __init__(self) -> None:
        self.streams: dict[UUID, Any] = {}
        self.issuers: frozenset[str] = frozenset()

    def do(self, command: Command, by: UUID = COORDINATOR, now: datetime = NOW) -> list[Any]:
        context = Context(
            now=now,
            by=Recorder(by, AGENCY),
            new_id=lambda: UUID(int=4),
            rules=RULES,
            current=BASELINE.ref,
            known=self.streams,
            issuers=self.issuers,
        )
        events = list(command.decide(self.streams.get(command.stream_id), context))
        for event in events:
            self.streams[event.originator_id] = event.mutate(self.streams.get(event.originator_id))
        return events

    def refused(self, command: Command, by: UUID = COORDINATOR, now: datetime = NOW) -> str:
        with pytest.raises(Refused) as refusal:
            self.do(command, by, now)
        assert refusal.value.message.endswith(".")
        assert refusal.value.suggestion.endswith(".")
        return refusal.value.code

    @property
    def person(self) -> Any:
        return self.streams[PERSON]


def given(*commands: Command) -> House:
    """Return a house in which the coordinator gave these commands."""
    house = House()
    for command in commands:
        house.do(command)
    return house
