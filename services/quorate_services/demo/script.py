"""A script: what one meeting's people do, each at its moment, as commands with ids of their own."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from quorate_events.command import Command
from quorate_events.context import Recorder, uuid7_at
from quorate_services.demo.chance import Chance

NAMESPACE = UUID("8b0f5d0e-2f0a-5c57-9c55-6f1d5f3a7c11")
"""The root of every identifier that is derived from a name in the demo."""


class Step(NamedTuple):
    """One command: when it is given (UTC), by whom, under which id."""

    moment: datetime
    by: Recorder
    command_id: UUID
    command: Command


class Script:
    """Collects the steps of one stream. ``stream_id`` names it, ``chance`` draws its identifiers."""

    def __init__(self, stream_id: UUID, chance: Chance) -> None:
        self.stream_id = stream_id
        self.chance = chance
        self.steps: list[Step] = []
        self._added = 0

    def add(self, moment: datetime, by: Recorder, command: Command) -> None:
        """Let ``by`` give ``command`` at ``moment``."""
        # Counted, not measured: a cancelled meeting takes steps away again, and no id is given out twice.
        self.steps.append(Step(moment, by, uuid5(self.stream_id, str(self._added)), command))
        self._added += 1

    def new_id(self, moment: datetime) -> UUID:
        """Return an identifier for something that is made at ``moment``."""
        return uuid7_at(moment, self.chance.getrandbits(74))

    def until(self, cut: datetime) -> list[Step]:
        """Return the steps up to ``cut``, in order of time."""
        return sorted((step for step in self.steps if step.moment <= cut), key=_moment)


def _moment(step: Step) -> datetime:
    return step.moment


def named_id(*name: object) -> UUID:
    """Return the identifier that always belongs to ``name``."""
    return uuid5(NAMESPACE, "/".join(map(str, name)))
