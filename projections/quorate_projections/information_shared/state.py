"""All that was asked and shared in one meeting, as kept; nothing here is filtered for a viewer."""

from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from quorate_events.access.release import is_released
from quorate_events.access.resources import Circle, PartFacts
from quorate_events.context import Recorder
from quorate_events.meetings.values import Release, Restriction
from quorate_events.meetings.vocabulary import (
    Audience,
    CategoryOfAbuse,
    ContributionStatus,
    DecisionOutcome,
    PartHeading,
)
from quorate_projections.standing import Standing

NOBODY = UUID(int=0)
"""Who chairs what is one agency's own."""


class InformationRequest(msgspec.Struct, frozen=True, gc=False):
    """What an agency was asked in one role, and why; ``report_due`` is a London date."""

    invitation_id: UUID
    agency_id: UUID
    role: str
    practitioner_id: UUID | None
    why: str
    asked: str
    report_due: date | None
    requested_at: datetime


class Wording(msgspec.Struct, frozen=True, gc=False):
    """One text that a part had, from ``at`` on; ``reason`` says why it replaced the one before."""

    text: str
    at: datetime
    by: Recorder
    reason: str = ""


class Withdrawal(msgspec.Struct, frozen=True, gc=False):
    """When, by whom and why a part was withdrawn."""

    at: datetime
    by: Recorder
    reason: str


class SharedPart(msgspec.Struct, frozen=True, gc=False):
    """One part with all its wordings, the latest last; ``released_at`` is when it was released by hand."""

    part_id: UUID
    agency_id: UUID
    heading: PartHeading
    audience: Audience
    child_id: UUID | None
    restriction: Restriction | None
    release: Release
    release_at: datetime | None
    wordings: tuple[Wording, ...]
    released_at: datetime | None = None
    withdrawn: Withdrawal | None = None

    def is_released(self, *, sitting_opened: bool, now: datetime) -> bool:
        """Return whether the part is readable to its audience at ``now``."""
        return is_released(
            self.release,
            self.release_at,
            by_hand=self.released_at is not None,
            sitting_opened=sitting_opened,
            now=now,
        )

    def facts(self, circle: Circle, *, released: bool) -> PartFacts:
        """Return what decides who reads the part, in a meeting that concerns ``circle``."""
        named = frozenset(self.restriction.agency_ids) if self.restriction else frozenset()
        return PartFacts(circle, self.agency_id, self.audience, released, self.withdrawn is not None, named)


class AgencyAnswer(msgspec.Struct, frozen=True, gc=False):
    """What one agency answered.

    ``answered_at`` is when it first shared something or said that nothing is held; None also where an old
    register says that it did, but not when. ``searched`` belongs to the answer that nothing is held,
    ``declined_because`` to a refusal.
    """

    status: ContributionStatus
    answered_at: datetime | None = None
    by: Recorder | None = None
    searched: str = ""
    declined_because: str = ""
    parts: tuple[SharedPart, ...] = ()


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """What was decided for one child, as it stands."""

    child_id: UUID
    outcome: DecisionOutcome
    category: CategoryOfAbuse | None


class SharedMeeting(msgspec.Struct, frozen=True, gc=False):
    """One meeting: how it stands; asked by invitation, answered by agency, decided by child."""

    standing: Standing
    requests: dict[UUID, InformationRequest] = {}
    answers: dict[UUID, AgencyAnswer] = {}
    outcomes: dict[UUID, Outcome] = {}

    @property
    def circle(self) -> Circle:
        """Those whom the meeting concerns, and the agencies that answered in it."""
        return replace(self.standing.circle, contributing_agency_ids=frozenset(self.answers))

    def part(self, earlier: SharedPart) -> SharedPart:
        """Return a part as it stands here, that was ``earlier`` seen to stand in another way."""
        parts = self.answers[earlier.agency_id].parts
        return next(part for part in parts if part.part_id == earlier.part_id)

    def own_share(self, agency_id: UUID) -> "SharedMeeting":
        """Return what stays with an agency that reads the meeting no longer: its own share, in the meeting as it stood.

        Nothing in it is of others, and nothing is of later, but who is excluded now.
        """
        standing = replace(
            self.standing.known_to(agency_id),
            chair_id=NOBODY,
            invitations={},
            closed_on=None,
            sat_at=None,
            emergency_openings=(),
            left={},
        )
        return SharedMeeting(standing, {}, {agency_id: self.answers[agency_id]})
