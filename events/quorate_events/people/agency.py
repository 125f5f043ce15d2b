"""An agency: an organisation in a sector."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.checks import require_name
from quorate_events.command import Command, Context
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.event import AlreadyRegistered, DirectoryEvent, NotRegistered
from quorate_events.personal import OrganisationName


class Agency(Aggregate):
    """An organisation whose staff take part in meetings."""

    sector: Sector

    def __init__(self) -> None:
        """Begin empty; the registering event fills in what it knows."""


@dataclass(frozen=True)
class AgencyRegistered(DirectoryEvent, Aggregate.Created):
    """An agency joined the partnership."""

    TOPIC: ClassVar[str] = "quorate.agency.registered"

    name: OrganisationName
    sector: Sector

    def apply(self, aggregate: Agency) -> None:
        """Remember the sector: it says which roles the agency's staff can have."""
        aggregate.sector = self.sector


@dataclass(frozen=True)
class AgencyRenamed(DirectoryEvent):
    """An agency has a new name."""

    TOPIC: ClassVar[str] = "quorate.agency.renamed"

    name: OrganisationName


class RegisterAgency(Command, frozen=True, kw_only=True):
    """Register an agency with its name and sector."""

    agency_id: UUID
    name: str
    sector: Sector

    @property
    def stream_id(self) -> UUID:
        """The agency."""
        return self.agency_id

    def decide(self, aggregate: Agency | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse a taken id and an empty name."""
        if aggregate is not None:
            raise AlreadyRegistered
        require_name(self.name, "name")
        return [
            AgencyRegistered(
                originator_id=self.agency_id,
                originator_version=1,
                timestamp=context.now,
                originator_topic="quorate.agency",
                by=context.by,
                name=self.name,
                sector=self.sector,
            )
        ]


class RenameAgency(Command, frozen=True, kw_only=True):
    """Give an agency a new name; its history stays its own."""

    agency_id: UUID
    name: str

    @property
    def stream_id(self) -> UUID:
        """The agency."""
        return self.agency_id

    def decide(self, aggregate: Agency | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse an unknown agency and an empty name."""
        if not isinstance(aggregate, Agency):
            raise NotRegistered
        require_name(self.name, "name")
        return [AgencyRenamed(*context.stamp(aggregate), name=self.name)]
