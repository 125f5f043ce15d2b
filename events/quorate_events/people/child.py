"""A child, or an unborn baby with an expected date of delivery."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.checks import require_name
from quorate_events.command import Command, Context
from quorate_events.errors import Invalid
from quorate_events.meetings.errors import DateInTheFuture
from quorate_events.people.event import AlreadyRegistered, DirectoryEvent, NotRegistered
from quorate_events.people.nhs_number import require_nhs_number
from quorate_events.personal import DayOfPerson, OfPerson
from quorate_events.rules.clocks import london_date


class BornOrExpected(Invalid):
    """A child has either a date of birth or an expected date."""

    code = "born_or_expected"


class Child(Aggregate):
    """A child whom meetings are about."""

    unborn: bool
    registered_by_agency_id: UUID

    def __init__(self) -> None:
        """Begin empty; the registering event fills in what it knows."""


@dataclass(frozen=True)
class ChildRegistered(DirectoryEvent, Aggregate.Created):
    """A child became known to the partnership. Unborn: ``expected_on`` instead of ``date_of_birth``."""

    TOPIC: ClassVar[str] = "quorate.child.registered"

    name: OfPerson
    date_of_birth: DayOfPerson | None
    expected_on: DayOfPerson | None
    nhs_number: OfPerson | None

    def apply(self, aggregate: Child) -> None:
        """Remember whether the baby is still to be born, and who registered it."""
        aggregate.registered_by_agency_id = self.by.agency_id
        # Of a child whose data were erased there is neither date.
        aggregate.unborn = self.expected_on is not None


@dataclass(frozen=True)
class ChildBorn(DirectoryEvent):
    """The baby was born."""

    TOPIC: ClassVar[str] = "quorate.child.born"

    name: OfPerson
    date_of_birth: DayOfPerson | None
    nhs_number: OfPerson | None

    def apply(self, aggregate: Child) -> None:
        """Remember the birth."""
        aggregate.unborn = False


class RegisterChild(Command, frozen=True, kw_only=True):
    """Register a child by date of birth, or an unborn baby by expected date."""

    child_id: UUID
    name: str
    date_of_birth: date | None = None
    expected_on: date | None = None
    nhs_number: str | None = None

    @property
    def stream_id(self) -> UUID:
        """The child."""
        return self.child_id

    def decide(self, aggregate: Child | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse a taken id, both or neither date, a birth in the future, a wrong NHS number."""
        if aggregate is not None:
            raise AlreadyRegistered
        require_name(self.name, "name")
        if (self.date_of_birth is None) == (self.expected_on is None):
            raise BornOrExpected(
                "A child has a date of birth, an unborn baby an expected date.", "Give exactly one of them."
            )
        if self.date_of_birth is not None and self.date_of_birth > london_date(context.now):
            raise DateInTheFuture
        if self.nhs_number is not None:
            require_nhs_number(self.nhs_number, synthetic=context.synthetic_people)
        return [
            ChildRegistered(
                originator_id=self.child_id,
                originator_version=1,
                timestamp=context.now,
                originator_topic="quorate.child",
                by=context.by,
                name=self.name,
                date_of_birth=self.date_of_birth,
                expected_on=self.expected_on,
                nhs_number=self.nhs_number,
            )
        ]


class RecordBirth(Command, frozen=True, kw_only=True):
    """Record that an expected baby was born."""

    child_id: UUID
    name: str
    date_of_birth: date
    nhs_number: str | None = None

    @property
    def stream_id(self) -> UUID:
        """The child."""
        return self.child_id

    def decide(self, aggregate: Child | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse an unknown or born child, a birth in the future, a wrong NHS number."""
        if not isinstance(aggregate, Child):
            raise NotRegistered
        if not aggregate.unborn:
            raise BornOrExpected("The birth is already on the record.", "Nothing more is needed.")
        require_name(self.name, "name")
        if self.date_of_birth > london_date(context.now):
            raise DateInTheFuture
        if self.nhs_number is not None:
            require_nhs_number(self.nhs_number, synthetic=context.synthetic_people)
        return [
            ChildBorn(
                *context.stamp(aggregate),
                name=self.name,
                date_of_birth=self.date_of_birth,
                nhs_number=self.nhs_number,
            )
        ]
