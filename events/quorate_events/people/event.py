"""The base of the events of agencies, practitioners and children."""

from dataclasses import dataclass
from typing import Any, ClassVar

from eventsourcing.domain import Aggregate

from quorate_events.context import Recorder
from quorate_events.errors import NotFound, Refused


@dataclass(frozen=True)
class DirectoryEvent(Aggregate.Event):
    """Something that was registered. ``by`` is who registered it."""

    TOPIC: ClassVar[str] = "quorate.directory.event"

    by: Recorder

    def apply(self, aggregate: Any) -> None:
        """Nothing that a later decision needs, unless the event says so."""


class AlreadyRegistered(Refused):
    """The id is taken."""

    code = "already_registered"

    def __init__(self) -> None:
        super().__init__("This id is already registered.", "Use a new id, or change the existing entry.")


class NotRegistered(NotFound):
    """The id is unknown."""

    code = "not_registered"

    def __init__(self) -> None:
        super().__init__("Nothing is registered under this id.", "Check the id.")
