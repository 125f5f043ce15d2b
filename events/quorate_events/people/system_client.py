"""A system client: an agency's own software, such as its case management, that takes part for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.access.actor import ActorKind, Duty
from quorate_events.checks import require_name
from quorate_events.command import Command, Context
from quorate_events.people.event import AlreadyRegistered, DirectoryEvent
from quorate_events.people.practitioner import Practitioner
from quorate_events.personal import OrganisationName


@dataclass(frozen=True)
class SystemClientRegistered(DirectoryEvent, Aggregate.Created):
    """An agency's own software was registered. It acts for that agency alone."""

    TOPIC: ClassVar[str] = "quorate.practitioner.system_client_registered"

    name: OrganisationName
    agency_id: UUID

    def apply(self, aggregate: Practitioner) -> None:
        """Remember that it is no person, and for whom it acts."""
        aggregate.kind = ActorKind.SYSTEM
        aggregate.agency_id = self.agency_id
        aggregate.duties = frozenset({Duty.PRACTITIONER})


class RegisterSystemClient(Command, frozen=True, kw_only=True):
    """Register an agency's own software. It signs in by client credentials, once its account is linked."""

    practitioner_id: UUID
    name: str
    agency_id: UUID

    @property
    def stream_id(self) -> UUID:
        """The client, a stream like a practitioner's."""
        return self.practitioner_id

    def decide(self, aggregate: Practitioner | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse a taken id and an empty name."""
        if aggregate is not None:
            raise AlreadyRegistered
        require_name(self.name, "name")
        return [
            SystemClientRegistered(
                originator_id=self.practitioner_id,
                originator_version=1,
                timestamp=context.now,
                originator_topic="quorate.practitioner",
                by=context.by,
                name=self.name,
                agency_id=self.agency_id,
            )
        ]
