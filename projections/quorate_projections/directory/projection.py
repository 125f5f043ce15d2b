"""Folds registrations into the directory. Every stream of people is one entry."""

from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec
from msgspec.structs import replace

from quorate_events.access.actor import ActorKind, Duty
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.admission import MemberAdmitted
from quorate_events.people.agency import AgencyRegistered, AgencyRenamed
from quorate_events.people.child import ChildBorn, ChildRegistered
from quorate_events.people.duties import DutiesGranted, DutiesWithdrawn
from quorate_events.people.member_invitation import (
    MemberConfirmed,
    MemberInvitationAccepted,
    MemberInvited,
)
from quorate_events.people.membership import MemberResumed, MembershipEnded, MemberSuspended
from quorate_events.people.practitioner import PractitionerRegistered, in_order
from quorate_events.people.standing import MembershipStatus
from quorate_events.people.system_client import SystemClientRegistered
from quorate_projections.engine.projection import Projection, RecordedEvent, Rows, table

_EVENTS = (
    AgencyRegistered,
    AgencyRenamed,
    PractitionerRegistered,
    MemberAdmitted,
    MemberInvited,
    MemberInvitationAccepted,
    MemberConfirmed,
    MemberSuspended,
    MemberResumed,
    MembershipEnded,
    DutiesGranted,
    DutiesWithdrawn,
    SystemClientRegistered,
    ChildRegistered,
    ChildBorn,
)


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What is known of one stream. A sector makes it an agency, an employer a practitioner, else a child."""

    name: str
    sector: Sector | None = None
    agency_id: UUID | None = None
    title: str = ""
    kind: ActorKind = ActorKind.PERSON
    status: MembershipStatus = MembershipStatus.ACTIVE
    duties: tuple[Duty, ...] = ()
    date_of_birth: date | None = None
    expected_on: date | None = None
    nhs_number: str | None = None
    registered_by_agency_id: UUID | None = None


class DirectoryProjection(Projection[Entry]):
    """Keeps the directory."""

    name: ClassVar[str] = "directory"
    version: ClassVar[int] = 3
    state = Entry
    topics: ClassVar[frozenset[str]] = frozenset(event.TOPIC for event in _EVENTS)
    tables = (
        table("agencies", {"agency_id": "uuid"}, {"name": "text", "sector": "text"}),
        table(
            "practitioners",
            {"practitioner_id": "uuid"},
            {
                "name": "text",
                "agency_id": "uuid",
                "title": "text",
                "kind": "text",
                "status": "text",
                "duties": "text[]",
            },
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
        """Register, rename, follow a membership, record a birth."""
        match event.event:
            case AgencyRegistered(name=name, sector=sector):
                return Entry(name, sector=sector)
            case PractitionerRegistered() | MemberAdmitted() as person:
                return _person(person)
            case MemberInvited() as person:
                return replace(_person(person), status=MembershipStatus.INVITED)
            case SystemClientRegistered(name=name, agency_id=agency_id):
                entry = Entry(name, agency_id=agency_id, duties=(Duty.PRACTITIONER,))
                return replace(entry, kind=ActorKind.SYSTEM)
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
            case DutiesGranted(duties=duties):
                return replace(state, duties=in_order({*state.duties, *duties}))
            case DutiesWithdrawn(duties=duties):
                return replace(state, duties=in_order({*state.duties} - {*duties}))
        status = _STATUS_AFTER.get(type(event.event))
        if status is not None:
            return replace(state, status=status)
        raise ValueError(f"{event.topic} is not for the directory")

    def rows(self, stream_id: UUID, state: Entry) -> Rows:
        """One row, in the table that the entry belongs to."""
        if state.sector is not None:
            return {"agencies": [(stream_id, state.name, state.sector)]}
        if state.agency_id is not None:
            member = (state.name, state.agency_id, state.title, state.kind, state.status, state.duties)
            return {"practitioners": [(stream_id, *member)]}
        child = (state.name, state.date_of_birth, state.expected_on, state.nhs_number)
        return {"children": [(stream_id, *child, state.registered_by_agency_id)]}


_STATUS_AFTER: dict[type, MembershipStatus] = {
    MemberInvitationAccepted: MembershipStatus.ACCEPTED,
    MemberConfirmed: MembershipStatus.ACTIVE,
    MemberSuspended: MembershipStatus.SUSPENDED,
    MemberResumed: MembershipStatus.ACTIVE,
    MembershipEnded: MembershipStatus.ENDED,
}


def _person(event: PractitionerRegistered | MemberAdmitted | MemberInvited) -> Entry:
    return Entry(event.name, agency_id=event.agency_id, title=event.title, duties=event.duties)
