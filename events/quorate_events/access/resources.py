"""What the policy has to know of a thing to decide who may do what with it. Facts only, no rules."""

from collections.abc import Set
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from quorate_events.access.actor import Duty
from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import Audience, Sector


class EmergencyOpening(msgspec.Struct, frozen=True, gc=False):
    """Somebody opened the record in an emergency; it stays open to that person until ``until`` (UTC)."""

    practitioner_id: UUID
    until: datetime


class Circle(msgspec.Struct, frozen=True, gc=False):
    """Those whom a meeting concerns: its chair, the agency that convened it, the agencies invited.

    An agency whose last invitation was withdrawn, or that was excluded, is no longer among ``invited_agency_ids``.
    ``excluded_practitioner_ids`` are those who were excluded, or whose latest attendance on the record says so;
    ``excluded_agency_ids`` were excluded with all their people.
    ``contributing_agency_ids`` answered in the meeting, ``acting_agency_ids`` own an action of it; both are
    given where a decision needs them.
    """

    chair_id: UUID
    convening_agency_id: UUID
    invited_agency_ids: Set[UUID]
    excluded_practitioner_ids: Set[UUID] = frozenset()
    excluded_agency_ids: Set[UUID] = frozenset()
    emergency_openings: tuple[EmergencyOpening, ...] = ()
    contributing_agency_ids: Set[UUID] = frozenset()
    acting_agency_ids: Set[UUID] = frozenset()

    def excludes(self, somebody: Recorder) -> bool:
        """Return whether the person was excluded from the meeting, or the person's agency was."""
        return (
            somebody.practitioner_id in self.excluded_practitioner_ids
            or somebody.agency_id in self.excluded_agency_ids
        )

    @property
    def reading_agency_ids(self) -> frozenset[UUID]:
        """The agencies whose people may read the meeting."""
        return frozenset({*self.invited_agency_ids, self.convening_agency_id})

    def reads(self, somebody: Recorder) -> bool:
        """Return whether the person, or the person's agency, reads the meeting anyway."""
        return somebody.agency_id in self.reading_agency_ids or somebody.practitioner_id == self.chair_id


class ChairFacts(msgspec.Struct, frozen=True):
    """The chair of the meeting of ``circle`` is to be ``new_chair_id``."""

    circle: Circle
    new_chair_id: UUID


class PartFacts(msgspec.Struct, frozen=True):
    """One part of what ``agency_id`` shared. ``named_agency_ids`` are those that a restriction names."""

    circle: Circle
    agency_id: UUID
    audience: Audience
    released: bool
    withdrawn: bool = False
    named_agency_ids: Set[UUID] = frozenset()


class CopyFacts(msgspec.Struct, frozen=True):
    """A copy of the record that was made for ``agency_id``; None: for a person outside the agencies."""

    circle: Circle
    agency_id: UUID | None


class ChildFacts(msgspec.Struct, frozen=True):
    """A child: which agency registered it, and whom the meetings about it concern; ``meeting_ids`` name these."""

    registered_by_agency_id: UUID
    circles: tuple[Circle, ...] = ()
    meeting_ids: tuple[UUID, ...] = ()


class ActionFacts(msgspec.Struct, frozen=True):
    """An action that ``agency_id`` owns, agreed in the meeting of ``circle``."""

    circle: Circle
    agency_id: UUID


class WorkFacts(msgspec.Struct, frozen=True):
    """Something to be done in a meeting: by anybody of the agency, or by one person."""

    circle: Circle
    agency_id: UUID | None = None
    practitioner_id: UUID | None = None


class OwnAgency(msgspec.Struct, frozen=True):
    """The actor's own agency; None: not registered."""

    sector: Sector | None


class MemberFacts(msgspec.Struct, frozen=True):
    """Somebody who is, or is to be, a member of ``agency_id``, and the duties that the person is to have."""

    practitioner_id: UUID
    agency_id: UUID
    duties: Set[Duty] = frozenset()


Resource = (
    Circle
    | ChairFacts
    | PartFacts
    | CopyFacts
    | ChildFacts
    | ActionFacts
    | WorkFacts
    | OwnAgency
    | MemberFacts
)
"""What a decision can be about."""


class Circumstances(msgspec.Struct, frozen=True):
    """What else counts: the time (UTC)."""

    now: datetime


LATER = Circumstances(datetime.max.replace(tzinfo=UTC))
"""Where nobody says what time it is: whatever was open for a time is closed."""
