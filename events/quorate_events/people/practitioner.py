"""A practitioner: a person who works for an agency."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.checks import require_name
from quorate_events.command import Command, Context
from quorate_events.people.event import AlreadyRegistered, DirectoryEvent


class Practitioner(Aggregate):
    """A person who works for an agency and takes part in meetings."""

    agency_id: UUID

    def __init__(self) -> None:
        """Begin empty; the registering event fills in what it knows."""


@dataclass(frozen=True)
class PractitionerRegistered(DirectoryEvent, Aggregate.Created):
    """A person was registered for an agency, with the job title."""

    TOPIC: ClassVar[str] = "quorate.practitioner.registered"

    name: str
    agency_id: UUID
    title: str

    def apply(self, aggregate: Practitioner) -> None:
        """Remember the agency: it says what the person may chair."""
        aggregate.agency_id = self.agency_id


class RegisterPractitioner(Command, frozen=True, kw_only=True):
    """Register a person for an agency."""

    practitioner_id: UUID
    name: str
    agency_id: UUID
    title: str = ""

    @property
    def stream_id(self) -> UUID:
        """The practitioner."""
        return self.practitioner_id

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse a taken id and an empty name."""
        if aggregate is not None:
            raise AlreadyRegistered
        require_name(self.name, "name")
        return [
            PractitionerRegistered(
                originator_id=self.practitioner_id,
                originator_version=1,
                timestamp=context.now,
                originator_topic="quorate.practitioner",
                by=context.by,
                name=self.name,
                agency_id=self.agency_id,
                title=self.title,
            )
        ]
