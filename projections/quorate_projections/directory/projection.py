"""Folds registrations into the directory. Every stream of people is one entry."""

from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec
from msgspec.structs import replace

from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import AgencyRegistered, AgencyRenamed
from quorate_events.people.child import ChildBorn, ChildRegistered
from quorate_events.people.practitioner import PractitionerRegistered
from quorate_projections.engine.projection import Projection, RecordedEvent, Rows, table


class Entry(msgspec.Struct, frozen=True):
    """What is known of one stream. A sector makes it an agency, an employer a practitioner, else a child."""

    name: str
    sector: Sector | None = None
    agency_id: UUID | None = None
    title: str = ""
    date_of_birth: date | None = None
    expected_on: date | None = None
    nhs_number: str | None = None
    registered_by_agency_id: UUID | None = None


class DirectoryProjection(Projection[Entry]):
    """Keeps the directory."""

    name: ClassVar[str] = "directory"
    version: ClassVar[int] = 1
    state = Entry
    topics: ClassVar[frozenset[str]] = frozenset(
        event.TOPIC
        for event in (AgencyRegistered, AgencyRenamed, PractitionerRegistered, ChildRegistered, ChildBorn)
    )
    tables = (
        table("agencies", {"agency_id": "uuid"}, {"name": "text", "sector": "text"}),
        table(
            "practitioners",
            {"practitioner_id": "uuid"},
            {"name": "text", "agency_id": "uuid", "title": "text"},
        ),
        table(
            "children",
            {"child_id": "uuid"},
            {
                "name": "text",
                "date_of_birth": "date",
                "expected_on": "date",
                "nhs_number": "text",
                "registered_by_agency_id": "uuid",
            },
        ),
    )

    def fold(self, state: Entry | None, event: RecordedEvent) -> Entry:
        """Register, rename, record a birth."""
        match event.event:
            case AgencyRegistered(name=name, sector=sector):
                return Entry(name, sector=sector)
            case PractitionerRegistered(name=name, agency_id=agency_id, title=title):
                return Entry(name, agency_id=agency_id, title=title)
            case ChildRegistered() as child:
                return Entry(
                    child.name,
                    date_of_birth=child.date_of_birth,
                    expected_on=child.expected_on,
                    nhs_number=child.nhs_number,
                    registered_by_agency_id=child.by.agency_id,
                )
        if state is None:
            raise ValueError(f"{event.topic} before a registration")
        match event.event:
            case AgencyRenamed(name=name):
                return replace(state, name=name)
            case ChildBorn(name=name, date_of_birth=born, nhs_number=number):
                number = number or state.nhs_number
                return replace(state, name=name, date_of_birth=born, nhs_number=number)
        raise ValueError(f"{event.topic} is not for the directory")

    def rows(self, stream_id: UUID, state: Entry) -> Rows:
        """One row, in the table that the entry belongs to."""
        if state.sector is not None:
            return {"agencies": [(stream_id, state.name, state.sector)]}
        if state.agency_id is not None:
            return {"practitioners": [(stream_id, state.name, state.agency_id, state.title)]}
        child = (state.name, state.date_of_birth, state.expected_on, state.nhs_number)
        return {"children": [(stream_id, *child, state.registered_by_agency_id)]}
