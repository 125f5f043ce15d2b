"""Decides on groups of commands in memory: the real decide functions on real aggregates, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.checks import well_formed
from quorate_events.command_service import House
from quorate_events.meetings import catalogue as meetings
from quorate_events.people import catalogue as people
from quorate_services.demo.history import Group


class SimulatedClock:
    """Tells the time of the step that is being decided."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Return the simulated moment."""
        return self.moment


class Deciding:
    """Keeps the aggregates of a history while it is told. Needs nothing but a house; see ``House``."""

    def __init__(self, house: House) -> None:
        meetings.register()
        people.register()
        self._clock = SimulatedClock(house.clock.now())
        self._house = replace(house, clock=self._clock, synthetic_people=True)
        self._aggregates: dict[UUID, Aggregate | None] = {}

    def decide(self, group: Group) -> list[Any]:
        """Return the group's events, and remember what they did. Raises ``Refused``: a fault in the demo."""
        streams = {group.stream_id: self._aggregates.pop(group.stream_id, None)}
        decided: list[Any] = []
        for step in group.steps:
            self._clock.moment = step.moment
            well_formed(step.command, self._house.part_limit)
            # A person's group may hold the commands to that person's account.
            known = {stream: each for stream, each in streams.items() if each is not None}
            context = self._house.context(step.by, known)
            events: Sequence[Any] = step.command.decide(known.get(step.command.stream_id), context)
            for event in events:
                streams[event.originator_id] = event.mutate(streams.get(event.originator_id))
            decided += events
        if not group.last:
            self._aggregates[group.stream_id] = streams[group.stream_id]
        return decided
