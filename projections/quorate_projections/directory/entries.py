"""One entry of the directory: an agency, a practitioner or a child."""

from datetime import date
from uuid import UUID

import msgspec

from quorate_events.access.actor import ActorKind, Duty
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.standing import MembershipStatus


class Agency(msgspec.Struct, frozen=True):
    """An organisation in a sector."""

    agency_id: UUID
    name: str
    sector: Sector


class Practitioner(msgspec.Struct, frozen=True):
    """A person who works for an agency, or an agency's own software; ``title`` is the job."""

    practitioner_id: UUID
    name: str
    agency_id: UUID
    title: str
    kind: ActorKind
    status: MembershipStatus
    duties: tuple[Duty, ...]


class Child(msgspec.Struct, frozen=True):
    """A child by date of birth, or an unborn baby by expected date."""

    child_id: UUID
    name: str
    date_of_birth: date | None
    expected_on: date | None


class Names(msgspec.Struct, frozen=True):
    """The entries that an answer refers to by id. One that is not registered is missing."""

    agencies: tuple[Agency, ...] = ()
    practitioners: tuple[Practitioner, ...] = ()
    children: tuple[Child, ...] = ()


class _Found(msgspec.Struct, frozen=True):
    agencies: tuple[Agency, ...] | None
    practitioners: tuple[Practitioner, ...] | None
    children: tuple[Child, ...] | None


_FOUND = msgspec.json.Decoder(_Found)


def names_from(kept: str) -> Names:
    """Return the entries that an SQL statement gathered as a JSON object; null where there are none."""
    found = _FOUND.decode(kept)
    return Names(found.agencies or (), found.practitioners or (), found.children or ())
